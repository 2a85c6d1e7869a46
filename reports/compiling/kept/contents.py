"""What a plan's measures and evidence say: read once for as long as nothing of their agency is written.

Whatever changes a measure, what hangs on it, its evidence or its agency enters the event log in the same transaction,
and so do new lists of items: the last event of each says whether anything was written since. It is read first, so that
what a colleague writes meanwhile is at worst read twice. Within a transaction, which may have written what it has yet
to log, all is read anew and nothing is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any

from django.db.models import Count, Max, Subquery

from audit.chain import in_a_transaction
from audit.models import AuditEvent, AuditHead
from document import Measure as Printed
from document import ReportDocument, ScorePair
from document.doubts import Doubt
from evidence.models import LinkCheck
from ita.catalogue import Catalogue
from measures.models import Measure, Plan
from measures.services import catalogue
from measures.services.doubts.of_measure import moved_in_order
from measures.services.doubts.printed import printed
from reports.compiling import evidence_list
from reports.models.attached import Attached

_MOST = 16  # plans; one of a few measures takes 50 kB, one of five hundred 5 MB
_kept: OrderedDict[int, tuple[tuple[str, str | None], Contents, Opened]] = OrderedDict()
_lock = Lock()
Opened = tuple[int, datetime | None]  # how many of a plan's links were opened, and when the last was


@dataclass(frozen=True)
class Contents:
    """A plan's measures as a report prints them, each with its key and state, and what stands beside them.

    `due_on` are their days, `attached` is all evidence, `lists` are the items of its years, `moved` the doubts about
    numbers that were written by another year's list. `promised` are the measures of the year's plan as it was signed
    last, once somebody asked, `analysed` the scores alike, `scored` those before and after the measures, `told` the
    measures as the year's other documents print them, by kind. What should be looked at in evidence goes by what the
    worker saw of links, too, and by other agencies' websites: kept.evidence has it.
    """

    measures: tuple[Printed, ...]
    rows: tuple[tuple[int, str], ...]
    attached: tuple[Attached, ...]
    lists: Catalogue
    due_on: tuple[date | None, ...] = ()
    moved: tuple[Doubt, ...] = ()
    promised: list[tuple[Printed, ...]] = field(default_factory=list, compare=False)
    analysed: list[Any] = field(default_factory=list, compare=False)
    scored: list[tuple[ScorePair, ...]] = field(default_factory=list, compare=False)
    told: dict[str, tuple[Printed, ...]] = field(default_factory=dict, compare=False)

    def has(self, measures: tuple[Printed, ...]) -> bool:
        """Whether a document's measures were made of these, so that each stands in its place."""
        return bool(measures) and any(measures is each for each in (self.measures, *self.told.values()))


def of(plan: Plan) -> Contents:
    """What the plan says now; one query where nothing was written since it was read last."""
    if in_a_transaction():
        return read(plan)
    found = _state(plan)
    if found is None:
        return read(plan)
    state, opened = found
    with _lock:
        known = _kept.get(plan.pk)
    contents = known[1] if known is not None and known[0] == state else read(plan)
    with _lock:
        _kept[plan.pk] = state, contents, opened
        _kept.move_to_end(plan.pk)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return contents


def behind(plan: Plan, document: ReportDocument) -> Contents | None:
    """The contents that a document was made of, where they are those that are kept; no query."""
    with _lock:
        known = _kept.get(plan.pk)
    return known[1] if known is not None and known[1].has(document.measures) else None


def links_behind(plan: Plan, contents: Contents) -> Opened | None:
    """What was seen of the plan's links as the contents were asked for last, where they are kept; no query."""
    with _lock:
        known = _kept.get(plan.pk)
    return known[2] if known is not None and known[1] is contents else None


def forget() -> None:
    """Keeps nothing any more: for who writes without the log."""
    with _lock:
        _kept.clear()


def read(plan: Plan) -> Contents:
    """The same out of the tables; the same number of queries for any number of measures."""
    measures = list(Measure.objects.kept().filter(plan=plan).in_full())
    return Contents(
        tuple(map(printed, measures)),
        tuple((measure.pk, measure.state) for measure in measures),
        evidence_list.of_plan(plan, measures),
        catalogue.of_plan(plan),
        tuple(measure.due_on for measure in measures),
        moved_in_order(plan, measures),
    )


def _state(plan: Plan) -> tuple[tuple[str, str | None], Opened] | None:
    """The hashes of the last event of the agency and of the last list loaded, and what was opened of the plan's links;
    None where the agency has no event yet. One query.
    """
    events = AuditEvent.objects.order_by("-seq").values("hash")
    last = Subquery(events.filter(agency=plan.agency_id)[:1])
    lists = Subquery(events.filter(subject=catalogue.SUBJECT)[:1])
    links = LinkCheck.objects.filter(evidence__measure__plan=plan.pk).order_by().values("evidence__measure__plan")
    count, newest = (Subquery(links.annotate(n=each).values("n")) for each in (Count("opened_at"), Max("opened_at")))
    found = AuditHead.objects.values_list(last, lists, count, newest).first()
    return ((found[0], found[1]), (found[2] or 0, found[3])) if found and found[0] is not None else None
