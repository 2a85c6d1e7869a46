"""The agencies that are asked for, sorted and narrowed by their scores."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import Agency, User
from accounts.permissions import Permission
from ita import rules
from ita_portal.home.overseen import Seen
from ita_portal.home.overview_scores.wanted import NO_SCORES, ScoresFilter, Wanted
from measures.models import Plan
from scores.models import ScoreSheet
from scores.services.comparing.gathered import TOTAL, Gathered, OfAgency, Place
from scores.services.comparing.kept import gathered
from scores.services.comparing.shared import SharedItem, shared_items
from scores.services.comparing.spread import quartiles
from scores.services.comparing.totals import cents

Keys = QuerySet[Agency, int] | list[int]


@dataclass
class Found:
    """What a person may see of the scores of a year, narrowed as they asked."""

    seen: Seen
    form: ScoresFilter
    wanted: Wanted

    @classmethod
    def by(cls, user: User, asked: QueryDict) -> Found:
        """Of the agencies whose scores the person may see."""
        agencies = user.agencies(Permission.SCORE_VIEW).order_by("list_order", "pk")
        seen = Seen(user.pk, agencies)
        form = ScoresFilter(asked, seen.provinces, _years(seen))
        return cls(seen, form, form.wanted())

    @property
    def year(self) -> int:
        return self.wanted.year

    @property
    def sheets(self) -> QuerySet[ScoreSheet]:
        """Those of the year, of the province and kind that are asked for."""
        return ScoreSheet.objects.filter(year=self.year, agency__in=self._of_province_and_kind().order_by())

    def _of_province_and_kind(self) -> QuerySet[Agency]:
        found = self.seen.narrowed("", self.wanted.province)
        return found.filter(kind=self.wanted.kind) if self.wanted.kind else found

    @cached_property
    def _scores(self) -> Gathered:
        """Of the province and kind that are asked for, whatever else is narrowed."""
        name = f"overseen-{self.seen.user}-{self.wanted.province}-{self.wanted.kind}"
        return gathered(name, self.sheets, self.year)

    @cached_property
    def keys(self) -> Keys:
        """The agencies in the order that is asked for."""
        found = self.seen.narrowed(self.wanted.words, self.wanted.province)
        if self.wanted.kind:
            found = found.filter(kind=self.wanted.kind)
        keys = found.values_list("pk", flat=True)
        if self.wanted.level or self.wanted.sort:
            return _by_scores(keys, self._scores.agencies, self.wanted)
        return keys

    @cached_property
    def _totals(self) -> Sequence[int]:
        return self._scores.column(Place("", TOTAL))

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many have a total, and one that passes."""
        number = len(self._totals)
        failed = bisect_left(self._totals, cents(rules.of_year(self.year).pass_mark))
        return [("มีคะแนนรวมแล้ว", number), ("คะแนนรวมผ่านเกณฑ์", number - failed)]

    @property
    def median(self) -> Decimal | None:
        """Of their totals."""
        found = quartiles(self._totals)
        return found.median if found else None

    @cached_property
    def shared(self) -> list[SharedItem]:
        """The items in which many of them are weak."""
        return shared_items(self._scores, self.year)


def _years(seen: Seen) -> list[int]:
    """The years that were assessed: of scores, and of those from which a plan was drawn; the latest first."""
    agencies = seen.agencies.order_by()
    scored = ScoreSheet.objects.filter(agency__in=agencies).values_list("year", flat=True)
    drawn = Plan.objects.filter(agency__in=agencies).values_list("assessed_year", flat=True)
    years = seen.kept("score-years", lambda: list(scored.order_by().union(drawn.order_by())))
    return sorted(years, reverse=True)


def _by_scores(keys: Iterable[int], scores: Mapping[int, OfAgency], wanted: Wanted) -> list[int]:
    """Those of the level, by their totals: agencies without one last, equals in the order in which they come."""

    def total(key: int) -> int | None:
        return scores[key].total if key in scores else None

    found = list(keys)
    if wanted.level == NO_SCORES:
        found = [key for key in found if total(key) is None]
    elif wanted.level:
        found = [key for key in found if key in scores and scores[key].level == wanted.level]
    if not wanted.sort:
        return found
    without = [key for key in found if total(key) is None]
    found = [key for key in found if total(key) is not None]
    sign = 1 if wanted.sort == "low" else -1
    return sorted(found, key=lambda key: sign * (total(key) or 0)) + without
