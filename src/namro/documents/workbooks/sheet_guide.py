"""What the workbook of a sheet tells those who fill it in."""

from __future__ import annotations

GUIDE_LINES = (
    "Cách điền và nộp lại phiếu",
    "1. Chỉ điền ở trang “Phiếu chấm”, vào các ô nền vàng: Điểm tự chấm, Không áp dụng (ghi lý do), Giải trình.",
    "2. Điểm tự chấm là số từ 0 đến điểm tối đa, theo bước chấm của dòng. Viết 0,5 hoặc 0.5 đều được. Chưa chấm thì để "
    "trống.",
    "3. Tiêu chí không áp dụng với đơn vị: ghi lý do vào cột Không áp dụng và để trống điểm.",
    "4. Tiêu chí mất điểm: ghi rõ lý do ở cột Giải trình. Xuống dòng trong ô bằng Alt + Enter.",
    "5. Điểm do hệ thống tính từ số liệu và điểm khảo sát là ô khóa; muốn đổi thì sửa số liệu trên hệ thống.",
    "6. Không thêm, xóa, gộp hay chèn ô; không đổi mã tiêu chí. Lọc và đổi độ rộng cột thì được.",
    "7. Ô có công thức được lấy theo kết quả đang hiện; hệ thống nhắc lại để anh chị kiểm tra.",
    "8. Lưu tệp dạng .xlsx rồi tải lên ở trang phiếu của đúng kỳ, đúng đơn vị. Hệ thống cho xem từng ô khác trước "
    "khi áp dụng; ô mà người khác đã sửa trong lúc này sẽ được hỏi lại, không bị ghi đè.",
    "9. Minh chứng không gửi kèm tệp này: tải lên ở trang phiếu, cạnh từng tiêu chí.",
)
