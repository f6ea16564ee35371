"""Which units have not sent a report whose day is over: told to the upper level, and put into its reminder letter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Due
from namro.apps.chasing.morning import Aside
from namro.apps.notices.models import Notice
from namro.apps.notices.telling import Told, tell_each
from namro.apps.people.models import Holding, Role, User, on_day
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import Tree, tree_on
from namro.apps.people.queries.people import standing_of
from namro.apps.reports.levels import settings_of, units_of
from namro.apps.reports.models import Report
from namro.apps.reports.permissions import can_oversee
from namro.core.base.clock import VIETNAM
from namro.core.reporting.obligations import Obligation, Setting, obligations
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.states import OUT
from namro.core.reporting.types import Level
from namro.core.timetable import national_calendar

#: First part of the keys of what a reminder letter asks for: "thieu-bc:CCHC-COMMUNE:2026-Q3:17".
PREFIX = "thieu-bc"
#: A morning that was missed (no worker ran) is made up for so long.
_LATEST = timedelta(days=7)
#: A letter is written about what fell due since then.
_SINCE = timedelta(days=400)
_DAY = timedelta(days=1)
#: Units named in a notice; its page names all.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Missing:
    """One report of one period that some units owed by a day and have not sent; units by id with their names."""

    owed: Obligation
    due: date
    units: Mapping[int, str]

    @property
    def key(self) -> str:
        """The same for the same report, period and day."""
        return f"{':'.join(self.owed.key)}:{self.due:%Y-%m-%d}"

    @property
    def query(self) -> str:
        """What it is in an address."""
        type_id, period = self.owed.key
        return f"loai={type_id.lower()}&ky={period}"

    @property
    def words(self) -> str:
        """ "Báo cáo …, quý III năm 2026: 5 đơn vị chưa gửi (…)"."""
        names = ", ".join(list(self.units.values())[:_NAMED])
        more = len(self.units) - _NAMED
        return _("%(name)s, %(period)s: %(n)d đơn vị chưa gửi (%(names)s%(more)s)") % {
            "name": self.owed.type.name,
            "period": self.owed.period.words.lower(),
            "n": len(self.units),
            "names": names,
            "more": _(" và %(n)d đơn vị nữa") % {"n": more} if more > 0 else "",
        }


def missing_between(units: Collection[int], span: tuple[date, date], tree: Tree) -> list[Missing]:
    """Return what fell due in a span of days and was not sent, the oldest first; four queries. `units` are of the tree.

    Reports that none of the units has ever begun here are sent in another way, and nobody is asked for them.
    """
    settled = settings_of(units, span[1])
    rows = Report.objects.filter(unit__in=list(units) or [0])
    kept = set(rows.values_list("type_id", flat=True).distinct())
    types = [made for made in shipped_types().values() if made.id in kept]
    sent = set(
        rows.filter(type_id__in=kept, state__in=list(OUT), window_last__gte=span[0] - _SINCE).values_list(
            "unit", "type_id", "period"
        )
    )
    # Most units have the same settings: the days are worked out once for all of these.
    known: dict[tuple[Setting, ...], tuple[Obligation, ...]] = {}
    found: dict[tuple[date, tuple[str, str]], tuple[Obligation, dict[int, str]]] = {}
    for unit in units:
        own = settled[unit]
        if own not in known:
            known[own] = obligations(types, Level.COMMUNE, span, calendar=national_calendar(), settings=own)
        for owed in known[own]:
            if owed.days.due is not None and (unit, *owed.key) not in sent:
                found.setdefault((owed.days.due, owed.key), (owed, {}))[1][unit] = tree.nodes[unit].name
    return [Missing(owed, due, names) for (due, _key), (owed, names) in sorted(found.items(), key=lambda one: one[0])]


def tell_missing(at: datetime) -> dict[int, list[Aside]]:
    """Tell the upper level who has not reported, the day after the due day, each report and period once.

    Return what was told today, for the digest of each person.
    """
    local = at.astimezone(VIETNAM)
    today, told = local.date(), []
    tree, known = tree_on(today), dict[frozenset[int], list[Missing]]()
    asides: dict[int, dict[str, Aside]] = {}
    for user in _overseers(today):
        read = frozenset(units_read_by(user).values_list("pk", flat=True))
        if read not in known:
            units = [key for key in units_of(Level.COMMUNE, tree) if key in read]
            known[read] = missing_between(units, (today - _LATEST, today - _DAY), tree)
        for one in known[read]:
            url = f"{reverse('reports:units')}?{one.query}&loc=chua"
            key = f"chua-bao-cao:{one.key}"
            body = "\n".join(f"- {name}" for name in one.units.values())
            told.append(Told(user=user.pk, text=one.words, url=url, key=key, body=body))
            asides.setdefault(user.pk, {})[key] = Aside(one.words, url)
    tell_each(told, kind="report", at=at)
    morning = datetime.combine(today, time(), VIETNAM)
    before = Notice.objects.filter(user__in=asides, key__startswith="chua-bao-cao:", at__lt=morning)
    for person, key in before.values_list("user", "key"):
        asides[person].pop(key, None)
    return {person: list(ones.values()) for person, ones in asides.items() if ones}


def _overseers(today: date) -> Iterator[User]:
    """Everybody who sees today who has reported, with the standing of the day."""
    held = Holding.objects.filter(
        on_day(today), on_day(today, "position__"), Q(position__role__in=(Role.COUNCIL, Role.APPRAISER))
    )
    for user in User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"):
        user.standing = standing_of(user, today)
        if can_oversee(user):
            yield user


def dues_of_missing(key: str, units: Collection[int], today: date) -> Iterator[Due]:
    """Yield the units that have not sent the report that a key names ("thieu-bc:type:period"), as late works."""
    _prefix, _colon, rest = key.partition(":")
    type_id, _colon, period = rest.partition(":")
    tree, asked = tree_on(today), set(units)
    own = [one for one in units_of(Level.COMMUNE, tree) if one in asked]
    for one in missing_between(own, (today - _SINCE, today - _DAY), tree):
        if one.owed.key == (type_id.upper(), period):
            yield from _late(one)


def _late(one: Missing) -> Iterator[Due]:
    words = _("%(name)s, %(period)s") % {"name": one.owed.type.name, "period": one.owed.period.words.lower()}
    for unit, name in one.units.items():
        yield Due(
            key=f"{PREFIX}:{':'.join(one.owed.key)}:{unit}",
            text=words,
            due=one.due,
            unit=unit,
            people=(),
            who=name,
            url=f"{reverse('reports:units')}?{one.query}",
            kind=_("Báo cáo"),
        )


def letter_key(type_id: str, period: str) -> str:
    """Return what the reminder letter about one report is asked for by."""
    return f"{PREFIX}:{type_id}:{period}"
