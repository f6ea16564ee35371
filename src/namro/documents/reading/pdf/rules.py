"""Straight horizontal and vertical lines drawn on a page: strokes, and filled boxes too thin to be anything else."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.glyphs import Turn, turn_of

#: In points: the thickest line, how far a straight one may lean, the shortest that is kept.
_THIN, _STRAIGHT, _SHORTEST = 3.0, 1.0, 4.0
_DEEPEST_FORM = 3

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A line at `at` (x of an upright one, y of a level one) from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


def page_rules(page: pdfium.PdfPage) -> list[Rule]:
    """Return the lines of a page, in coordinates as shown; pieces of one line are put together."""
    turn = turn_of(page)
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, i) for i in range(count))
    drawn = [rule for thing in _paths(objects, count) for rule in _path_rules(*thing, turn)]
    return merged(drawn)


def merged(rules: list[Rule]) -> list[Rule]:
    """Put together rules on the same line (within the thickness of a line) that touch or overlap."""
    whole: list[Rule] = []
    for upright in (True, False):
        tracks: list[list[Rule]] = []
        for rule in sorted((r for r in rules if r.upright is upright), key=lambda r: r.at):
            if tracks and rule.at - tracks[-1][0].at <= _THIN:
                tracks[-1].append(rule)
            else:
                tracks.append([rule])
        whole += [rule for track in tracks for rule in _joined(track)]
    return [rule for rule in whole if rule.end - rule.start >= _SHORTEST]


def _joined(track: list[Rule]) -> Iterator[Rule]:
    at = sum(r.at for r in track) / len(track)
    start, end = 0.0, -1.0
    for rule in sorted(track, key=lambda r: r.start):
        if end < start:
            start, end = rule.start, rule.end
        elif rule.start <= end + _THIN:
            end = max(end, rule.end)
        else:
            yield Rule(rule.upright, at, start, end)
            start, end = rule.start, rule.end
    yield Rule(track[0].upright, at, start, end)


def _paths(
    objects: Iterator[raw.FPDF_PAGEOBJECT], count: int, around: Matrix = _IDENTITY, depth: int = 0
) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Yield each path of the page, also inside forms, with the matrix from its coordinates to the page's."""
    if count > limits.PDF_PAGE_OBJECTS:
        raise faults.too_long("đối tượng vẽ trên một trang", limits.PDF_PAGE_OBJECTS)
    for thing in objects:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, _times(_matrix(thing), around)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = raw.FPDFFormObj_CountObjects(thing)
            parts = (raw.FPDFFormObj_GetObject(thing, i) for i in range(inner))
            yield from _paths(parts, inner, _times(_matrix(thing), around), depth + 1)


def _path_rules(path: raw.FPDF_PAGEOBJECT, matrix: Matrix, turn: Turn) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _subpaths(path, matrix, turn):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= _THIN:
            if (fill.value or stroke.value) and width != height:
                yield _level_or_upright(min(xs), min(ys), max(xs), max(ys))
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
                    yield _level_or_upright(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _subpaths(path: raw.FPDF_PAGEOBJECT, matrix: Matrix, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The corner points of each part of a path; parts with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    a, b, c, d, e, f = matrix
    for i in range(min(raw.FPDFPath_CountSegments(path), limits.PDF_PAGE_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _level_or_upright(x0: float, y0: float, x1: float, y1: float) -> Rule:
    if y1 - y0 > x1 - x0:
        return Rule(True, (x0 + x1) / 2, y0, y1)
    return Rule(False, (y0 + y1) / 2, x0, x1)


def _matrix(thing: raw.FPDF_PAGEOBJECT) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
