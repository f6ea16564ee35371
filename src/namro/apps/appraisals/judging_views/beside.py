"""What stands beside a table: one line with its proof, the preview of a file, what the rule lets one expect."""

from __future__ import annotations

from collections.abc import Mapping

from namro.apps.appraisals.pages.heads import rule_said
from namro.apps.appraisals.pages.marks import columns_of, with_other
from namro.apps.appraisals.pages.panel import Panel, Stop, Typed, chosen_of, panel_of, stops_of
from namro.apps.appraisals.pages.table import Table
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judged import Judged
from namro.apps.appraisals.queries.proof_given import Given, bearers_of
from namro.apps.assessments.gathering import facts_of
from namro.apps.assessments.queries.proof_beside import beside
from namro.apps.assessments.standing import Standing
from namro.apps.indicators.sets import Edition
from namro.apps.library.intake import text_of
from namro.apps.library.pages.evidence_page import Preview, blocks_preview, no_preview, picture_preview
from namro.core.framework.model import Item, Leaf
from namro.core.scoring.suggested import Suggestion


def panel_beside(bench: Bench, table: Table, one: Judged, *, asked: Mapping[str, str], typed: Typed | None) -> Panel:
    """Return the panel of a line; `asked` says which file and which of its pages."""
    bearer = bearers_of(bench.framework)[one.line.node_id]
    columns = with_other(columns_of(bearer, bench.round.year), one.given)
    stops = stops_of(one, columns, lambda place: table.url(one, file=place))
    at = chosen_of(stops, asked.get("tep", ""))
    return panel_of(
        one,
        bench,
        bearer,
        stops=stops,
        at=at,
        preview=_preview(stops, at, asked.get("trang")),
        suggestion=_suggested(bench, one, bearer),
        rule=rule_said(bearer, bench.framework),
        url=table.url(one),
        typed=typed,
    )


def _preview(stops: tuple[Stop, ...], at: int, page: str | None) -> Preview | None:
    given: Given | None = stops[at].file if stops else None
    if given is None:
        return None
    pictures = picture_preview(given.file, given.piece.code, page)
    if pictures:
        return pictures
    text = text_of(given.file)
    return blocks_preview(text) if text else no_preview(given.file)


def _suggested(bench: Bench, one: Judged, bearer: Leaf | Item) -> Suggestion | None:
    """What follows from the proof, where the criterion is one of which proof says something."""
    if not isinstance(bearer, Leaf) or bearer.node.evidence is None or not one.given:
        return None
    sheet = one.sheet
    edition = Edition(bench.framework, bench.round.edition.sha256)
    facts = facts_of(edition, sheet.year, sheet.unit_id)
    standing = Standing(sheet, bench.framework, facts, {one.line.node_id: one.line})
    return beside(bench.user, standing, one.line.node_id).suggestion
