"""Published results of the cast's commune."""

from __future__ import annotations

from decimal import Decimal

from namro.apps.people.models import Role, Unit, User
from namro.apps.surveys.actions.publishing import Entered, enter_published
from namro.apps.surveys.models import Published
from namro.core.base.clock import system_clock
from namro.core.survey.methods import known_methods
from namro.core.survey.published import PrintedValue
from namro.demo.province import HOME
from tests.apps.surveys.asking import stand


def published_result(cast: dict[str, User], year: int = 2025, number: str = "94") -> Published:
    """A factor of a year."""
    method = next(one.method for one in known_methods() if one.measured(year))
    value = PrintedValue(factor="access", name="Tiếp cận dịch vụ", value=Decimal(number), n=300)
    entered = Entered(year=year, method=method, source="Báo cáo 12/BC-SNV", values=(value,), how="typed")
    user, now = cast[Role.COORDINATOR], system_clock()
    stand(user, now.date())
    return enter_published(user, Unit.objects.get(code=HOME).pk, [entered], at=now)[0]
