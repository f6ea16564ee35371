"""The frame around every page: places of the rail, who is logged in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _mark

from namro.ui.formats import initials

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
#: What stands on *Mục khác*: (address name, icon, word, what it is for).
OTHERS = (
    ("dossiers:procedures", "list-tree", _mark("Thủ tục"), _mark("Danh mục, thời hạn, phí; niêm yết ở đâu, ngày nào")),
    (
        "dossiers:board",
        "files",
        _mark("Hồ sơ một cửa"),
        _mark("Đến hạn, trễ, chưa xin lỗi, chưa số hóa; nạp tệp của tỉnh"),
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
    ("registers:home", "books", _mark("Sổ theo dõi"), _mark("Kiểm tra, sáng kiến, tin bài, văn bản đi và các sổ khác")),
    ("feedback:board", "message-2", _mark("Phản ánh, kiến nghị"), _mark("Hạn, trả lời, công khai, kết luận")),
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
    ("samples:home", "users", _mark("Mẫu khảo sát"), _mark("Khung, rút mẫu, điều tra viên, phiếu giấy, phúc tra")),
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
    ("exchange:imports", "files", _mark("Văn bản"), _mark("Đọc phiếu, kế hoạch từ Word, PDF, Excel")),
    ("meetings:meetings", "users", _mark("Họp"), _mark("Chương trình, biên bản, kết luận thành việc")),
    ("reports:calendar", "calendar-due", _mark("Báo cáo"), _mark("Lịch trong năm, góp nội dung, gửi, tổng hợp")),
    ("plans:recommendations", "bulb", _mark("Kiến nghị"), _mark("Giám sát của Đảng ủy, HĐND, Mặt trận")),
    (
        "indicators:measures",
        "chart-histogram",
        _mark("Chỉ tiêu"),
        _mark("Tỷ lệ, mốc trong năm, từng cách tính, theo đơn vị"),
    ),
    ("indicators:home", "progress", _mark("Số liệu"), _mark("Số liệu mà bộ tiêu chí đọc, theo nguồn")),
    ("assessments:rounds", "calendar-due", _mark("Kỳ đánh giá"), _mark("Ngày giờ từng bước, tiến độ các đơn vị")),
    ("appraisals:judging", "gavel", _mark("Thẩm định"), _mark("Minh chứng bên điểm, ý kiến, tiến độ theo sở")),
    ("appraisals:ranking", "circle-check", _mark("Kết quả"), _mark("Xếp loại, thứ hạng đã công bố, so với năm trước")),
    (
        "assessments:results",
        "math-function",
        _mark("Điểm tính từ số liệu"),
        _mark("Tính hằng ngày, từng đơn vị, vì sao"),
    ),
    ("library:home", "books", _mark("Thư viện"), _mark("Minh chứng, phiên bản, chữ ký, nhận xét")),
    ("frameworks:library", "list-tree", _mark("Bộ tiêu chí"), _mark("Các phiên bản, cách chấm, so sánh, thử chấm")),
    ("papers:check", "file-check", _mark("Kiểm tra thể thức"), _mark("Tệp Word sai chỗ nào theo Nghị định 30")),
    ("chasing:letter", "message-2", _mark("Đôn đốc"), _mark("Việc trễ theo người, công văn đôn đốc Word, PDF")),
    ("chasing:assigned", "files", _mark("Nhiệm vụ cấp trên giao"), _mark("Nạp Excel từ E-Office, iDesk")),
    ("notices:mail", "message-2", _mark("Thư gửi đi"), _mark("Máy chủ thư, thư đang chờ, thư không gửi được")),
    ("people:organisation", "sitemap", _mark("Tổ chức"), _mark("Đơn vị, chức danh, nhóm, người")),
    ("yearly:home", "user", _mark("Phiếu năm"), _mark("Việc của năm, từng người; xem trước, sửa được, chốt cuối năm")),
    ("people:audit", "lock", _mark("Nhật ký"), _mark("Ai đã làm gì, lúc nào; chuỗi niêm phong")),
    ("people:account", "user", _mark("Tài khoản"), _mark("Mật khẩu, ngôn ngữ, chức danh của tôi")),
    ("ui:help", "help-circle", _mark("Trợ giúp"), _mark("Phím tắt, dấu hiệu, quy tắc chấm")),
)


#: Places that only some people see: what an app that knows people says of a request.
_conditions: dict[str, Callable[[HttpRequest], bool]] = {}


def show_only(name: str, condition: Callable[[HttpRequest], bool]) -> None:
    """Have a place stand in the frame for those only of whom the condition holds."""
    _conditions[name] = condition


#: How many unread notices stand on the bell: what an app that keeps them says of a request.
_bells: list[Callable[[HttpRequest], int]] = []


def count_on_bell(counter: Callable[[HttpRequest], int]) -> None:
    """Have the bell of the frame show a number."""
    _bells[:] = [counter]


def _shown(name: str, request: HttpRequest) -> bool:
    return name not in _conditions or _conditions[name](request)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail; `wide` ones are left out on a phone."""

    url: str
    icon: str
    word: str
    current: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows of the request."""

    places: tuple[Place, ...]
    person: str
    initials: str
    unread: int = 0


def frame(request: HttpRequest) -> dict[str, Callable[[], Frame | None]]:
    """Context processor: `frame` is None for a visitor without an account."""
    return {"frame": cache(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame | None:
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    unread = sum(counter(request) for counter in _bells)
    return Frame(tuple(_places(request)), user.full_name, initials(user.full_name), unread)


def _places(request: HttpRequest) -> Iterator[Place]:
    """Yield the rail as the person of a request sees it. A page that only *Mục khác* leads to lights that place up."""
    urls = _addresses(get_script_prefix())
    path = request.path
    here = {name for name, url in urls.items() if path == url or path.startswith(f"{url}/")}
    if not here & {name for name, *_rest in PLACES} and here:
        here.add("ui:more")
    for name, icon, word in PLACES:
        if _shown(name, request):
            yield Place(urls[name], icon, gettext(word), name in here, name in WIDE_ONLY)


@lru_cache
def _addresses(_prefix: str) -> dict[str, str]:
    """The address of each place; they change with nothing but the folder that the site is served under."""
    return {name: reverse(name) for name, *_rest in (*PLACES, *OTHERS)}


@dataclass(frozen=True, slots=True)
class Other:
    """One place of *Mục khác*."""

    url: str
    icon: str
    word: str
    about: str


def others(request: HttpRequest) -> list[Other]:
    """Return the places of *Mục khác* that the person of a request sees, in their order."""
    return [
        Other(reverse(name), icon, gettext(word), gettext(about))
        for name, icon, word, about in OTHERS
        if _shown(name, request)
    ]
