"""What a person should look at of an agency's evidence: found anew each time, settled by whoever looked, with a reason.

A settlement names what was seen: another file, another caption or another use of the file is another doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, TextField, When
from django.db.models.functions import Substr

from accounts.access import Refused
from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.websites import site_of
from audit.facts import JSON
from evidence.checks.doubt import Doubt, Piece, Use
from evidence.checks.every import doubts_of
from evidence.models import Evidence, EvidenceQuerySet, EvidenceSettlement
from evidence.services import links
from measures.models import EDITABLE, Measure, Plan
from measures.models.catalogue import Tool
from measures.reopening_holds import why_held
from measures.services import plan as plans
from measures.services.catalogue import items_of, of_plan
from measures.services.permission import Locked, may_edit_progress

# Characters of a text that are looked at; of what becomes public all that is kept of it.
_BEGINNING = Case(When(is_public=True, then=F("text")), default=Substr("text", 1, 4000), output_field=TextField())
Owners = Mapping[str, str]  # agencies' names by their websites
NOT_YOURS = "ทำได้เฉพาะผู้รับผิดชอบมาตรการนี้ หรือผู้ประสานงาน ITA"


@dataclass
class Looked:
    """A piece of evidence with its doubts: those that are open, and those that somebody settled."""

    evidence: Evidence
    open: list[Doubt] = field(default_factory=list)
    settled: list[EvidenceSettlement] = field(default_factory=list)


def of_measure(measure: Measure) -> dict[int, Looked]:
    """The evidence that a measure lists by its keys, in its order; at most five queries.

    Nothing is doubted of what is no longer kept.
    """
    rows = Evidence.objects.listed().filter(measure=measure).select_related("action", "added_by")
    return _looked(measure.plan, rows, loaded=_lists_loaded([measure]))


def of_year(plan: Plan, owners: Owners | None = None) -> list[Looked]:
    """The kept evidence of all measures of a plan, in the report's order; at most five queries.

    `owners` as owners_of() has them, where they were read already.
    """
    rows = Evidence.objects.of_year(plan).order_by("measure__position", "measure__pk", "position", "pk")
    return list(_looked(plan, rows, owners).values())


def of_measures(plan: Plan, measures: Sequence[Measure]) -> dict[int, list[Looked]]:
    """The same of several measures of a plan by their keys; at most five queries for any number of them."""
    found: dict[int, list[Looked]] = {measure.pk: [] for measure in measures}
    rows = Evidence.objects.kept().filter(measure__in=measures)
    for each in _looked(plan, rows, loaded=_lists_loaded(measures)).values():
        found[each.evidence.measure_id].append(each)
    return found


def may_settle(user: User, measure: Measure) -> bool:
    """Whether the person may settle doubts about a measure's evidence in its present state."""
    if user.can(Permission.REPORT_EDIT, on=measure.plan.agency):
        return True
    return measure.state in EDITABLE and may_edit_progress(user, measure)


def require_may_settle(user: User, measure: Measure) -> None:
    """Raises Refused for who may not, Locked while the year's report is with those who judge it."""
    if not may_settle(user, measure):
        raise Refused(Permission.REPORT_EDIT, measure.plan.agency, NOT_YOURS)
    if why := why_held(measure.plan):
        raise Locked(Permission.REPORT_EDIT, measure.plan.agency, why)


@transaction.atomic
def settle(*, evidence: Evidence, keys: Iterable[str], reason: str, by: User, now: datetime) -> list[Doubt]:
    """Keeps that a person looked at the doubts with these keys, and why they stand; returns those that were open.

    What is no longer seen, or settled already, is passed over.
    Raises Refused, Locked, ValidationError without a reason.
    """
    if not reason:
        raise ValidationError({"reason": "โปรดพิมพ์เหตุผล"})
    plans.lock(evidence.measure.plan_id)
    measure = Measure.objects.select_related("plan__agency").get(pk=evidence.measure_id)
    require_may_settle(by, measure)
    looked, wanted = of_measure(measure).get(evidence.pk), set(keys)
    chosen = [doubt for doubt in looked.open if doubt.key in wanted] if looked else []
    for doubt in chosen:
        row = EvidenceSettlement(evidence=evidence, key=doubt.key, reason=reason, by=by, at=now)
        row.full_clean(exclude=["evidence", "by"])
        row.save()
        facts: dict[str, JSON] = {"evidence": evidence.pk, "doubt": doubt.kind}
        plans.record("evidence.settled", by=by.pk, agency=measure.plan.agency, measure=measure, **facts)
    return chosen


def _lists_loaded(measures: Sequence[Measure]) -> str | None:
    """By which event the lists of items are known, where a page read it with its measures."""
    return getattr(measures[0], "lists_loaded", None) if measures else None


