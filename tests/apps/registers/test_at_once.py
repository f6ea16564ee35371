"""Two people at the same moment on one register, on real connections: one is first, the other is told so."""

from __future__ import annotations

import pytest

from namro.apps.people.models import AuditEntry, Role
from namro.apps.registers import actions
from namro.apps.registers.actions import keep_definition
from namro.apps.registers.models import DefinitionEdition, RegisterRow
from namro.core.base.clock import system_clock
from tests.apps.plans.giving_out import Cast
from tests.apps.plans.test_two_at_once import at_once, people
from tests.apps.registers.rows import INSPECTIONS, colleagues, home, inspected, inspection, register_of, spelt, standing
from tests.core.registers.small import TEXT

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["people"]


def test_of_two_definitions_at_once_one_is_kept(people: Cast) -> None:
    admin, at = standing(people[Role.ADMIN]), system_clock()
    texts = (TEXT, TEXT.replace("Sổ thử", "Sổ khác"))
    refused = at_once(*(lambda text=text: keep_definition(admin, text, name="so.yaml", at=at) for text in texts))
    assert refused == ["published"]
    assert DefinitionEdition.objects.count() == 1


def test_one_definition_sent_twice_is_kept_once(people: Cast) -> None:
    admin, at = standing(people[Role.ADMIN]), system_clock()
    assert at_once(*[lambda: keep_definition(admin, TEXT, name="so.yaml", at=at)] * 2) == []
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REGISTER_DEFINED).count() == 1


def test_of_two_changes_of_one_row_the_second_is_told(people: Cast) -> None:
    officer, person = standing(people[Role.OFFICER]), colleagues(home())[0]
    row, register, at = inspected(officer, person), register_of(INSPECTIONS), system_clock()

    def change(words: str) -> None:
        typed = inspection(spelt(person), noi_dung=words)
        actions.change_row(officer, register, RegisterRow.objects.get(pk=row.pk), typed, version=1, at=at)

    assert at_once(lambda: change("Một"), lambda: change("Hai")) == ["conflict"]
    assert RegisterRow.objects.get().version == 2
