"""The round and the act that an address names, and the table of results that the person may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.queries.results import (
    acts_of,
    due_for_publication,
    published_table,
    ranked_rounds,
    running_table,
)
from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.permissions import organises, readable_by
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.assessment.result_table import ResultTable
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class Sight:
    """A round with its acts and what the person sees of it: `table` None where it is sealed, `due` says until when."""

    round: Round
    rounds: tuple[Round, ...]
    acts: tuple[Publication, ...]
    act: Publication | None
    table: ResultTable | None
    due: datetime | None
    runs: bool


def sight_of(request: HttpRequest) -> Sight | None:
    """Return the round of `?ky=` (else the newest published one), its act of `?lan=` (else the newest one).

    None where there is no round at all. Raises Http404 for a round or an act that is not there.
    """
    user = signed_in(request)
    rounds = ranked_rounds(user)
    if not rounds:
        return None
    acts = acts_of(rounds)
    asked = request.GET.get("ky", "")
    made = next((one for one in rounds if one.code == asked), None)
    if asked and made is None:
        raise Http404
    made = made or next((one for one in rounds if one.pk in acts), rounds[0])
    return seen(user, made, acts.get(made.pk, []), number=request.GET.get("lan", ""), rounds=rounds)


def seen(
    user: User, made: Round, acts: list[Publication], *, number: str = "", rounds: list[Round] | None = None
) -> Sight:
    """Return what a person sees of a round: an act as it was published, else the running table for who runs it."""
    act = next((one for one in acts if str(one.number) == number), None)
    if number and act is None:
        raise Http404
    act = act or (acts[-1] if acts else None)
    runs = organises(user, made)
    table = published_table(made, act) if act else running_table(made) if runs else None
    due = due_for_publication(made) if act is None else None
    return Sight(made, tuple(rounds or [made]), tuple(acts), act, table, due, runs)


def sealed_words(sight: Sight) -> str:
    """Return why nothing is shown, and when it is due to be."""
    name = sight.round.title
    if sight.due is None:
        return _("Kết quả “%(round)s” chưa công bố. Điểm chốt, tổng điểm và thứ hạng chỉ mở khi công bố.") % {
            "round": name
        }
    words = _(
        "Kết quả “%(round)s” chưa công bố, dự kiến công bố trước %(due)s. Điểm chốt, tổng điểm và thứ hạng chỉ mở khi "
        "công bố."
    )
    return words % {"round": name, "due": moment(sight.due)}


def check_open(sight: Sight) -> ResultTable:
    """Return the table. Raises PermissionDenied with the reason where it is sealed."""
    if sight.table is None:
        raise PermissionDenied(sealed_words(sight))
    return sight.table


def find_ranked(request: HttpRequest, year: int, code: str) -> tuple[Assessment, Sight]:
    """Return the sheet of a unit in a round of the province, and what is published of it. Raises Http404."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    user = signed_in(request)
    rows = Assessment.objects.select_related("unit", "edition", "round__edition", "pool")
    rows = rows.defer("edition__text", "round__edition__text")
    open_to = rounds_for(user).filter(alone=False).values("pk")
    sheet = get_object_or_404(rows, unit__code=code, year=year, round__in=open_to)
    return sheet, sight_of_sheet(user, sheet, request.GET.get("lan", ""))


def sight_of_sheet(user: User, sheet: Assessment, number: str) -> Sight:
    """Return what is published of a sheet's round. Raises Http404 for an act that is not there."""
    made = sheet.round
    if made is None:
        raise Http404
    acts = acts_of([made]).get(made.pk, [])
    act = next((one for one in acts if str(one.number) == number), None)
    if number and act is None:
        raise Http404
    act = act or (acts[-1] if acts else None)
    due = None if act else due_for_publication(made)
    return Sight(made, (made,), tuple(acts), act, None, due, organises(user, made))


def can_notice(user: User, sheet: Assessment, sight: Sight) -> bool:
    """Whether the person may take the notice of a unit."""
    try:
        check_notice(user, sheet, sight)
    except PermissionDenied:
        return False
    return True


def check_notice(user: User, sheet: Assessment, sight: Sight) -> None:
    """Raise PermissionDenied where the result is sealed, or the sheet is not the person's to read."""
    if sight.act is None and not sight.runs:
        check_open(sight)
    check_newest(sight)
    if not sight.runs and not Assessment.objects.filter(readable_by(user), pk=sheet.pk).exists():
        raise PermissionDenied(
            _("Thông báo kết quả chỉ dành cho người của đơn vị, cơ quan thẩm định và cơ quan tổ chức kỳ đánh giá.")
        )


def check_newest(sight: Sight) -> None:
    """Lines say what holds now: of an act that was corrected there are no notices any more."""
    if sight.act is not None and sight.act != sight.acts[-1]:
        raise PermissionDenied(_("Lần công bố này đã được điều chỉnh. Tải thông báo của lần công bố đang có hiệu lực."))
