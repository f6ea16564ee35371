"""Who may judge, explain, settle, see what is not published. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.attaching import check_explanation_open
from namro.apps.assessments.layers_read import TOLD
from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.permissions import can_fill_all, check_fill, organises, parties
from namro.apps.assessments.queries.sheets import owner_of
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.stages import Party, Stage, State
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework, Node

#: Which of the four values appraisers decide in a state.
JUDGED_IN = {State.APPRAISAL: Stage.APPRAISAL, State.REAPPRAISAL: Stage.REAPPRAISAL}


class Bench:
    """Who appraises what in a round, and what of it one person does; two queries, whatever is asked then."""

    def __init__(self, user: User, made: Round) -> None:
        self.user, self.round = user, made
        self.framework: Framework = tree_of(made.edition)

    @cached_property
    def chairs(self) -> bool:
        """Whether the person runs the round: settles, decides everything."""
        return organises(self.user, self.round) and not self.round.alone

    @cached_property
    def departments(self) -> Mapping[str, int]:
        """The department of every criterion and item that has one: that of the nearest node above."""
        given = dict(self.round.appraisers.values_list("node_id", "department"))
        found: dict[str, int] = {}

        def walk(node: Node, above: int | None) -> None:
            own = given.get(node.id, above)
            if own is not None:
                found[node.id] = own
            for child in node.children:
                walk(child, own)

        for node in self.framework.criteria:
            walk(node, None)
        return {**found, **{item.id: given[item.id] for item in self.framework.items if item.id in given}}

    @cached_property
    def own(self) -> frozenset[int]:
        """The departments for which the person appraises."""
        handed = {unit for unit in set(self.departments.values()) if acts_for(self.user, unit, Role.APPRAISER)}
        return frozenset(handed)

    def department(self, node_id: str) -> int | None:
        """For which department the person judges a criterion; None where it is not the person's."""
        found = self.departments.get(node_id)
        return found if found in self.own else None

    def may_judge(self, node_id: str) -> bool:
        """Whether the criterion is the person's to judge."""
        return self.chairs or self.department(node_id) is not None

    def check_judge(self, node_id: str) -> None:
        """Raise PermissionDenied with whose the criterion is."""
        if self.may_judge(node_id):
            return
        whose = self.departments.get(node_id)
        if whose is None:
            raise PermissionDenied(
                _("Tiêu chí %(id)s chưa giao sở nào thẩm định; Hội đồng thẩm định xét.") % {"id": node_id[:40]}
            )
        name = names_of([whose])[whose][1]
        raise PermissionDenied(
            _("Tiêu chí %(id)s do %(department)s thẩm định. Chỉ cơ quan này và Hội đồng thẩm định xét được.")
            % {"id": node_id[:40], "department": name}
        )

    def mine(self) -> tuple[str, ...]:
        """The leaves and items that the person judges, in the order of the set."""
        keys = (*self.framework.leaves, *(item.id for item in self.framework.items))
        return tuple(key for key in keys if self.may_judge(key))


def can_appraise(user: User, made: Round) -> bool:
    """Whether the person has anything to appraise in a round."""
    bench = Bench(user, made)
    return bench.chairs or bool(bench.own)


def check_appraise(user: User, made: Round) -> None:
    """Raise PermissionDenied when the person appraises nothing in the round."""
    if not can_appraise(user, made):
        raise PermissionDenied(
            _("Kỳ này không giao lĩnh vực nào cho cơ quan của bạn thẩm định. Hội đồng thẩm định phân công ở trang kỳ.")
        )


def check_judged_now(sheet: Assessment) -> None:
    """Raise NamroError when the sheet is in no appraisal now."""
    if State(sheet.state) not in JUDGED_IN:
        raise NamroError(
            _("Phiếu của đơn vị này đang ở trạng thái “%(state)s”. Chỉ xét được khi đang thẩm định lần 1 hoặc lần 2.")
            % {"state": sheet.get_state_display()},
            code="state",
        )


def can_explain(user: User, sheet: Assessment, node_id: str, *, at: datetime) -> bool:
    """Whether the person may explain a criterion now."""
    try:
        check_explain(user, sheet, node_id, at=at)
    except (NamroError, PermissionDenied):
        return False
    return True


def check_explain(user: User, sheet: Assessment, node_id: str, *, at: datetime) -> None:
    """Raise NamroError with why nothing can be explained now, PermissionDenied where it is not the person's."""
    check_explanation_open(sheet, at=at)
    if not can_fill_all(user, sheet):
        check_fill(user, sheet, owner_of(sheet, node_id, user.standing.day))


def reads_final(user: User, sheet: Assessment) -> bool:
    """Whether final values, totals and ranks of a sheet may be shown: to everybody who reads it once published.

    Until then they are sealed: only whoever runs the round sees them.
    """
    return State(sheet.state) is State.PUBLISHED or Party.ORGANISER in parties(user, sheet)


def reads_appraised(user: User, sheet: Assessment) -> bool:
    """Whether all that the first appraisal said may be shown: to the unit from the explanation on.

    An appraiser sees more of the own domains (`Bench`), and nothing of the others before publication.
    """
    return reads_final(user, sheet) or (State(sheet.state) in TOLD and acts_for(user, sheet.unit_id))
