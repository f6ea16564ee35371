"""The table of metrics, and its page."""

from __future__ import annotations

import pytest

from namro.analytics.metrics import CODES, METRICS, chosen_metrics
from namro.core.base.errors import NamroError
from tests.house.sources import ROOT


def test_the_page_has_every_metric_in_its_words() -> None:
    page = (ROOT / "docs" / "analytics.md").read_text("utf-8")
    rows = [f"| {m.code} | {m.words} | {'some' if m.among else 'all'} |" for m in METRICS]
    assert "\n".join(rows) in page


def test_chosen_metrics_keep_the_order_of_the_table() -> None:
    chosen = chosen_metrics(("PAY_DOSSIER", "PROGRESS_ON_TIME"))
    assert [metric.code for metric in chosen] == ["PROGRESS_ON_TIME", "PAY_DOSSIER"]
    assert tuple(metric.code for metric in chosen_metrics(())) == CODES


def test_an_unknown_metric_is_refused_with_those_there_are() -> None:
    with pytest.raises(NamroError, match=r"“NO_SUCH”.*PROGRESS_ON_TIME"):
        chosen_metrics(("NO_SUCH",))
