"""What was gathered of many agencies' scores, kept in this process and brought up by those that were saved since.

One query tells which sheets there are, and of which save: those that aren't the ones that are kept are read, and put
in the place of what their agencies said before. Nothing has to be told of a save, of an agency's move or of its end,
and other machines and processes need not be asked: whatever is kept, the sheets of the query are what comes out.
Versions are read before figures: what is saved in between is at worst read twice. Within a transaction, which may be
taken back, nothing is kept.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from django.db.models import Case, CharField, F, QuerySet, TextField, When
from django.db.models.functions import Cast

from audit.chain import in_a_transaction
from measures.models.catalogue import Kind, kind_of_list
from scores.models import Score, ScoreSheet
from scores.services.comparing.gathered import Gathered, OfAgency, Place, Version, place_of
from scores.services.comparing.totals import hundredths, with_totals

_MOST = 20_000  # sheets, 1 kB each
_LEAST = 50  # as many sheets as what is gathered of a few takes room for
_FEW = 300  # sheets that are read by their keys; where more are others, reading all takes no longer
_kept: OrderedDict[tuple[str, int], Gathered] = OrderedDict()
_lock = Lock()


def gathered(name: str, sheets: QuerySet[ScoreSheet], year: int) -> Gathered:
    """What the sheets of a year say; one query where none was saved since it was asked for by this name, else three.

    Any other name gives the same: it only says what to begin with.
    """
    if in_a_transaction():
        return brought_up(Gathered(), sheets, year)
    with _lock:
        known = _kept.get((name, year), Gathered())
    found = brought_up(known, sheets, year)
    with _lock:
        _kept[name, year] = found
        _kept.move_to_end((name, year))
        while len(_kept) > 1 and sum(max(len(each.agencies), _LEAST) for each in _kept.values()) > _MOST:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Keeps nothing any more: for who writes sheets without counting up their revision."""
    with _lock:
        _kept.clear()


def brought_up(known: Gathered, sheets: QuerySet[ScoreSheet], year: int) -> Gathered:
    """What the sheets say now, made of what was known of any sheets of the year."""
    rows = sheets.order_by().values_list("agency", "pk", "revision", "saved_at", "agency__kind", "agency__list_kind")
    versions = {row[0]: row for row in rows}
    if versions == known.versions:
        return known
    new = {agency: Version(*row) for agency, row in versions.items() if known.versions.get(agency) != row}
    if len(new) <= _FEW:
        sheets = ScoreSheet.objects.filter(pk__in=[each.sheet for each in new.values()])
    return known.changed(known.agencies.keys() - versions.keys(), _read(sheets, new, year) if new else {})


def _read(sheets: QuerySet[ScoreSheet], versions: Mapping[int, Version], year: int) -> dict[int, OfAgency]:
    """By agency what the sheets of these versions say, or a later save of them; two queries."""
    totals = with_totals(sheets, year).order_by().values_list("pk", "total", "level")
    of_sheet = {sheet: (total, level) for sheet, total, level in totals}
    kinds = {each.sheet: kind_of_list(each.kind, each.list_kind) for each in versions.values()}
    figures = _figures(sheets, kinds)
    shapes: dict[frozenset[Place], tuple[Place, ...]] = {}
    found = {}
    for agency, version in versions.items():
        total, level = of_sheet.get(version.sheet, (None, ""))
        by_place = figures[version.sheet]
        places = shapes.setdefault(frozenset(by_place), tuple(by_place))
        found[agency] = OfAgency(version, total, level, places, array("H", map(by_place.__getitem__, places)))
    return found


def _figures(sheets: QuerySet[ScoreSheet], kinds: Mapping[int, Kind]) -> dict[int, dict[Place, int]]:
    """By sheet and place, of the sheets whose kind of lists is told; one query."""
    found: dict[int, dict[Place, int]] = {sheet: {} for sheet in kinds}
    places: dict[tuple[str, str], Place] = {}
    rows = Score.objects.filter(sheet__in=sheets.order_by()).order_by()
    for sheet, key, figure in rows.values_list("sheet_id", _KEY, hundredths("value")):
        if sheet in kinds:
            kind = kinds[sheet]
            place = places.get((kind, key)) or places.setdefault((kind, key), place_of(kind, key))
            found[sheet][place] = figure
    return found


_KEY = Case(
    When(of=Score.Of.TOOL, then=F("tool")),
    When(of=Score.Of.GROUP, then=Cast("group_no", CharField())),
    default=F("code"),
    output_field=TextField(),
)
