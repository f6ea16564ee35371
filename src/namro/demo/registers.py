"""Rows of the demo commune's registers, invented: inspections that reach too few people, news, initiatives, letters."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import people_of, standing_of
from namro.apps.registers.actions import add_row
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterRow
from namro.core.base.clock import Clock
from namro.demo.province import HOME

_SEED = 2026
#: People inspected, by their place in the list; two of them twice.
_INSPECTED = (0, 1, 2, 1, 3, 4, 0, 5)
_SUBJECTS = (
    "Giờ giấc, bảng tên, tác phong khi tiếp công dân",
    "Tiếp nhận hồ sơ, phiếu hẹn, cập nhật hệ thống",
    "Ký số, lưu hồ sơ công việc trên phần mềm văn bản",
)
_NEWS = (
    ("Cách nộp hồ sơ khai sinh trực tuyến", "dvc"),
    ("Lịch tiếp công dân tháng này của Chủ tịch Ủy ban nhân dân xã", "tthc"),
    ("Ra mắt tổ công nghệ số cộng đồng thôn Thượng", "chuyen_doi_so"),
    ("Sáu tháng, 92% hồ sơ trả trước hạn", "cchc"),
    ("Thanh toán lệ phí không dùng tiền mặt tại bộ phận một cửa", "dvc"),
    ("Quy tắc ứng xử của cán bộ, công chức xã", "cong_vu"),
)
_PLACES = ("trang_xa", "trang_tren", "truyen_thanh", "mang_xa_hoi")
_LETTERS = (
    ("BC-UBND", "bao_cao", "Báo cáo kết quả cải cách hành chính"),
    ("KH-UBND", "ke_hoach", "Kế hoạch tuyên truyền cải cách hành chính"),
    ("TB-UBND", "thong_bao", "Thông báo kết luận họp giao ban"),
    ("CV-UBND", "cong_van", "Đề nghị hỗ trợ đường truyền bộ phận một cửa"),
    ("QĐ-UBND", "quyet_dinh", "Quyết định kiện toàn tổ kiểm tra công vụ"),
)
_DAY = timedelta(days=1)

Typed = Mapping[str, str]


def fill_registers(clock: Clock) -> None:
    """Write the rows where there are none yet."""
    if RegisterRow.objects.exists():
        return
    at = clock()
    unit = Unit.objects.get(code=HOME)
    coordinator = User.objects.get(username="dieuphoi")
    coordinator.standing = standing_of(coordinator, at.date())
    known = definitions(at.date())
    names = [f"{one.full_name} ({one.username})" for one in people_of(unit.pk, at.date())]
    rows = {
        "kiem-tra": _inspections(names, at),
        "tin-bai": _news(names, at),
        "sang-kien": _initiatives(names, at),
        "van-ban-di": _letters(names, at),
    }
    for code, typed in rows.items():
        for row in typed:
            add_row(coordinator, known.get(code), unit.pk, row, at=at)


def _inspections(names: list[str], at: datetime) -> Iterator[Typed]:
    for n, place in enumerate(_INSPECTED):
        wrong = n in (2, 5)
        yield {
            "ngay_kiem_tra": _day(at, 14 * (len(_INSPECTED) - n)),
            "nguoi": names[place % len(names)],
            "noi_dung": _SUBJECTS[n % len(_SUBJECTS)],
            "hinh_thuc": "dot_xuat" if n % 3 == 0 else "dinh_ky",
            "van_ban": "112/QĐ-UBND",
            "ket_qua": ("da_khac_phuc" if n == 2 else "co_sai_sot") if wrong else "tot",
            "sai_sot": "Hai hồ sơ chưa cập nhật trạng thái trả kết quả" if wrong else "",
        }


def _news(names: list[str], at: datetime) -> Iterator[Typed]:
    chosen = random.Random(_SEED)  # noqa: S311 - invented rows, not secrets
    for n in range(34):
        title, subject = _NEWS[n % len(_NEWS)]
        place = chosen.choice(_PLACES)
        yield {
            "tieu_de": title,
            "nguoi_viet": chosen.choice(names),
            "ngay_dang": _day(at, 9 * n + 1),
            "noi_dang": place,
            "chu_de": subject,
            "so_lan": str(chosen.randint(2, 6)) if place == "truyen_thanh" else "",
            "duong_dan": "" if place == "truyen_thanh" else f"https://suoimay.example.vn/tin/{n + 1}",
        }


def _initiatives(names: list[str], at: datetime) -> Iterator[Typed]:
    yield {
        "ten": "Phiếu hẹn in kèm mã QR tra cứu hồ sơ",
        "tac_gia": names[2 % len(names)],
        "linh_vuc": "thu_tuc",
        "noi_dung": "Người dân quét mã trên phiếu hẹn để xem hồ sơ đang ở khâu nào, không phải gọi hỏi.",
        "ngay_ap_dung": _day(at, 200),
        "cong_nhan": "cap_xa",
        "van_ban": "245/QĐ-UBND",
        "ngay_cong_nhan": _day(at, 40),
        "nhan_rong": "Có",
    }
    yield {
        "ten": "Ngày thứ Năm không viết",
        "tac_gia": names[5 % len(names)],
        "linh_vuc": "so",
        "noi_dung": "Công chức một cửa điền hộ tờ khai điện tử từ dữ liệu dân cư vào thứ Năm hằng tuần.",
        "ngay_ap_dung": _day(at, 90),
        "cong_nhan": "de_nghi",
    }


def _letters(names: list[str], at: datetime) -> Iterator[Typed]:
    chosen = random.Random(_SEED)  # noqa: S311 - invented rows, not secrets
    for n in range(40):
        sign, kind, about = _LETTERS[n % len(_LETTERS)]
        on = at - 7 * (40 - n) * _DAY
        yield {
            "so_ky_hieu": f"{n + 1}/{sign}",
            "ngay_van_ban": f"{on:%d/%m/%Y}",
            "loai": kind,
            "trich_yeu": f"{about} tháng {on.month}/{on.year}",
            "nguoi_ky": names[0],
            "noi_nhan": "Sở Nội vụ; lưu văn thư",
            "ky_so": chosen.choice(("du", "du", "du", "du", "ca_nhan")),
            "gui_giay": "true" if n % 13 == 5 else "false",
            "bat_buoc_dien_tu": "true",
            "ngay_nhap": f"{on + (n % 5 == 0) * _DAY:%d/%m/%Y}",
        }


def _day(at: datetime, before: int) -> str:
    return f"{at - before * _DAY:%d/%m/%Y}"
