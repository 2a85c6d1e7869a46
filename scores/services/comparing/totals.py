"""Total and level of a year's sheets as the database reckons them: to sort and narrow by; what is said is the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Round

from ita import rules
from ita.rules import Step
from scores.models import Score, ScoreSheet


def cents(score: Decimal) -> int:
    """A score in hundredths: whole numbers are the same in every database."""
    return int(score * 100)


def score_of(figure: int | None) -> Decimal | None:
    """What was reckoned in hundredths, as a score."""
    return None if figure is None else Decimal(figure) / 100


def with_totals(sheets: QuerySet[ScoreSheet], year: int) -> QuerySet[Any]:
    """Sheets of that year with their tools (`iit`, `eit`, `oit`) and `total` in hundredths, None where not known, and
    the `level` by its name: the announced one where the figures don't tell, else empty."""
    tools = list(rules.of_year(year).weights)
    joined = sheets.alias(**{f"_{tool.lower()}": _of_tool(tool) for tool in tools})
    with_tools = joined.annotate(**{tool.lower(): hundredths(f"_{tool.lower()}__value") for tool in tools})
    summed = with_tools.annotate(total=Coalesce(hundredths("official_total"), _weighted(year)))
    return summed.annotate(level=_level(year))


def hundredths(field: str) -> Combinable:
    """A column of scores in hundredths."""
    return Cast(Round(F(field) * 100), IntegerField())


def _of_tool(tool: str) -> FilteredRelation:
    return FilteredRelation("scores", condition=Q(scores__of=Score.Of.TOOL, scores__tool=tool))


def _weighted(year: int) -> Combinable:
    """Halves up, as results are announced; nothing where one tool is missing."""
    weights = rules.of_year(year).weights
    whole = sum(weights.values())
    summed: Combinable = Value(whole // 2, output_field=IntegerField())
    for tool, weight in weights.items():
        summed = summed + F(tool.lower()) * weight
    return summed / whole


def _level(year: int) -> Combinable:
    told: list[When] = []
    for step in rules.of_year(year).steps:
        told += _reaching(step, list(rules.of_year(year).weights))
    return Case(*told, default=F("official_level"), output_field=TextField())


def _reaching(step: Step, tools: list[str]) -> list[When]:
    """Reached; or hanging on a tool that is missing, so that the figures don't tell."""
    is_enough = Q(total__gte=cents(step.total))
    if step.every_tool is None:
        return [When(is_enough, then=Value(step.name))]
    reached, may_be = is_enough, is_enough
    for tool in tools:
        has = Q((f"{tool.lower()}__gte", cents(step.every_tool)))
        reached &= has
        may_be &= has | Q((f"{tool.lower()}__isnull", True))
    return [When(reached, then=Value(step.name)), When(may_be, then=F("official_level"))]
