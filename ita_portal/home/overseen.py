"""The agencies that a person may see, sorted, narrowed and counted where they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.models import Agency, User
from accounts.permissions import Permission
from files.made import kept_or_made
from measures.models import Plan
from reports.models import Edition, Publication
from reports.models.report import Kind
from thai.text import fold, sort_key

_FINISHED = frozenset({Edition.State.APPROVED, Edition.State.SIGNED, Edition.State.PUBLISHED})
UNDER_WAY = frozenset({Edition.State.SUBMITTED, *_FINISHED})
# By what the list is sorted: the words of the choice, and of what stands first then.
LATE = "late"
SORTS = {"": "จังหวัดและชื่อ", LATE: "ล่าช้าที่สุด"} | {
    kind.value: f"{words}ที่ยังไม่เสร็จก่อน"
    for kind, words in ((Kind.PLAN, "แผนมาตรการ"), (Kind.PROGRESS, "รายงานความก้าวหน้า"), (Kind.RESULT, "รายงานผล"))
}
# How far a document is, the least first; one that was withdrawn has to be made again.
_STEPS = (
    Edition.State.WITHDRAWN,
    *(Edition.State.DRAFT, Edition.State.RECALLED, Edition.State.RETURNED, Edition.State.SUBMITTED),
    *(Edition.State.APPROVED, Edition.State.SIGNED, Edition.State.PUBLISHED),
)
MANY = 50  # agencies: of more, sums are counted once a minute
_SECONDS = 60
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Place:
    """An agency as the list names it."""

    pk: int
    slug: str
    name: str
    province: str


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed by."""

    words: str
    province: str
    year: int
    is_late: bool
    sort: str  # of SORTS

    @property
    def is_by_name(self) -> bool:
        """Whether the list stands as the dictionary has it, of all agencies."""
        return not (self.is_late or self.sort)


def places(keys: Sequence[int]) -> list[Place]:
    """The agencies of these keys, in their order; one query."""
    rows = Agency.objects.filter(pk__in=keys).values_list("pk", "slug", "name", "province")
    found = {row[0]: Place(*row) for row in rows}
    return [found[key] for key in keys if key in found]


@dataclass
class Seen:
    """All that a person may see. What is said of very many is kept for a minute; of few it is looked up each time."""

    user: int
    agencies: QuerySet[Agency]

    @classmethod
    def by(cls, user: User) -> Seen:
        return cls(user.pk, user.agencies(Permission.AGENCY_VIEW).order_by("list_order", "pk"))

    @cached_property
    def _of_provinces(self) -> dict[str, int]:
        rows = self.agencies.order_by().values_list("province").annotate(number=Count("*"))  # an index has all of it
        return dict(rows.values_list("province", "number"))

    @property
    def number(self) -> int:
        """How many agencies there are."""
        return sum(self._of_provinces.values())

    @property
    def provinces(self) -> list[str]:
        """In the order of the dictionary."""
        return sorted(self._of_provinces, key=sort_key)

    @property
    def years(self) -> list[int]:
        """Of their plans, the latest first."""
        return list(self._plans)

    @cached_property
    def _plans(self) -> dict[int, int]:
        """How many plans there are, by year; the latest first."""
        plans = Plan.objects.filter(agency__in=self.agencies.order_by()).order_by("-year")
        rows = plans.values_list("year").annotate(number=Count("*"))  # an index has all of it
        return self.kept("plans", lambda: dict(rows.values_list("year", "number")))

    def narrowed(self, words: str, province: str) -> QuerySet[Agency]:
        """Those of the province whose names have all of the words; nothing narrows them where nothing is said."""
        found = self.agencies.filter(province=province) if province else self.agencies
        for word in fold(words).split():
            found = found.filter(folded_name__contains=word)
        return found

    def sorted(self, wanted: Wanted, today: date) -> list[int]:
        """The keys of those asked for, in the order asked for: with `is_late` the overdue alone."""
        found = _sorted(self.narrowed(wanted.words, wanted.province), wanted, today).values_list("pk", flat=True)
        asked = hashlib.sha256(repr((wanted, today)).encode()).hexdigest()
        return self.kept(f"sorted-{asked[:32]}", lambda: list(found))

    def totals(self, year: int) -> list[tuple[str, int]]:
        """What the page says of all of them, whatever is narrowed."""
        return [("หน่วยงาน", self.number), *self.kept(f"totals-{year}", lambda: self._counted(year))]

    def _counted(self, year: int) -> list[tuple[str, int]]:
        of_year = {"report__plan__year": year, "report__plan__agency__in": self.agencies.order_by()}
        editions = Edition.objects.filter(**of_year, report__kind=Kind.RESULT)
        counted = editions.aggregate(
            waiting=Count("report", distinct=True, filter=Q(state=Edition.State.SUBMITTED)),
            finished=Count("report", distinct=True, filter=Q(state__in=_FINISHED)),
            published=Count("report", distinct=True, filter=Q(state=Edition.State.PUBLISHED)),
        )
        return [
            ("มีแผนมาตรการแล้ว", self._plans.get(year, 0)),
            ("รายงานรอพิจารณา", counted["waiting"]),
            ("รายงานอนุมัติแล้ว", counted["finished"]),
            ("เผยแพร่แล้ว", counted["published"]),
        ]

    def kept(self, name: str, look_up: Callable[[], Kept]) -> Kept:
        """What is looked up, of very many agencies kept for a minute."""
        if self.number <= MANY:
            return look_up()
        return kept_or_made(cache, f"overseen-{self.user}-{self.number}-{name}", _SECONDS, look_up)


