"""Measures with all that hangs on them, for a page of their own: one statement, where their lists are six more.

Their lists come as JSON within their own row. Of a whole plan MeasureQuerySet.in_full reads them by a query each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_datetime

from accounts.models import Unit
from audit.models import AuditEvent
from measures.models.catalogue import LISTS, Wording
from measures.models.detail import Detail
from measures.models.measure import Measure, MeasureQuerySet, Reference, Step
from measures.models.officer import MeasureOfficer, Officer
from measures.models.plan import Plan
from measures.models.progress import Action, Outcome

_LISTS: dict[str, type[models.Model]] = {"steps": Step, "references": Reference, "details": Detail}
_PROGRESS: dict[str, type[models.Model]] = {"actions": Action, "outcomes": Outcome}


_OFFICERS = f"JOIN {Officer._meta.db_table} officer ON officer.id = t.officer_id"
_OFFICERS += f" LEFT JOIN {Unit._meta.db_table} unit ON unit.id = officer.unit_id"
_MEASURE = Measure._meta.db_table
_EARLIER = f"""(
    SELECT COUNT(*) FROM {_MEASURE} t
    WHERE t.plan_id = {_MEASURE}.plan_id AND t.code = {_MEASURE}.code AND t.removed_at IS NULL
    AND (t.position < {_MEASURE}.position OR (t.position = {_MEASURE}.position AND t.id < {_MEASURE}.id))
)"""  # noqa: S608 - names of tables
_OWN_WORDING = f"""(
    SELECT t.text FROM {Wording._meta.db_table} t JOIN {Plan._meta.db_table} plan ON plan.agency_id = t.agency_id
    WHERE plan.id = {_MEASURE}.plan_id AND t.indicator_id = {_MEASURE}.indicator_id
)"""  # noqa: S608 - as above
_LISTS_LOADED = f"""(
    SELECT t.hash FROM {AuditEvent._meta.db_table} t WHERE t.subject = %s ORDER BY t.seq DESC LIMIT 1
)"""  # noqa: S608 - as above
# How each database gathers rows as JSON.
_FUNCTIONS = {"postgresql": ("jsonb_agg", "jsonb_build_object"), "sqlite": ("json_group_array", "json_object")}


def one_in_full(rows: MeasureQuerySet) -> Measure | None:
    """Of a query for at most one measure that one, as each_in_full() has it; one query."""
    return next(iter(each_in_full(rows.order_by())), None)


def each_in_full(rows: MeasureQuerySet) -> list[Measure]:
    """Some measures as `in_full` fetches them; one query.

    Each has `removed_actions` and `removed_outcomes` too, the latest first, `earlier`, the number of measures of its
    code that stand before it in its plan, `own_wording`, what the agency says of its item, and `lists_loaded`, the hash
    of the last event that lists of items were loaded.
    """
    beside = {"earlier": RawSQL(_EARLIER, []), "own_wording": RawSQL(_OWN_WORDING, [])}  # noqa: S611 - no value is in them
    loaded = RawSQL(_LISTS_LOADED, [LISTS])  # noqa: S611 - its value is a parameter
    return with_lists(rows.select_related("indicator").annotate(**beside, lists_loaded=loaded))


def with_lists(rows: MeasureQuerySet) -> list[Measure]:
    """Some measures with their lists alone, the removed rows too; one query."""
    lists = {f"{name}_in_json": _gathered(model) for name, model in {**_LISTS, **_PROGRESS}.items()}
    lists["duties_in_json"] = _gathered(MeasureOfficer, _OFFICERS, officer=Officer, unit=Unit)
    found = list(rows.annotate(**lists))
    for measure in found:
        _hold_lists(measure)
    return found


def _hold_lists(measure: Measure) -> None:
    """Makes rows of what came as JSON."""
    for name, model in _LISTS.items():
        _hold(measure, name, [row for row, _ in _made(measure, name, model)])
    _hold(measure, "duties", _duties(measure))
    for name, model in _PROGRESS.items():
        made = [row for row, _ in _made(measure, name, model)]
        removed = [row for row in made if row.removed_at is not None]
        setattr(measure, f"kept_{name}", [row for row in made if row.removed_at is None])
        setattr(measure, f"removed_{name}", sorted(removed, key=lambda row: (row.removed_at, row.pk), reverse=True))


def _gathered(model: type[models.Model], joins: str = "", **joined: type[models.Model]) -> RawSQL:
    """By a text that is made once: Django would put these expressions together anew for each page, which takes longer
    than the queries that they spare."""
    text = _text(connection.vendor, model, joins, tuple(joined.items()))
    return RawSQL(text, [], output_field=models.JSONField())  # noqa: S611 - no value is among the text


@cache
def _text(
    vendor: str, model: type[models.Model], joins: str, joined: tuple[tuple[str, type[models.Model]], ...]
) -> str:
    gather, make = _FUNCTIONS[vendor]
    pairs = [
        f"'{prefix}{field.attname}', {table}.{field.column}"
        for table, prefix, each in (("t", "", model), *((name, f"{name}.", other) for name, other in joined))
        for field in each._meta.concrete_fields
    ]
    rows = f"SELECT {gather}({make}({', '.join(pairs)})) FROM {model._meta.db_table} t {joins}"  # noqa: S608 - as above
    return f"({rows} WHERE t.measure_id = {Measure._meta.db_table}.id)"


def _duties(measure: Measure) -> list[Any]:
    """With their officers and units, as with_officers() has them."""
    made = _made(measure, "duties", MeasureOfficer)
    for duty, stored in made:
        duty.officer = _row(Officer, stored, measure._state.db, "officer.")
        unit = stored["unit.id"] and _row(Unit, stored, measure._state.db, "unit.")
        duty.officer.unit = unit or None
    return [duty for duty, _ in made]


def _made(measure: Measure, name: str, model: type[models.Model]) -> list[tuple[Any, Mapping[str, Any]]]:
    """The rows of a list in their order, each with the values that it was made of."""
    stored = measure.__dict__.pop(f"{name}_in_json") or ()
    made = [(_row(model, each, measure._state.db), each) for each in stored]
    for row, _ in made:
        row.measure = measure
    return sorted(made, key=lambda pair: (pair[0].position, pair[0].pk))


def _row(model: type[models.Model], stored: Mapping[str, Any], database: str | None, prefix: str = "") -> Any:  # noqa: ANN401 - of the model
    fields = model._meta.concrete_fields
    values = [_value(field, stored[prefix + field.attname]) for field in fields]
    return model.from_db(database, [field.attname for field in fields], values)


def _value(field: Any, stored: object) -> object:  # noqa: ANN401 - Django's fields are of their values' type
    """What the column holds: SQLite's JSON has moments in UTC without saying so."""
    if isinstance(field, models.DateTimeField) and isinstance(stored, str):
        moment = parse_datetime(stored)
        assert moment is not None, stored
        return moment if moment.tzinfo else datetime.replace(moment, tzinfo=UTC)
    return field.to_python(stored)


def _hold(measure: Measure, name: str, rows: Iterable[Any]) -> None:
    """As prefetch_related leaves a list: `.all()` of it asks nothing."""
    found: Any = getattr(measure, name).get_queryset()
    found._result_cache, found._prefetch_done = list(rows), True
    measure.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
