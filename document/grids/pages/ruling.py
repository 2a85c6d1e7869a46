"""The drawn lines of a page, upright and level, joined where they go on."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from document.grids.pages.letters import Point, upright

NEAR = 3.0  # points within which lines are one line and ends meet
SHORTEST = 4.0
MOST_POINTS = 60_000  # a page with more of them is a drawing or a map
MOST_POINTS_OF_A_FILE = 500_000  # each costs some microseconds
DEEPEST_FORM = 4
Box = tuple[float, float, float, float]  # left, top, right, bottom
EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
_MOST_OF_A_CLIP = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A line at a height (or an x, when upright) from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The level and the upright lines of a page."""

    level: list[Rule]
    upright: list[Rule]
    points: int = 0  # that were looked at


def rules(page: pypdfium2.PdfPage) -> Rules:
    """The lines of a page; none where it is a drawing, with more points than a page of tables."""
    seen = upright(page)
    level: list[Rule] = []
    standing: list[Rule] = []
    points = 0
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST_FORM):
        points += max(raw.FPDFPath_CountSegments(path), 0)
        if points > MOST_POINTS:
            return Rules([], [], points)
        for line in _lines(path, seen):
            _sort_in(line, level, standing)
    return Rules(joined(level), joined(standing), points)


def _sort_in(line: Box, level: list[Rule], standing: list[Rule]) -> None:
    left, top, right, bottom = line
    if bottom - top <= NEAR and right - left >= SHORTEST:
        level.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= NEAR and bottom - top >= SHORTEST:
        standing.append(Rule((left + right) / 2, top, bottom))


def _lines(path: pypdfium2.PdfObject, seen: Point) -> Iterator[Box]:
    """The boxes around what is seen of a path: of the whole of a thin figure, of each side of a stroked one or a frame.

    WeasyPrint draws a border as the whole cell, filled, through a clip as narrow as the border; borders that are alike
    it draws as the cell without what lies within them.
    """
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, stroked) or not (mode.value or stroked.value):
        return
    clip = _clip(path, seen)
    figures = list(_figures(path, seen))
    if sides := _frame(figures):
        yield from (_within(side, clip) for side in sides)
        return
    for figure in figures:
        whole = _within(_box(figure), clip)
        if min(whole[2] - whole[0], whole[3] - whole[1]) <= NEAR:
            yield whole
        elif stroked.value:
            yield from (_within(_box(side), clip) for side in pairwise(figure))


def _frame(figures: list[list[tuple[float, float]]]) -> list[Box]:
    """The sides between a box and another within it, where they are as narrow as lines; none of other figures."""
    if len(figures) != 2:
        return []
    outer, inner = sorted(map(_box, figures), key=lambda box: box[0] - box[2])  # the wider first
    gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if not all(0 <= gap <= NEAR for gap in gaps):
        return []
    left, top, right, bottom = outer
    sides = (
        (left, top, inner[0], bottom),
        (left, top, right, inner[1]),
        (inner[2], top, right, bottom),
        (left, inner[3], right, bottom),
    )
    return [side for side, gap in zip(sides, gaps, strict=True) if gap]


def _box(points: Iterable[tuple[float, float]]) -> Box:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _within(box: Box, clip: Box) -> Box:
    """What is seen of a box through a clip; a box of no size where nothing is."""
    left, top = max(box[0], clip[0]), max(box[1], clip[1])
    return left, top, max(min(box[2], clip[2]), left), max(min(box[3], clip[3]), top)


def _clip(path: pypdfium2.PdfObject, seen: Point) -> Box:
    """The box through which a path is seen, in which whole pages lie where it has none."""
    clip, found = raw.FPDFPageObj_GetClipPath(path), EVERYWHERE
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFClipPath_CountPaths(clip)):
        points = []
        for segment in range(min(raw.FPDFClipPath_CountPathSegments(clip, number), _MOST_OF_A_CLIP)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, number, segment), x, y)
            points.append(seen(x.value, y.value))
        found = _within(found, _box(points)) if points else found
    return found


def _figures(path: pypdfium2.PdfObject, seen: Point) -> Iterator[list[tuple[float, float]]]:
    """The corners of each figure of a path, as they are seen."""
    matrix = path.get_matrix()
    outer = path.container
    while outer is not None:
        matrix, outer = matrix.multiply(outer.get_matrix()), outer.container
    figure: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and figure:
            yield figure
            figure = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        figure.append(seen(*matrix.on_point(x.value, y.value)))
        if raw.FPDFPathSegment_GetClose(segment):
            figure.append(figure[0])
    if figure:
        yield figure


def clusters(places: list[float]) -> list[float]:
    """Places so near each other that they are one, each as their middle, in order."""
    found: list[list[float]] = []
    for place in sorted(places):
        if found and place - found[-1][-1] <= NEAR and place - found[-1][0] <= 2 * NEAR:
            found[-1].append(place)
        else:
            found.append([place])
    return [sum(each) / len(each) for each in found]


def nearest(places: list[float], place: float) -> int:
    """The number of the place that is nearest, of places in order."""
    after = bisect_left(places, place)
    if after in (0, len(places)):
        return min(after, len(places) - 1)
    return after if places[after] - place < place - places[after - 1] else after - 1


def joined(lines: list[Rule]) -> list[Rule]:
    """Lines at one place that touch or overlap are one."""
    places = clusters([each.at for each in lines])
    by_place: dict[int, list[Rule]] = {}
    for each in lines:
        by_place.setdefault(nearest(places, each.at), []).append(each)
    made: list[Rule] = []
    for number, group in sorted(by_place.items()):
        start, end = None, 0.0
        for each in sorted(group, key=lambda rule: rule.start):
            if start is not None and each.start <= end + NEAR:
                end = max(end, each.end)
                continue
            if start is not None:
                made.append(Rule(places[number], start, end))
            start, end = each.start, each.end
        if start is not None:
            made.append(Rule(places[number], start, end))
    return made
