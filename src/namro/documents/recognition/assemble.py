"""From a neutral document to a reading: each reader looks at the outline, then everything is put together."""

from __future__ import annotations

from pathlib import PurePath

from namro.core.printed import Header, Reading
from namro.core.timetable import Calendar, national_calendar
from namro.documents.model import Document, Paragraph, Table
from namro.documents.recognition.anomalies import read_anomalies, read_conflicts, read_unscored
from namro.documents.recognition.citations import read_citations
from namro.documents.recognition.flow import joined
from namro.documents.recognition.goals import read_targets
from namro.documents.recognition.header import read_header
from namro.documents.recognition.index_results import read_index_results
from namro.documents.recognition.outline import Node, build, walk
from namro.documents.recognition.questions import ask
from namro.documents.recognition.sheet import read_sheet
from namro.documents.recognition.sheet_doubts import questions_of
from namro.documents.recognition.sheet_tables import read_sheet_tables
from namro.documents.recognition.tables import read_task_tables
from namro.documents.recognition.taskitems import TaskMaker
from namro.documents.recognition.tasks import read_work


def recognise(document: Document, *, calendar: Calendar | None = None) -> Reading:
    """Recognise everything in a document. What is not understood is left out, never guessed.

    `calendar` (the national one by default) moves dates back to working days.
    """
    blocks = tuple(joined(document.blocks))
    paragraphs = [b for b in blocks if isinstance(b, Paragraph)]
    zone = read_header(paragraphs)
    root = build(paragraphs)
    nodes = list(walk(root))
    body_starts = nodes[zone.body_starts] if zone.body_starts < len(nodes) else None
    tables = [b for b in blocks if isinstance(b, Table)]
    sheet = read_sheet(nodes, year=zone.header.assessed_year)
    printed = read_sheet_tables(tables)
    work = read_work(root, skip=sheet.consumed, body_starts=body_starts)
    rows = read_task_tables(tables)
    year = _year(zone.header)
    make = TaskMaker(year, calendar or national_calendar())
    criteria = sheet.criteria + printed.criteria
    findings = (*work.findings, *rows.findings)
    tasks = (
        *map(make.of_remedy, sheet.remedies + printed.remedies),
        *map(make.of_text, work.tasks),
        *map(make.of_row, rows.tasks),
    )
    return Reading(
        doc_id=PurePath(document.name).stem,
        header=zone.header,
        legal_bases=read_citations(nodes, body_starts=_first_section(nodes)),
        index_results=read_index_results(
            nodes, zone.header, skip=sheet.consumed, totals=printed.totals, scored=bool(criteria)
        ),
        criteria=criteria,
        deductions=sheet.deductions + printed.deductions,
        findings=findings,
        tasks=tasks,
        targets=read_targets(work.purposes, tasks, findings),
        sections=(*work.sections.values(), *rows.sections),
        anomalies=(
            *read_anomalies(nodes, zone.header, criteria, tasks),
            *read_unscored(sheet.unscored | printed.unscored),
            *read_conflicts(rows.tasks, year),
        ),
        questions=(*ask(criteria, tasks), *questions_of((*sheet.doubts, *printed.doubts))),
    )


def _year(header: Header) -> int | None:
    """The year that completes dates printed without one."""
    dated = int(header.date[:4]) if header.date else None
    return header.subject_year or dated or header.assessed_year


def _first_section(nodes: list[Node]) -> Node | None:
    return next((n for n in nodes if n.marker.number), None)
