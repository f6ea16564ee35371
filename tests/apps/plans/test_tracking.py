"""A target on an indicator runs by itself: figures of the unit are its value, last year's are its base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client

from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.models import ValueSource
from namro.apps.people.models import Role
from namro.apps.plans.falling import find_again
from namro.apps.plans.models import FallenValue, Plan, Target
from namro.apps.plans.pages.target_list import target_row
from namro.apps.plans.targeting import targets_of
from namro.core.base.clock import system_clock
from namro.core.improvement.target_standing import Standing
from namro.core.improvement.targets import Wish
from namro.core.indicators.periods import period_of
from tests.apps.plans.aiming import target_of
from tests.apps.plans.giving_out import Cast, give_out, owned_by, stand

NOW = system_clock()
YEAR = NOW.year


def _plan(cast: Cast) -> Plan:
    stand(cast, NOW.date())
    (work,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": f"{YEAR}-12-30"}], at=NOW)
    plan = work.task.plan
    Plan.objects.filter(pk=plan.pk).update(year=YEAR, status=Plan.Status.AMENDING)
    plan.refresh_from_db()
    return plan


def _paid(cast: Cast, unit: int, year: int, paid: int) -> None:
    parts = {"paid": Decimal(paid), "plan": Decimal(100), "allocated": Decimal(80)}
    value = NewValue(unit, "disbursement", period_of(f"{year}-08"), parts, "", "")
    taken = Taken(ValueSource.ENTRY, "BC 12", date(year, 8, 25), NOW)
    write_values(cast[Role.COORDINATOR], [value], taken=taken)


def test_a_target_on_an_indicator_reads_both_years(cast: Cast) -> None:
    plan = _plan(cast)
    target_of(cast, plan, wish=Wish.HOLD, amount=Decimal(0), base=None, base_year=None, indicator="disbursement")
    (one,) = targets_of(plan, today=NOW.date())
    assert one.standing is Standing.UNKNOWN
    _paid(cast, plan.unit_id, YEAR - 1, 70)
    _paid(cast, plan.unit_id, YEAR, 58)
    (one,) = targets_of(plan, today=NOW.date())
    assert one.now
    assert one.before
    assert (one.now.value, one.before.value, one.counts) == (58, 70, (58, 100))
    assert one.standing is Standing.FELL
    row = target_row(one, plan, unit_code="suoi-may")
    assert row.source_url == f"/chi-tieu/disbursement?dv=suoi-may&ky={YEAR}"
    find_again([plan], at=NOW)
    fallen = FallenValue.objects.get(plan=plan, target=one.target)
    assert (fallen.last, fallen.now) == (70, 58)


def test_the_form_takes_one_source_and_the_unit_of_the_indicator(
    cast: Cast, browser_of: Callable[[str], Client]
) -> None:
    plan = _plan(cast)
    typed = {
        "name": "Giải ngân", "owner": "0", "wish": "level", "op": ">=", "amount": "95", "unit": "%",
        "indicator": "disbursement",
    }  # fmt: skip
    client, address = browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}/chi-tieu/moi"
    both = client.post(address, typed | {"numerator": "x"})
    assert both.status_code == 400
    assert "Chọn một trong hai nguồn" in both.content.decode()
    wrong = client.post(address, typed | {"unit": "hồ sơ"})
    assert "tính bằng “%”" in wrong.content.decode()
    assert client.post(address, typed).status_code == 302
    assert Target.objects.get(name="Giải ngân").indicator == "disbursement"
