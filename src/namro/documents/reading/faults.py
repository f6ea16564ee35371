"""Why a file cannot be read, said to people: what it is, what to do next. Each function returns the error to raise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from namro.core.base.errors import UnreadableDocument


def _fault(code: str, message: str) -> UnreadableDocument:
    return UnreadableDocument(message, code=code)


def missing(reason: str) -> UnreadableDocument:
    return _fault("missing", f"Không mở được tệp ({reason}). Kiểm tra đường dẫn, quyền đọc tệp rồi chạy lại.")


def empty() -> UnreadableDocument:
    return _fault("empty", "Tệp rỗng (0 byte), không có nội dung. Kiểm tra tệp gốc rồi nạp lại.")


def no_text() -> UnreadableDocument:
    return _fault("no_text", "Tệp mở được nhưng không có chữ nào. Kiểm tra tệp gốc, nạp bản có nội dung.")


def too_large(limit_mb: int) -> UnreadableDocument:
    return _fault(
        "too_large",
        f"Tệp quá lớn (giới hạn {limit_mb} MB). Bỏ bớt ảnh hoặc tách thành các tệp nhỏ hơn rồi nạp từng tệp.",
    )


def too_long(what: str, limit: int) -> UnreadableDocument:
    count = f"{limit:,}".replace(",", ".")
    return _fault(
        "too_long", f"Văn bản quá dài: nhiều hơn {count} {what}. Tách thành các tệp nhỏ hơn rồi nạp từng tệp."
    )


def no_page(number: int, pages: int) -> UnreadableDocument:
    return _fault("no_page", f"Tệp chỉ có {pages} trang, không có trang {number}. Chọn một trang từ 1 đến {pages}.")


def no_pages() -> UnreadableDocument:
    return _fault("wrong_type", "Tệp này không phải PDF nên không có trang để xem. Tải tệp về để mở.")


def too_slow(seconds: int) -> UnreadableDocument:
    return _fault(
        "too_slow",
        f"Đọc tệp quá {seconds} giây chưa xong nên đã dừng. Tách tệp hoặc lưu lại dạng .docx rồi nạp lại.",
    )


def bomb() -> UnreadableDocument:
    return _fault(
        "bomb",
        "Tệp nén bất thường: khi giải nén sẽ phình ra quá lớn nên không mở. "
        "Mở tệp gốc trong Word/Excel, lưu thành tệp mới rồi nạp lại.",
    )


def too_complex() -> UnreadableDocument:
    return _fault(
        "bomb",
        "Cấu trúc tệp phức tạp bất thường nên không mở. Chép nội dung sang một tệp mới, lưu lại rồi nạp tệp mới.",
    )


def encrypted() -> UnreadableDocument:
    return _fault("encrypted", "Tệp được đặt mật khẩu (mã hóa). Bỏ mật khẩu, lưu lại rồi nạp tệp không có mật khẩu.")


def damaged(kind: str) -> UnreadableDocument:
    return _fault(
        "damaged",
        f"Tệp {kind} bị hỏng hoặc không đúng cấu trúc. Mở tệp gốc, lưu lại (hoặc tải lại từ nơi gửi) rồi nạp lại.",
    )


def unexpected() -> UnreadableDocument:
    return _fault(
        "unexpected",
        "Không đọc được tệp: cấu trúc bên trong không như mong đợi. Mở tệp gốc, lưu lại dạng .docx rồi nạp lại.",
    )


def macros(kind: str) -> UnreadableDocument:
    return _fault("macros", f"Tệp có chứa macro nên không mở. Lưu lại dạng .{kind} không có macro rồi nạp lại.")


def old_format(name: str, wanted: str) -> UnreadableDocument:
    return _fault("old_format", f"Đây là {name}, chưa đọc được. Mở tệp rồi lưu lại dạng {wanted}, sau đó nạp lại.")


def unknown_compound() -> UnreadableDocument:
    return _fault(
        "wrong_type",
        "Đây là tệp Office kiểu cũ hoặc thư điện tử, chưa đọc được. "
        "Mở tệp trong Word/Excel rồi lưu lại dạng .docx hoặc .xlsx, sau đó nạp lại.",
    )


def photo() -> UnreadableDocument:
    return _fault(
        "photo",
        "Tệp là ảnh, không có lớp chữ. Hãy nhận dạng chữ (OCR) rồi nạp kết quả, hoặc nạp bản .docx của văn bản.",
    )


def scan(pages: int, of: int) -> UnreadableDocument:
    return _fault(
        "scan",
        f"Tệp là ảnh quét, chưa có lớp chữ ({pages}/{of} trang không có chữ). "
        "Hãy nhận dạng chữ (OCR) hoặc nạp bản .docx.",
    )


def garbled() -> UnreadableDocument:
    return _fault(
        "garbled",
        "Tệp PDF có chữ nhưng bảng mã của phông bị thiếu nên không lấy được nội dung. "
        "Hãy nạp bản .docx, hoặc nhận dạng chữ (OCR) lại tệp này.",
    )


def archive(kind: str) -> UnreadableDocument:
    return _fault("archive", f"Đây là tệp nén {kind}. Giải nén rồi nạp từng văn bản bên trong.")


def wrong_type(what: str) -> UnreadableDocument:
    return _fault(
        "wrong_type",
        f"{what}. Chương trình chỉ đọc văn bản .docx, .pdf có chữ, .xlsx, .txt, .md: hãy nạp một trong các dạng đó.",
    )


def not_as_named(suffix: str) -> UnreadableDocument:
    return _fault(
        "wrong_type",
        f"Tệp mang đuôi {suffix} nhưng bên trong không phải dạng {suffix} (tệp hỏng hoặc bị đổi tên). "
        "Mở tệp gốc, lưu lại đúng dạng rồi nạp lại.",
    )


def not_a_workbook() -> UnreadableDocument:
    return _fault("wrong_type", "Đây không phải sổ Excel .xlsx. Mở tệp gốc trong Excel, lưu dạng .xlsx rồi nạp lại.")


def encoding() -> UnreadableDocument:
    return _fault(
        "encoding",
        "Tệp chữ không dùng bảng mã Unicode (UTF-8). Chuyển mã sang Unicode (ví dụ UniKey Toolkit), "
        "lưu dạng UTF-8 rồi nạp lại.",
    )


def legacy_font(name: str) -> UnreadableDocument:
    return _fault(
        "legacy_font",
        f"Văn bản dùng phông {name}, không phải Unicode. Chuyển mã sang Unicode (ví dụ UniKey Toolkit) rồi nạp lại.",
    )


def secret(stamp: str) -> UnreadableDocument:
    return _fault(
        "secret",
        f"Văn bản có dấu độ mật “{stamp}”. Không được đưa văn bản mật vào phần mềm này; tệp đã bị từ chối, "
        "không có nội dung nào được lưu. Xử lý theo quy định về bảo vệ bí mật nhà nước.",
    )


@contextmanager
def told() -> Iterator[None]:
    """The boundary of the room: whatever a hostile file provokes inside ends as `UnreadableDocument`."""
    try:
        yield
    except UnreadableDocument:
        raise
    except (MemoryError, RecursionError) as fault:
        raise too_complex() from fault
    except Exception as fault:
        raise unexpected() from fault