def _looked(
    plan: Plan, rows: EvidenceQuerySet, known: Owners | None = None, loaded: str | None = None
) -> dict[int, Looked]:
    found = list(rows.select_related("measure", "link_check").annotate(beginning=_BEGINNING).defer("text"))
    if not found:
        return {}
    uses, wordings = _uses(plan, found), _wordings(plan, found, loaded)
    owners = owners_of(plan, (row.address for row in found)) if known is None else known
    looked = {row.pk: Looked(row) for row in found}
    for row in found:
        if row.erased_at is None:
            piece = _piece(row, plan, uses[row.pk], wordings.get(row.item, ""), owners.get(site_of(row.address), ""))
            looked[row.pk].open.extend(doubts_of(piece))
    _settle(looked)
    return looked


def _settle(looked: Mapping[int, Looked]) -> None:
    """Takes the doubts that somebody settled out of the open ones; one query, and none where nothing is doubted."""
    doubted = [pk for pk, each in looked.items() if each.open]
    rows = EvidenceSettlement.objects.filter(evidence__in=doubted).select_related("by") if doubted else ()
    settled = {(one.evidence_id, one.key): one for one in rows}
    for pk in doubted if settled else ():
        found, looked[pk].open = looked[pk].open, []
        for doubt in found:
            if kept := settled.get((pk, doubt.key)):
                kept.message = doubt.message  # type: ignore[attr-defined]  # said beside it
                looked[pk].settled.append(kept)
            else:
                looked[pk].open.append(doubt)


def _piece(row: Evidence, plan: Plan, uses: Sequence[Use], wording: str, owner: str) -> Piece:
    opened, opened_on, days = links.seen_of(row)
    return Piece(
        year=plan.year,
        caption=row.caption,
        name=row.name,
        address=row.address,
        is_photograph=row.kind == Evidence.Kind.PHOTOGRAPH,
        is_public=row.is_public,
        pages=row.pages,
        text=row.beginning,  # type: ignore[attr-defined]  # annotated
        speaks_for=row.speaks_for,
        item=row.item,
        item_text=wording,
        uses=tuple(uses),
        opened=opened,
        opened_on=opened_on,
        days=days,
        owner=owner,
        is_handed_in=row.measure.state not in EDITABLE,
    )


def _uses(plan: Plan, rows: Sequence[Evidence]) -> dict[int, list[Use]]:
    """Where else in the agency each row's bytes, as kept or as sent, or its address, are evidence; one query."""
    same = Q(digest__in={row.digest for row in rows if row.digest})
    same |= Q(sent_digest__in={row.sent_digest for row in rows if row.sent_digest})
    same |= Q(address__in={row.address for row in rows if row.address})
    others = Evidence.objects.kept().filter(same, measure__plan__agency=plan.agency_id, measure__removed_at=None)
    by_what: dict[tuple[str, str], dict[int, Use]] = defaultdict(dict)
    for other in others.select_related("measure__plan").defer("text").order_by("measure__plan__year", "pk"):
        use = Use(other.pk, other.measure.plan.year, other.measure.called, other.item)
        for what in _names(other):
            by_what[what][other.pk] = use
    found: dict[int, list[Use]] = {}
    for row in rows:
        all_of_it = {pk: use for what in _names(row) for pk, use in by_what[what].items() if pk != row.pk}
        found[row.pk] = list(all_of_it.values())
    return found


def _names(row: Evidence) -> list[tuple[str, str]]:
    """By what a file or an address is known."""
    names = [("kept", row.digest), ("sent", row.sent_digest), ("address", row.address)]
    return [each for each in names if each[1]]


def owners_of(plan: Plan, addresses: Iterable[str]) -> Owners:
    """The websites of some links that are of one other agency, with its name; no query where no link is."""
    sites = {site for address in addresses if address and (site := site_of(address))}
    if not sites:
        return {}
    owners: dict[str, dict[int, str]] = defaultdict(dict)
    for pk, site, name in Agency.objects.filter(site__in=sites).values_list("pk", "site", "name"):
        owners[site][pk] = name
    # A website that several agencies share tells nothing, and one's own is no other's.
    return {site: "".join(of.values()) for site, of in owners.items() if len(of) == 1 and plan.agency_id not in of}


def _wordings(plan: Plan, rows: Iterable[Evidence], loaded: str | None) -> dict[str, str]:
    """The wording of each O item that is served, as the list of the plan's year has it; no query where none is.

    `loaded` as of_plan() takes it: the page's own lists hold the items too.
    """
    codes = {row.item for row in rows if row.item}
    if not codes:
        return {}
    if loaded is not None:
        listed = {code: of_plan(plan, loaded).get(plan.year, code) for code in codes}
        return {code: item.text for code, item in listed.items() if item is not None}
    items = items_of(plan.agency, plan.year, tool=Tool.OIT).filter(code__in=codes)
    return dict(items.values_list("code", "text"))
