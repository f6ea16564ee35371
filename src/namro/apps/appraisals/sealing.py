"""Which of the four values of a criterion a person may read now, and why not the others."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _

from namro.apps.appraisals.permissions import Bench, reads_appraised, reads_final
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import parties
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import Party, State

#: What the unit wrote is its draft until the second appraisal takes it up.
TAKEN_UP = frozenset({State.REAPPRAISAL, State.DECIDED, State.PUBLISHED})


class Seal:
    """What one person reads of a sheet that the person finds; two queries at most, whatever is asked."""

    def __init__(self, user: User, sheet: Assessment) -> None:
        self.user, self.sheet, self.state = user, sheet, State(sheet.state)

    @cached_property
    def runs(self) -> bool:
        """Whether the person runs the round: reads everything, and who of a department said it."""
        return Party.ORGANISER in parties(self.user, self.sheet)

    @cached_property
    def all_open(self) -> bool:
        """Whether nothing is sealed: it is published, or the person runs the round."""
        return reads_final(self.user, self.sheet)

    @cached_property
    def of_unit(self) -> bool:
        """Whether the person belongs to the sheet's unit."""
        return acts_for(self.user, self.sheet.unit_id)

    @cached_property
    def _told(self) -> bool:
        return reads_appraised(self.user, self.sheet)

    @cached_property
    def _bench(self) -> Bench | None:
        appraises = self.sheet.round is not None and self.user.standing.has(Role.APPRAISER)
        return Bench(self.user, self.sheet.round) if appraises and self.sheet.round is not None else None

    def _judges(self, node: str) -> bool:
        return self._bench is not None and self._bench.may_judge(node)

    def reads(self, layer: Layer, node: str) -> bool:
        """Whether the person may read a layer of a criterion."""
        return not self.why(layer, node)

    def why(self, layer: Layer, node: str) -> str:
        """Return why a layer of a criterion is sealed; "" where it is not."""
        if layer is Layer.SELF or self.all_open:
            return ""
        if layer is Layer.FINAL:
            return _("Chưa công bố. Kết quả cuối hiện sau quyết định công bố.")
        if layer is Layer.EXPLAINED:
            return self._why_explained(node)
        if self._told or self._judges(node):
            return ""
        if self.of_unit:
            return _("Chưa công bố. Đơn vị đọc kết quả thẩm định khi mở bước giải trình.")
        return _("Chưa công bố. Chỉ cơ quan thẩm định tiêu chí này và Hội đồng thẩm định xem được.")

    @property
    def knows_last_word(self) -> bool:
        """Whether the reader may know what the second appraisal said, requests for next year included."""
        return self.all_open or self.state not in (State.REAPPRAISAL, State.DECIDED)

    def _why_explained(self, node: str) -> str:
        if self.of_unit or (self.state in TAKEN_UP and self._judges(node)):
            return ""
        if self.state is State.EXPLANATION:
            return _("Đơn vị đang giải trình. Xem được khi thẩm định lần 2 bắt đầu.")
        return _("Chưa công bố. Chỉ đơn vị, cơ quan thẩm định tiêu chí này và Hội đồng thẩm định xem được.")
