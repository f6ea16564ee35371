"""Figures of registers as facts: they follow the rows, and go behind what people and files have said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.indicators.actions import NewFact, Origin, freeze, write_facts
from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.sets import Edition, provide
from namro.apps.people.models import Role, Unit, User
from namro.apps.registers import actions
from namro.core.base.clock import system_clock
from namro.core.framework.reading import parse_framework
from tests.apps.registers.rows import added, home, register_of, today

YEAR = today().year
DIALOGUE = {
    "ngay": f"{today():%d/%m/%Y}",
    "doi_tuong": "Nhân dân",
    "chu_de": "Thủ tục đất đai",
    "so_y_kien": "12",
    "da_tra_loi": "12",
}


@pytest.fixture(autouse=True)
def model_set() -> Iterator[None]:
    """The shipped model set is in force: it asks for dialogues."""
    text = shipped_sets()["mau-xa/2026-08-31"].text
    before = provide(lambda: (Edition(parse_framework(text), "model"),))
    yield
    provide(before)


def held(user: User) -> dict[str, str]:
    return DIALOGUE | {"chu_tri": f"{user.full_name} ({user.username})"}


def dialogues() -> list[tuple[str, str]]:
    rows = Fact.objects.filter(unit=home(), year=YEAR, input="dialogues", superseded_by=None)
    return list(rows.values_list("value", "delivery__source_kind"))


@pytest.mark.django_db(transaction=True)
def test_a_fact_follows_the_rows(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    row = added(officer, "doi-thoai", held(officer))
    assert dialogues() == [("1", Producer.REGISTER)]
    added(officer, "doi-thoai", held(officer) | {"chu_de": "Chuyển đổi số"})
    assert dialogues() == [("2", Producer.REGISTER)]
    actions.remove_row(officer, register_of("doi-thoai"), row, why="ghi nhầm", at=system_clock())
    assert dialogues() == [("1", Producer.REGISTER)]


@pytest.mark.django_db(transaction=True)
def test_what_a_person_wrote_stays(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    fact = NewFact(home(), YEAR, "dialogues", "3")
    write_facts(officer, [fact], origin=Origin(Producer.PERSON), as_of=today(), at=system_clock())
    added(officer, "doi-thoai", held(officer))
    assert dialogues() == [("3", Producer.PERSON)]


@pytest.mark.django_db(transaction=True)
def test_a_row_is_written_where_the_facts_are_frozen(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    freeze(officer, Unit.objects.get(pk=home()), YEAR, reason="phiếu đã nộp", at=system_clock())
    row = added(officer, "doi-thoai", held(officer))
    assert row.seq == 1
    assert dialogues() == []