def _sorted(agencies: QuerySet[Agency], wanted: Wanted, today: date) -> QuerySet[Agency]:
    found = agencies
    if wanted.is_late or wanted.sort == LATE:
        found = _by_lateness(found, wanted, today)
    if wanted.sort in Kind.values:
        found = _by_step(found, wanted.year, Kind(wanted.sort))
    return found


def _by_lateness(agencies: QuerySet[Agency], wanted: Wanted, today: date) -> QuerySet[Agency]:
    year = wanted.year
    public = Publication.objects.current().filter(agency=OuterRef("pk"), year=year, kind=Kind.RESULT)
    due = Plan.objects.filter(agency=OuterRef("pk"), year=year, is_from_paper=False, report_due_on__lt=today)
    found = agencies.alias(_overdue=Subquery(due.values("report_due_on")[:1]), _latest=_latest(year, Kind.RESULT))
    # What is published was handed in, whatever edition has been begun since.
    waits = Q(_latest=None) | ~Q(_latest__in=UNDER_WAY)
    is_late = Q(_overdue__isnull=False) & waits & ~Exists(public)
    if wanted.is_late:
        found = found.filter(is_late)
    if wanted.sort == LATE:
        found = found.alias(_since=Case(When(is_late, then=F("_overdue")), default=Value(None)))
        found = found.order_by(F("_since").asc(nulls_last=True), "list_order", "pk")
    return found


def _by_step(agencies: QuerySet[Agency], year: int, kind: Kind) -> QuerySet[Agency]:
    """Those whose document isn't begun before all others; a year on paper has nothing to be done."""
    on_paper = Plan.objects.filter(agency=OuterRef("pk"), year=year, is_from_paper=True)
    found = agencies.alias(_document=_latest(year, kind))
    reached = [When(_document=state, then=Value(number)) for number, state in enumerate(_STEPS, start=1)]
    step = Case(When(Exists(on_paper), then=Value(len(_STEPS) + 1)), *reached, default=Value(0))
    return found.alias(_step=step).order_by("_step", "list_order", "pk")


def _latest(year: int, kind: Kind) -> Subquery:
    """The state of the latest edition of an agency's document of a year."""
    editions = Edition.objects.filter(report__plan__agency=OuterRef("pk"), report__plan__year=year, report__kind=kind)
    return Subquery(editions.order_by("-number").values("state")[:1])
