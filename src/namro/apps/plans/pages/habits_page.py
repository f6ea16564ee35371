"""The page on which units say how they work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.plans.habits import habit_book
from namro.apps.plans.models import UnitHabit
from namro.core.improvement.habits import HABITS, default_habits, habit, shown
from namro.ui.formats import day as day_words

#: Changes shown below a form, the newest first.
_SHOWN = 10
_KNOWN = frozenset(one.code for one in HABITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitField:
    """One value of a unit; `usual` is the default where it differs, `ahead` what will hold from which day on."""

    code: str
    label: str
    hint: str
    value: str
    usual: str
    ahead: str
    error: str
    many: bool
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitForm:
    """The form of one unit; `error` belongs to no field."""

    unit: int
    name: str
    fields: tuple[HabitField, ...]
    since: str
    seen: int
    error: str
    past: tuple[str, ...]


def habit_forms(
    names: Mapping[int, str], today: date, *, sent: Mapping[str, str] | None, unit: int, error: tuple[str, str]
) -> tuple[HabitForm, ...]:
    """Return the forms; two queries. What was refused comes back in the form of its unit."""
    book = habit_book(names)
    rows: dict[int, list[UnitHabit]] = {key: [] for key in names}
    for row in UnitHabit.objects.filter(unit__in=names).select_related("by").order_by("-pk"):
        rows[row.unit_id or 0].append(row)
    usual = default_habits()
    found = []
    for key, name in names.items():
        own, mine = book.on(key, today), sent if key == unit else None
        refused = error if key == unit else ("", "")
        fields = []
        for one in HABITS:
            held, normal = shown(one, own), shown(one, usual)
            fields.append(
                HabitField(
                    code=one.code,
                    label=_(one.words),
                    hint=_(one.help) if one.help else "",
                    value=(mine or {}).get(one.code, held),
                    usual=_("mặc định %(value)s") % {"value": normal} if held != normal else "",
                    ahead=_ahead(rows[key], one.code, today),
                    error=refused[1] if refused[0] == one.code else "",
                    many=one.many,
                    least=one.least,
                    most=one.most,
                )
            )
        found.append(
            HabitForm(
                unit=key,
                name=name,
                fields=tuple(fields),
                since=(mine or {}).get("tu-ngay", "") or day_words(today),
                seen=rows[key][0].pk if rows[key] else 0,
                error="" if refused[0] in _KNOWN else refused[1],
                past=tuple(map(_past, rows[key][:_SHOWN])),
            )
        )
    return tuple(found)


def _ahead(rows: list[UnitHabit], code: str, today: date) -> str:
    coming = [row for row in rows if row.code == code and row.since > today]
    if not coming:
        return ""
    row = min(coming, key=lambda one: (one.since, -one.pk))
    return _("từ %(day)s: %(value)s") % {"day": day_words(row.since), "value": row.value.replace(",", ", ")}


def _past(row: UnitHabit) -> str:
    told = {
        "day": day_words(row.since),
        "what": _(habit(row.code).words) if row.code in _KNOWN else row.code,
        "value": row.value.replace(",", ", "),
        "person": row.by.full_name,
    }
    return _("Từ %(day)s: %(what)s = %(value)s (%(person)s)") % told
