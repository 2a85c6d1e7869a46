"""The agencies that are asked for, sorted and narrowed by their scores where these lie."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import QueryDict

from accounts.models import Agency, User
from accounts.permissions import Permission
from ita import rules
from ita_portal.home.overseen import Seen
from ita_portal.home.overview_scores.wanted import NO_SCORES, ScoresFilter, Wanted
from measures.models import Plan
from scores.models import ScoreSheet
from scores.services.comparing.kept import kept_until_saved
from scores.services.comparing.shared import SharedItem, shared_items
from scores.services.comparing.spread import Around
from scores.services.comparing.totals import cents, with_totals

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
    def keys(self) -> Keys:
        """The agencies in the order that is asked for; of very many, one by scores is kept until one is saved."""
        found = self.seen.narrowed(self.wanted.words, self.wanted.province)
        if self.wanted.kind:
            found = found.filter(kind=self.wanted.kind)
        if not (self.wanted.level or self.wanted.sort):
            return found.values_list("pk", flat=True)
        ordered = _by_scores(found, self.wanted).values_list("pk", flat=True)
        return kept_until_saved(self._name("keys"), self.sheets, lambda: list(ordered))

    def _name(self, of: str) -> str:
        """Under which something is kept for this person, as long as they see as many agencies."""
        asked = hashlib.sha256(repr(self.wanted).encode()).hexdigest()
        return f"overseen-{of}-{self.seen.user}-{self.seen.number}-{asked}"

    @cached_property
    def _all(self) -> tuple[list[tuple[str, int]], Decimal | None, list[SharedItem]]:
        name = f"overseen-scores-{self.year}-{self.wanted.province}-{self.wanted.kind}-{self.seen.user}"
        return kept_until_saved(name, self.sheets, self._reckoned)

    def _reckoned(self) -> tuple[list[tuple[str, int]], Decimal | None, list[SharedItem]]:
        known = with_totals(self.sheets, self.year).exclude(total=None).order_by()
        totals = list(known.values_list("total", flat=True))
        pass_mark = cents(rules.of_year(self.year).pass_mark)
        counts = [("มีคะแนนรวมแล้ว", len(totals)), ("คะแนนรวมผ่านเกณฑ์", sum(each >= pass_mark for each in totals))]
        quartiles = Around.of(Decimal(each) / 100 for each in totals).quartiles()
        return counts, quartiles.median if quartiles else None, shared_items(self.sheets, self.year)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What the page says of the province and kind, whatever else is narrowed."""
        return self._all[0]

    @property
    def median(self) -> Decimal | None:
        """Of their totals."""
        return self._all[1]

    @property
    def shared(self) -> list[SharedItem]:
        """The items in which many of them are weak."""
        return self._all[2]


def _years(seen: Seen) -> list[int]:
    """The years that were assessed: of scores, and of those from which a plan was drawn; the latest first."""
    agencies = seen.agencies.order_by()
    scored = ScoreSheet.objects.filter(agency__in=agencies).values_list("year", flat=True)
    drawn = Plan.objects.filter(agency__in=agencies).values_list("assessed_year", flat=True)
    years = seen.kept("score-years", lambda: list(scored.order_by().union(drawn.order_by())))
    return sorted(years, reverse=True)


def _by_scores(agencies: QuerySet[Agency], wanted: Wanted) -> QuerySet[Agency]:
    sheets = with_totals(ScoreSheet.objects.filter(agency=OuterRef("pk"), year=wanted.year), wanted.year)
    found = agencies.alias(_total=Subquery(sheets.values("total")[:1]))
    if wanted.level == NO_SCORES:
        found = found.filter(_total=None)
    elif wanted.level:
        found = found.alias(_level=Subquery(sheets.values("level")[:1])).filter(_level=wanted.level)
    if wanted.sort == "low":
        return found.order_by(F("_total").asc(nulls_last=True), "list_order", "pk")
    if wanted.sort == "high":
        return found.order_by(F("_total").desc(nulls_last=True), "list_order", "pk")
    return found
