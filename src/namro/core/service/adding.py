"""What one dossier adds to each metric that is counted from dossiers, with the words that say why it counts or not.

The counts of files by the million are expressions of `namro.analytics.metrics`; here is the form for one unit's rows,
which a page shows one by one. A test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Known(NamedTuple):
    """What of a dossier is counted, as it stood at the cut-off. What a source does not say counts as no."""

    on_time: bool
    less_pauses: bool
    requests: int
    returns_document: bool
    has_result: bool
    digitised: bool
    reused: bool
    store: bool
    population: bool
    fee: int
    paid: int
    disliked: bool
    channel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """One metric: its code, the whole numbers it adds, which dossiers it is about (None: all), words for yes and no."""

    code: str
    adds: Callable[[Known], int]
    among: Callable[[Known], bool] | None = None
    yes: str
    no: str
    out: str = ""


#: Shown beside the metrics of the index, without points of their own.
BESIDE = ("PROGRESS_LESS_PAUSES", "ONLINE_RECEIVED", "ONLINE_WITH_RESULT", "POST_RECEIVED", "SECOND_SUPPLEMENT")

ADDINGS = (
    Adding(
        code="PROGRESS_ON_TIME", adds=lambda one: one.on_time, yes="Đúng hạn hoặc còn trong hạn",
        no="Trễ theo cách Cổng tính",
    ),
    Adding(
        code="PROGRESS_LESS_PAUSES", adds=lambda one: one.less_pauses, yes="Đúng hạn khi trừ thời gian tạm dừng",
        no="Trễ, kể cả khi trừ thời gian tạm dừng",
    ),
    Adding(
        code="ORIGINAL_RESULT_AVAILABLE", adds=lambda one: one.has_result, among=lambda one: one.returns_document,
        yes="Có đường dẫn kết quả điện tử", no="Chưa có đường dẫn kết quả điện tử",
        out="Thủ tục không trả giấy tờ, hoặc nguồn không nói",
    ),
    Adding(
        code="SO_HOA_GIAY_TO_GIAI_QUYET", adds=lambda one: one.digitised and one.has_result,
        yes="Có tệp ở thành phần và ở kết quả", no="Thiếu tệp ở thành phần hoặc ở kết quả",
    ),
    Adding(
        code="REUSED_DIGITIZED_DATA", adds=lambda one: one.reused, yes="Có thành phần dùng lại dữ liệu đã số hóa",
        no="Chưa dùng lại dữ liệu đã số hóa",
    ),
    Adding(
        code="SYNCED_WITH_DVCQG_PERSONAL_STORAGE", adds=lambda one: one.store,
        yes="Lấy từ hoặc trả về kho dữ liệu cá nhân", no="Chưa gắn với kho dữ liệu cá nhân",
    ),
    Adding(
        code="CITIZEN_DATA_CONNECTED_DOSSIER", adds=lambda one: one.population,
        yes="Có khai thác dữ liệu dân cư", no="Chưa khai thác dữ liệu dân cư",
    ),
    Adding(
        code="PAY_DOSSIER", adds=lambda one: one.paid in (1, 2), among=lambda one: one.fee > 0,
        yes="Đã thanh toán trực tuyến", no="Chưa thanh toán trực tuyến", out="Không có phí, hoặc nguồn không nói",
    ),
    Adding(
        # One that is both is taken off twice, as the formula adds the two shares.
        code="DOSSIER_RECEIVING_SATISFACTION", adds=lambda one: one.on_time - one.disliked,
        yes="Không trễ, không bị phản ánh", no="Trễ, hoặc bị phản ánh, không thích",
    ),
    Adding(code="ONLINE_RECEIVED", adds=lambda one: one.channel == 2, yes="Nộp trực tuyến", no="Nộp cách khác"),
    Adding(
        code="SECOND_SUPPLEMENT", adds=lambda one: one.requests > 1, yes="Yêu cầu bổ sung quá một lần",
        no="Yêu cầu bổ sung nhiều nhất một lần",
    ),
    Adding(
        code="POST_RECEIVED", adds=lambda one: one.channel == 3, yes="Nộp qua bưu chính công ích", no="Nộp cách khác",
    ),
    Adding(
        code="ONLINE_WITH_RESULT", adds=lambda one: one.channel == 2 and one.has_result,
        yes="Nộp trực tuyến, có kết quả điện tử", no="Nộp cách khác, hoặc chưa có kết quả điện tử",
    ),
)  # fmt: skip

ADDING = {one.code: one for one in ADDINGS}


def added(adding: Adding, known: Known) -> int | None:
    """Return what a dossier adds to the numerator; None where the metric is not about it."""
    return None if adding.among is not None and not adding.among(known) else int(adding.adds(known))
