"""Django's registration of this app."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from namro.apps.people.models import User


class IndicatorsConfig(AppConfig):
    """Facts and who wrote them."""

    name = "namro.apps.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Have figures counted again, and facts written, when rows of registers change."""
        from namro.apps.indicators.book_share import BookShare
        from namro.apps.indicators.entering import KIND
        from namro.apps.indicators.sources import register_source
        from namro.apps.notices.kinds import Kind, register_kind
        from namro.apps.registers.news import register_changed
        from namro.apps.surveys.news import results_changed

        register_source("book", BookShare())
        register_kind(Kind(KIND, _("Chỉ tiêu đến kỳ ghi số"), mail=True))
        register_changed.connect(_count_later, dispatch_uid="indicators")
        register_changed.connect(_write_facts, dispatch_uid="facts of registers")
        results_changed.connect(_write_survey_facts, dispatch_uid="facts of surveys")


def _count_later(*, register: str, units: Iterable[int], years: Iterable[int], actor: User, **_named: Any) -> None:
    from namro.apps.indicators.jobs import count_later  # not while Django is set up: it settles on the queue

    count_later("register", units, years, actor=actor, of=register)


def _write_facts(**named: Any) -> None:
    from namro.apps.indicators.register_facts import on_register_changed  # models are there only when Django is set up

    on_register_changed(**named)


def _write_survey_facts(**named: Any) -> None:
    from namro.apps.indicators.survey_facts import on_results_changed  # likewise

    on_results_changed(**named)
