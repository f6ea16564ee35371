"""Score sheets printed as running text: criteria, losses, reasons and their remedies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.printed import Criterion, Deduction, IndexResult
from namro.documents.recognition.index_results import states_total
from namro.documents.recognition.markers import LETTER, TEXT
from namro.documents.recognition.other_years import opens_with_other_year, without_other_years
from namro.documents.recognition.outline import Node
from namro.documents.recognition.remedies import remedy_fields, remedy_text, shares_subject
from namro.documents.recognition.scores import ScorePhrase, find_score, says_done, trimmed, without_denials
from namro.documents.recognition.sheet_doubts import Doubt, Why, has_points, is_bonus, is_outside_item
from namro.documents.recognition.sheet_evidence import is_scored
from namro.documents.recognition.sheet_ids import number_lines
from namro.documents.recognition.sheet_lines import Loss, Remedy, ScoreLine, Unscored, unscored_ids
from namro.documents.recognition.sheet_totals import Fields, field_total

_REQUIREMENT = re.compile(r"(?:yeu cau|noi dung)(?: cua| theo)? tieu chi(?: thanh phan)?\s*:?\s*")
_SCORE_LABEL = re.compile(r"(?:diem(?: cham| dat| so)?|ket qua(?: cham)?|dat|duoc)?\s*")
_OTHER_JUDGE = re.compile(
    r"(?:tieu chi nay|noi dung nay)?\s*(?:(?:so )?diem\s*(?:do )?)?"
    r"(?:hoi dong|hdtd|to tham dinh|doan tham dinh|tham dinh|tu (?:cham|danh gia))"
)
_INDEX = re.compile(r"^chi so [^:]{0,80}\bnam 20\d\d\b[^:]{0,80}\bdat\b|xep (?:hang|thu)\D{0,12}\d+\s*/")
_REASON = re.compile(r"(?:ly do|nguyen nhan)[^:.]{0,40}:\s*")
#: The unit's own account of a loss: why the points should come back.
_ACCOUNT = re.compile(r"(?:y kien |noi dung )?giai trinh(?: cua [^:]{1,60})?\s*:\s*")
_LOSS_LABEL = re.compile(r"(?:so )?diem (?:bi )?(?:tru|mat)\s*:")
_DONE_REMARK = re.compile(r"\s*\(?đã khắc phục\)?\s*\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the running text of a sheet says. `consumed` holds the ids of the outline nodes that belong to it."""

    criteria: tuple[Criterion, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    consumed: frozenset[int] = frozenset()
    totals: tuple[IndexResult, ...] = ()
    unscored: dict[str, Unscored] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def read_sheet(nodes: Iterable[Node], *, year: int | None = None) -> Sheet:
    """Read the sheet out of the outline's nodes, given in printed order; `year` is the year that it scores."""
    nodes = tuple(nodes)
    reader = _SheetReader(year, scored=is_scored(nodes))
    for node in nodes:
        reader.take(node)
    criteria, deductions = number_lines(reader.fields.merged(reader.lines))
    unscored = unscored_ids(reader.unscored, [c.id for c in criteria])
    return Sheet(
        criteria,
        deductions,
        tuple(reader.remedies),
        frozenset(reader.consumed),
        unscored=unscored,
        doubts=tuple(reader.doubts),
    )


class _SheetReader:
    """Goes through the lines once, remembering the criterion it is in and the losses without a remedy."""

    def __init__(self, year: int | None, *, scored: bool) -> None:
        self._year = year
        self._scored = scored  # a line says "điểm", so "8/10" at the end of a heading is a score too
        self.lines: list[ScoreLine] = []
        self.remedies: list[Remedy] = []
        self.consumed: set[int] = set()
        self.unscored: list[Unscored] = []
        self.doubts: list[Doubt] = []
        self.fields = Fields()
        self._row: ScoreLine | None = None  # the last criterion, until a heading without points opens another matter
        self._in_sheet = False
        self._requirement = ""
        self._awaits_reason: ScoreLine | None = None
        self._unanswered: list[Loss] = []
        self._answered = False
        self._remedy_open = False
        self._account_open = False
        self._outside = False  # below a line of points outside the scale

    def take(self, node: Node) -> None:
        """Use one line, if it belongs to the sheet."""
        bare = self._scored and bool(node.marker.number)
        phrase = find_score(node.text, bare=bare)
        text, others = without_other_years(node.text, self._year, full=self._lost_nothing(phrase))
        if others:
            phrase = find_score(text, bare=bare)
        if states_total(node.text, bare=self._scored):
            return
        total = field_total(node.text) if self.lines and not node.marker.number else None
        if self._is_outside(node) or (total and self.fields.take(total, node)):
            pass
        elif phrase and _is_criterion(node, phrase) and (phrase.has_score or self._in_sheet):
            self._start(node, phrase)
        elif node.marker.number:
            self._without_points(node)
            return
        elif not self._in_sheet or not (self._is_aside(text) or self._inside(node, phrase)):
            return
        self.consumed.add(id(node))
        for found in others:
            self._doubt(Why.OTHER_YEAR, found, node)
        for found in phrase.misread if phrase else ():
            self._doubt(Why.MISREAD, found, node)

    def _doubt(self, why: Why, found: str, node: Node) -> None:
        self.doubts.append(Doubt(why, found, node.at, self._scored_line()))

    def _is_outside(self, node: Node) -> bool:
        """Points outside the scale raise a question and are no loss of the criterion above, nor what stands below."""
        if self._outside and node.marker.bullet:
            return True
        numbered = bool(node.marker.number)
        penalty = bool(_LOSS_LABEL.match(node.folded)) and self._lost_nothing(None)
        self._outside = bool(self.lines) and (
            is_outside_item(node.text, numbered=numbered)
            or (self._in_sheet and not numbered and (is_bonus(node.text) or penalty))
        )
        if not self._outside:
            return False
        if has_points(node.text):
            self._doubt(Why.OUTSIDE, node.text, node)
        self._outside = not node.marker.bullet
        return True

    def _lost_nothing(self, phrase: ScorePhrase | None) -> bool:
        """The full score, on this line or for the criterion that it stands below."""
        if phrase is None or not phrase.has_score:
            phrase = self._scored_line().phrase if self._in_sheet else None
        return phrase is not None and phrase.max is not None and phrase.achieved == phrase.max

    def _is_aside(self, text: str) -> bool:
        """Nothing is left of the line but what was said of other years, or that nothing was lost."""
        return not without_denials(text).strip(" .*()-")

    def _without_points(self, node: Node) -> None:
        """A numbered line without points ends the sheet; it may be a criterion whose points are not printed."""
        self._in_sheet = False
        self.fields.heading(node, len(self.lines))
        if node.marker.rank < LETTER and "." not in node.marker.number:
            self._row = None
        elif self._row is not None:
            self.unscored.append(Unscored(node.marker.number, trimmed(node.text), node.at, self._row))

    def _start(self, node: Node, phrase: ScorePhrase) -> None:
        line = ScoreLine(node.marker, phrase.name, phrase, node.at)
        self.fields.line(line, len(self.lines))
        self.lines.append(line)
        self._row = line
        self._in_sheet, self._requirement, self._unanswered = True, "", []
        self._remedy_open = self._account_open = False
        self._take_reason(line, node)

    def _inside(self, node: Node, phrase: ScorePhrase | None) -> bool:
        """Handle a line below a criterion; False if it is nothing of the sheet's."""
        if self._labelled(node, phrase):
            return True
        remedy = remedy_text(node.text)
        requirement = _REQUIREMENT.match(node.folded)
        if remedy is not None:
            self._remedy_open = not remedy
            if remedy:
                self._answer(remedy, node)
        elif self._remedy_open and node.marker.bullet and not phrase:
            self._answer(node.text, node)
        elif requirement:
            self._requirement = trimmed(node.text[requirement.end() :])
        elif phrase:
            self._below(node, phrase)
        elif self._awaits_reason and (node.marker.bullet or _is_reason(node)):
            line, self._awaits_reason = self._awaits_reason, None
            reason = trimmed(_DONE_REMARK.sub("", node.text))
            line.losses.append(self._loss(reason, line.phrase, node, done=says_done(node.text)))
        else:
            return node.marker.rank == TEXT and node.text.endswith(":") and len(node.text) < 15
        return True

    def _labelled(self, node: Node, phrase: ScorePhrase | None) -> bool:
        """Handle "Điểm trừ: …", "Nguyên nhân: …", "Người thực hiện: …", "Thời hạn: …"; False for other lines."""
        if _LOSS_LABEL.match(node.folded) and phrase and phrase.deducted is not None:
            self._take_loss(node, phrase)
            return True
        account = _ACCOUNT.match(node.folded)
        if account or (self._account_open and node.marker.bullet and not phrase):
            self._account(node.text[account.end() if account else 0 :])
            return True
        self._account_open = False
        cause = _REASON.match(node.folded)
        if cause:
            self._reason_line(node, node.text[cause.end() :])
            return True
        fields = remedy_fields(node.text)
        remedy = self.remedies[-1] if self.remedies and self.remedies[-1].line is self.lines[-1] else None
        if remedy is None or not fields:
            return False
        remedy.people, remedy.time = fields.people or remedy.people, fields.time or remedy.time
        return True

    def _account(self, text: str) -> None:
        """Note what the unit says about its loss, on this line or in the bullets below."""
        line, said = self._scored_line(), trimmed(text)
        self._account_open = not said or self._account_open
        if said:
            before = f"{line.phrase.note}; " if line.phrase.note else ""
            head = "" if "Giải trình: " in before else "Giải trình: "
            line.phrase = replace(line.phrase, note=f"{before}{head}{said}")

    def _take_loss(self, node: Node, phrase: ScorePhrase) -> None:
        line = self._scored_line()
        line.phrase = replace(line.phrase, deducted=phrase.deducted)
        for loss in line.losses:
            loss.points, loss.implied = phrase.deducted, False
        self._awaits_reason = None if line.losses else line
        if phrase.reason:
            self._reason_line(node, phrase.reason)

    def _reason_line(self, node: Node, text: str) -> None:
        """The reason below its criterion; none for a full score."""
        line, reason = self._scored_line(), trimmed(_DONE_REMARK.sub("", text))
        self._awaits_reason = None if reason else line
        points, _ = _points(line.phrase)
        if not reason or (points is not None and points <= 0):
            return
        if line.losses:
            line.losses[-1].reason = f"{line.losses[-1].reason}; {reason}"
        else:
            line.losses.append(self._loss(reason, line.phrase, node, done=says_done(text)))

    def _scored_line(self) -> ScoreLine:
        """The part that was read last, or the criterion itself."""
        line = self.lines[-1]
        last = line.below[-1] if line.below else line
        return last if isinstance(last, ScoreLine) else line

    def _below(self, node: Node, phrase: ScorePhrase) -> None:
        """A part, a loss of its own, or another judge's score of the current criterion."""
        line = self.lines[-1]
        self._remedy_open = False
        if phrase.has_score and _OTHER_JUDGE.match(fold(phrase.name)):
            line.second = phrase.achieved
            return
        name = phrase.name
        if self._requirement and _SCORE_LABEL.fullmatch(fold(name)):
            name = self._requirement
        self._requirement = ""
        if phrase.has_score and name:
            part = ScoreLine(node.marker, name, phrase, node.at)
            line.below.append(part)
            self._take_reason(part, node)
        elif phrase.reason or (name and phrase.deducted is not None and not phrase.expects_reason):
            self._awaits_reason = None
            loss = self._loss(phrase.reason or name, phrase, node, done=phrase.done)
            loss.part = name or None if phrase.reason else None
            line.below.append(loss)
        elif phrase.expects_reason:
            self._awaits_reason = line

    def _take_reason(self, line: ScoreLine, node: Node) -> None:
        self._awaits_reason = line if line.phrase.expects_reason else None
        if line.phrase.reason:
            line.losses.append(self._loss(line.phrase.reason, line.phrase, node, done=line.phrase.done))

    def _loss(self, reason: str, phrase: ScorePhrase, node: Node, *, done: bool) -> Loss:
        if self._answered:
            self._unanswered, self._answered = [], False
        points, implied = _points(phrase)
        loss = Loss(reason, points, implied, done, node.at)
        self._unanswered.append(loss)
        if opens_with_other_year(reason, self._year):
            self._doubt(Why.OTHER_REASON, reason, node)
        return loss

    def _answer(self, text: str, node: Node) -> None:
        """Link a remedy to the last loss, and to earlier ones without a remedy that share its subject."""
        waiting = self._unanswered
        losses = [x for x in waiting[:-1] if shares_subject(x.reason, text)] + waiting[-1:]
        self.remedies.append(Remedy(text, node.at, self.lines[-1], losses, says_done(text)))
        self._answered = True


def _is_criterion(node: Node, phrase: ScorePhrase) -> bool:
    """A numbered line with a name; "1. Chỉ số … năm 2025 đạt 82/100 điểm, xếp thứ 5" is the published result."""
    return bool(node.marker.number) and len(phrase.name) > 2 and not _INDEX.search(node.folded)


def _is_reason(node: Node) -> bool:
    """A loose line may give the reason that the line above announced, unless it opens something else."""
    return node.marker.rank == TEXT and not re.match(r"noi nhan|tren day la|nguoi lap|tm\.", node.folded)


def _points(phrase: ScorePhrase) -> tuple[Decimal | None, bool]:
    """The points lost, and whether they are worked out as max − achieved."""
    if phrase.deducted is not None:
        return phrase.deducted, False
    if phrase.max is not None and phrase.achieved is not None:
        return phrase.max - phrase.achieved, True
    return None, False
