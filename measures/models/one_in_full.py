"""One measure with all that hangs on it, for a page of its own: one statement, where its lists are six more.

Its lists come as JSON within its own row. Of many measures MeasureQuerySet.in_full reads them by a query each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_datetime

from accounts.models import Unit
from audit.models import AuditEvent
from measures.models.catalogue import LISTS, Wording
from measures.models.detail import Detail
from measures.models.measure import Measure, MeasureQuerySet, Reference, Step
from measures.models.officer import MeasureOfficer, Officer
from measures.models.progress import Action, Outcome

_LISTS: dict[str, type[models.Model]] = {"steps": Step, "references": Reference, "details": Detail}
_PROGRESS: dict[str, type[models.Model]] = {"actions": Action, "outcomes": Outcome}


class _Gathered(models.Aggregate):
    """The JSON objects of some rows as one array, in no order."""

    output_field = models.JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's own
        return super().as_sql(compiler, connection, function="JSONB_AGG", **kwargs)

    def as_sqlite(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's own
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **kwargs)


def one_in_full(rows: MeasureQuerySet) -> Measure | None:
    """The first of some measures as `in_full` fetches it; one query.

    It has `removed_actions` and `removed_outcomes` too, the latest first, `earlier`, the number of measures of its code
    that stand before it in its plan, `own_wording`, what the agency says of its item, and `lists_loaded`, the hash of
    the last event that lists of items were loaded.
    """
    lists = {f"{name}_in_json": _gathered(model) for name, model in {**_LISTS, **_PROGRESS}.items()}
    lists["duties_in_json"] = _gathered(MeasureOfficer, officer=Officer, officer__unit=Unit)
    beside = {"earlier": _earlier(), "own_wording": _own_wording(), "lists_loaded": _lists_loaded()}
    measure = rows.select_related("indicator").annotate(**lists, **beside).first()
    if measure is None:
        return None
    for name, model in _LISTS.items():
        _hold(measure, name, [row for row, _ in _made(measure, name, model)])
    _hold(measure, "duties", _duties(measure))
    for name, model in _PROGRESS.items():
        made = [row for row, _ in _made(measure, name, model)]
        removed = [row for row in made if row.removed_at is not None]
        setattr(measure, f"kept_{name}", [row for row in made if row.removed_at is None])
        setattr(measure, f"removed_{name}", sorted(removed, key=lambda row: (row.removed_at, row.pk), reverse=True))
    return measure


def _gathered(model: type[models.Model], **joined: type[models.Model]) -> models.Subquery:
    fields: Any = {field.attname: models.F(field.attname) for field in model._meta.concrete_fields}
    for path, other in joined.items():
        fields |= {
            f"{path}.{each.attname}": models.F(f"{path}__{each.attname}") for each in other._meta.concrete_fields
        }
    rows: Any = model._default_manager.filter(measure=models.OuterRef("pk")).order_by().values("measure")
    return models.Subquery(rows.annotate(in_json=_Gathered(JSONObject(**fields))).values("in_json"))


def _earlier() -> Coalesce:
    same = Measure.objects.kept().filter(plan=models.OuterRef("plan"), code=models.OuterRef("code")).order_by()
    here = models.Q(position=models.OuterRef("position"), pk__lt=models.OuterRef("pk"))
    before = same.filter(models.Q(position__lt=models.OuterRef("position")) | here).values("code")
    return Coalesce(models.Subquery(before.annotate(n=models.Count("pk")).values("n")), 0)


def _own_wording() -> models.Subquery:
    of_agency = Wording.objects.filter(agency=models.OuterRef("plan__agency"), indicator=models.OuterRef("indicator"))
    return models.Subquery(of_agency.values("text")[:1])


def _lists_loaded() -> models.Subquery:
    events = AuditEvent.objects.filter(subject=LISTS).order_by("-seq")
    return models.Subquery(events.values("hash")[:1])


def _duties(measure: Measure) -> list[Any]:
    """With their officers and units, as with_officers() has them."""
    made = _made(measure, "duties", MeasureOfficer)
    for duty, stored in made:
        duty.officer = _row(Officer, stored, measure._state.db, "officer.")
        unit = stored["officer__unit.id"] and _row(Unit, stored, measure._state.db, "officer__unit.")
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
