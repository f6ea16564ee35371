"""Every indicator that is counted from dossiers, each defined once: what adds to its numerator and its denominator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ibis.expr.types import Table

from namro.core.base.errors import NamroError

#: A column of booleans or whole numbers over the dossiers of `on_time.with_facts`.
Counted = Callable[[Table], Any]


@dataclass(frozen=True, slots=True)
class Metric:
    """One indicator; `among` says which dossiers it is about, all of them where it is None."""

    code: str
    words: str
    adds: Counted
    among: Counted | None = None


def _has(column: str) -> Counted:
    return lambda dossiers: dossiers[column].fill_null(False)


def _has_result(dossiers: Table) -> Any:
    return dossiers.result_url.fill_null("") != ""


def _paid_online(dossiers: Table) -> Any:
    return dossiers.paid.fill_null(0).isin([1, 2])


def _content(dossiers: Table) -> Any:
    """One that is both late and disliked is taken off twice, as the formula adds the two shares."""
    return dossiers.on_time.cast("int32") - _has("disliked")(dossiers).cast("int32")


METRICS = (
    Metric("PROGRESS_ON_TIME", "Giải quyết đúng hạn hoặc còn trong hạn", _has("on_time")),
    Metric(
        "PROGRESS_LESS_PAUSES",
        "Đúng hạn khi trừ thời gian tạm dừng (xem cạnh số của Cổng, không chấm điểm)",
        _has("on_time_less_pauses"),
    ),
    Metric(
        "ORIGINAL_RESULT_AVAILABLE", "Có kết quả điện tử, trên hồ sơ trả giấy tờ", _has_result, _has("returns_document")
    ),
    Metric(
        "SO_HOA_GIAY_TO_GIAI_QUYET",
        "Số hóa cả thành phần hồ sơ và kết quả",
        lambda dossiers: _has("digitised_component")(dossiers) & _has_result(dossiers),
    ),
    Metric("REUSED_DIGITIZED_DATA", "Dùng lại dữ liệu đã số hóa", _has("reused_component")),
    Metric("SYNCED_WITH_DVCQG_PERSONAL_STORAGE", "Lấy từ hoặc trả về kho dữ liệu cá nhân", _has("personal_store")),
    Metric("CITIZEN_DATA_CONNECTED_DOSSIER", "Khai thác dữ liệu dân cư", _has("population_data")),
    Metric(
        "PAY_DOSSIER",
        "Thanh toán trực tuyến, trên hồ sơ có phí",
        _paid_online,
        lambda dossiers: dossiers.fee.fill_null(0) > 0,
    ),
    Metric("DOSSIER_RECEIVING_SATISFACTION", "Hài lòng: trừ hồ sơ trễ và hồ sơ có phản ánh hoặc không thích", _content),
    Metric("ONLINE_RECEIVED", "Nộp trực tuyến", lambda dossiers: dossiers.channel.fill_null(1) == 2),
    Metric("SECOND_SUPPLEMENT", "Yêu cầu bổ sung quá một lần", lambda dossiers: dossiers.requests > 1),
)

#: Counted where somebody asks for them by code: ways of filing that other ratios go by, no metrics of the index.
ON_REQUEST = (
    Metric("POST_RECEIVED", "Nộp qua bưu chính công ích", lambda dossiers: dossiers.channel.fill_null(1) == 3),
    Metric(
        "ONLINE_WITH_RESULT",
        "Nộp trực tuyến và có kết quả điện tử",
        lambda dossiers: (dossiers.channel.fill_null(1) == 2) & _has_result(dossiers),
    ),
)

CODES = tuple(metric.code for metric in METRICS)


def chosen_metrics(codes: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return the metrics of the codes, in the order of the tables; those of the first when none is given.

    Raises `NamroError`.
    """
    known = {metric.code: metric for metric in (*METRICS, *ON_REQUEST)}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise NamroError(
            f"Không có chỉ số “{unknown[0]}” trong các chỉ số tính từ hồ sơ. Chọn: {', '.join(known)}.", code="metric"
        )
    return tuple(metric for code, metric in known.items() if code in (codes or CODES))
