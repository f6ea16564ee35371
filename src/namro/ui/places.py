"""The places of the frame: the rail, and *Mục khác* by what people come for."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _mark

#: (address name, icon, word), in the order of the rail.
PLACES = (
    ("plans:mine", "checklist", _mark("Việc của tôi")),
    ("plans:board", "chart-histogram", _mark("Bảng theo dõi")),
    ("plans:plans", "route", _mark("Kế hoạch")),
    ("assessments:sheets", "table", _mark("Chấm điểm")),
    ("appraisals:judging", "gavel", _mark("Thẩm định")),
    ("appraisals:ranking", "circle-check", _mark("Kết quả")),
    ("library:home", "books", _mark("Thư viện")),
    ("ui:more", "list-tree", _mark("Mục khác")),
    ("ui:help", "help-circle", _mark("Trợ giúp")),
)
#: Places that a phone's bar has no room for; they stand on *Mục khác* too.
WIDE_ONLY = {"appraisals:judging", "appraisals:ranking", "library:home", "ui:help"}
#: What stands on *Mục khác*: the word of a group, and its places (address name, icon, word, what it is for).
OTHERS = (
    (
        _mark("Phục vụ người dân"),
        (
            (
                "dossiers:board",
                "files",
                _mark("Hồ sơ một cửa"),
                _mark("Đến hạn, trễ, chưa xin lỗi, chưa số hóa; nạp tệp của tỉnh"),
            ),
            (
                "dossiers:procedures",
                "list-tree",
                _mark("Thủ tục"),
                _mark("Danh mục, thời hạn, phí; niêm yết ở đâu, ngày nào"),
            ),
            (
                "service_index:home",
                "chart-histogram",
                _mark("Chỉ số 766"),
                _mark("Điểm phục vụ người dân: tự tính từ hồ sơ, điểm của Cổng, chênh ở đâu"),
            ),
            (
                "officers:home",
                "user",
                _mark("Đánh giá tháng"),
                _mark("Người xử lý hồ sơ: số liệu tự điền, nhận xét, gửi trước ngày 5"),
            ),
            ("feedback:board", "message-2", _mark("Phản ánh, kiến nghị"), _mark("Hạn, trả lời, công khai, kết luận")),
        ),
    ),
    (
        _mark("Khảo sát hài lòng"),
        (
            (
                "surveys:home",
                "message-2",
                _mark("Khảo sát"),
                _mark("Lập khảo sát; đánh giá tại quầy: mã, thiết bị, kết quả tháng"),
            ),
            (
                "instruments:home",
                "list-tree",
                _mark("Bộ câu hỏi"),
                _mark("Bộ câu hỏi khảo sát: xem thử, trọng số, tải về, nạp XLSForm"),
            ),
            (
                "samples:home",
                "users",
                _mark("Mẫu khảo sát"),
                _mark("Khung, rút mẫu, điều tra viên, phiếu giấy, phúc tra"),
            ),
            (
                "samples:mine",
                "checklist",
                _mark("Người phải hỏi"),
                _mark("Danh sách của điều tra viên: gặp ai, kết quả từng lần"),
            ),
            (
                "satisfaction:published",
                "chart-histogram",
                _mark("Kết quả hài lòng"),
                _mark("Chỉ số đã công bố theo yếu tố, theo năm, từng cách đo"),
            ),
        ),
    ),
    (
        _mark("Theo dõi công việc"),
        (
            (
                "registers:home",
                "books",
                _mark("Sổ theo dõi"),
                _mark("Kiểm tra, sáng kiến, tin bài, văn bản đi và các sổ khác"),
            ),
            ("meetings:meetings", "users", _mark("Họp"), _mark("Chương trình, biên bản, kết luận thành việc")),
            (
                "reports:calendar",
                "calendar-due",
                _mark("Báo cáo"),
                _mark("Lịch trong năm, góp nội dung, gửi, tổng hợp"),
            ),
            ("chasing:letter", "message-2", _mark("Đôn đốc"), _mark("Việc trễ theo người, công văn đôn đốc Word, PDF")),
            ("chasing:assigned", "files", _mark("Nhiệm vụ cấp trên giao"), _mark("Nạp Excel từ E-Office, iDesk")),
            ("plans:recommendations", "bulb", _mark("Kiến nghị"), _mark("Giám sát của Đảng ủy, HĐND, Mặt trận")),
        ),
    ),
    (
        _mark("Điểm và số liệu"),
        (
            (
                "indicators:measures",
                "chart-histogram",
                _mark("Chỉ tiêu"),
                _mark("Tỷ lệ, mốc trong năm, từng cách tính, theo đơn vị"),
            ),
            ("indicators:home", "progress", _mark("Số liệu"), _mark("Số liệu mà bộ tiêu chí đọc, theo nguồn")),
            (
                "assessments:results",
                "math-function",
                _mark("Điểm tính từ số liệu"),
                _mark("Tính hằng ngày, từng đơn vị, vì sao"),
            ),
            (
                "assessments:rounds",
                "calendar-due",
                _mark("Kỳ đánh giá"),
                _mark("Ngày giờ từng bước, tiến độ các đơn vị"),
            ),
            ("appraisals:judging", "gavel", _mark("Thẩm định"), _mark("Minh chứng bên điểm, ý kiến, tiến độ theo sở")),
            (
                "appraisals:ranking",
                "circle-check",
                _mark("Kết quả"),
                _mark("Xếp loại, thứ hạng đã công bố, so với năm trước"),
            ),
            (
                "frameworks:library",
                "list-tree",
                _mark("Bộ tiêu chí"),
                _mark("Các phiên bản, cách chấm, so sánh, thử chấm"),
            ),
        ),
    ),
    (
        _mark("Văn bản, minh chứng"),
        (
            ("exchange:imports", "files", _mark("Văn bản"), _mark("Đọc phiếu, kế hoạch từ Word, PDF, Excel")),
            ("library:home", "books", _mark("Thư viện"), _mark("Minh chứng, phiên bản, chữ ký, nhận xét")),
            ("papers:check", "file-check", _mark("Kiểm tra thể thức"), _mark("Tệp Word sai chỗ nào theo Nghị định 30")),
        ),
    ),
    (
        _mark("Đơn vị, tài khoản"),
        (
            ("people:organisation", "sitemap", _mark("Tổ chức"), _mark("Đơn vị, chức danh, nhóm, người")),
            (
                "yearly:home",
                "user",
                _mark("Phiếu năm"),
                _mark("Việc của năm, từng người; xem trước, sửa được, chốt cuối năm"),
            ),
            ("people:account", "user", _mark("Tài khoản"), _mark("Mật khẩu, ngôn ngữ, chức danh của tôi")),
            ("people:audit", "lock", _mark("Nhật ký"), _mark("Ai đã làm gì, lúc nào; chuỗi niêm phong")),
            ("notices:mail", "message-2", _mark("Thư gửi đi"), _mark("Máy chủ thư, thư đang chờ, thư không gửi được")),
            ("ui:help", "help-circle", _mark("Trợ giúp"), _mark("Phím tắt, dấu hiệu, quy tắc chấm")),
        ),
    ),
)
