"""The report's own words: opening, problems, suggestions, who reports and who approves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts import changed
from accounts.access import require
from accounts.models import Membership, User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from document import Approver, ReportDocument
from document.doubts import FOUND_AGAIN, Doubt
from measures.models import Measure, Officer, Plan
from measures.services import catalogue
from measures.services.doubts.moved import without_twice
from measures.services.doubts.of_measure import moved_of_document
from measures.services.permission import may_edit_progress
from measures.services.plan import lock, touch
from reports.compiling.kept import contents, findings
from reports.compiling.kinds import analysed, promised
from reports.models import Edition, Report, Revision, Settlement
from reports.models.kinds import OF_A_YEAR, Kind

LISTS = ("defects", "developments", "ways", "problems", "suggestions")
_PRINTED = (
    *("opening", *LISTS, "reporter_name", "reporter_post", "reporter_unit"),
    *("reported_on_as_written", "approver_name", "approver_post", "capacity", "acting_for"),
)

_TYPED = (
    *("opening", *LISTS, "reported_on", "reported_on_as_written"),
    *("capacity", "acting_for", "with_scores"),
)


class Changed(changed.Changed):
    """Someone else saved the report's words while the form was open; nothing was written."""

    theirs: Edition


class Locked(Exception):
    """The report is submitted or approved, so that nobody changes its words; nothing was written."""


@dataclass(frozen=True)
class Wanted:
    """The report's words as a form says them; `base` is the digest of what the form was drawn from.

    A list, and whether scores are told, is None where the form of its kind has no place for it: it stays.
    """

    opening: str
    reporter: Officer | None
    reported_on: date | None
    reported_on_as_written: str
    approver: Membership | None
    capacity: str
    acting_for: str
    base: str
    problems: str | None = None
    suggestions: str | None = None
    defects: str | None = None
    developments: str | None = None
    ways: str | None = None
    with_scores: bool | None = None

    @property
    def typed(self) -> dict[str, object]:
        """What is to be stored, by its name."""
        return {name: value for name in _TYPED if (value := getattr(self, name)) is not None or name == "reported_on"}


def latest(plan: Plan, kind: Kind = Kind.RESULT) -> Edition:
    """The latest edition of the plan's report of a kind, in any state; one not stored yet where nobody saved any."""
    found = max(_stored(plan).filter(report__kind=kind), key=lambda each: each.number, default=None)
    return _taken_up(plan, kind, found)


def latest_of_each(plan: Plan) -> dict[Kind, Edition]:
    """The same of every kind, in the order of the year; one query."""
    found = {edition.kind: edition for edition in sorted(_stored(plan), key=lambda each: each.number)}
    return {kind: _taken_up(plan, kind, found.get(kind)) for kind in OF_A_YEAR}


def _stored(plan: Plan) -> QuerySet[Edition]:
    return Edition.objects.filter(report__plan=plan).select_related("report", "reporter__user", "approver__user")


def _taken_up(plan: Plan, kind: Kind, found: Edition | None) -> Edition:
    if found is not None:
        found.report.plan = plan
        return _with_posts(found)
    opening = kind.declared.words_of_opening(plan.assessed_year, plan.year)
    return Edition(report=Report(plan=plan, kind=kind), title=kind.declared.title, opening=opening)


def _with_posts(edition: Edition) -> Edition:
    """An open edition with the posts that were missing when people were named, and that their records have since."""
    if edition.is_open and edition.reporter:
        edition.reporter_post = edition.reporter_post or edition.reporter.post
    if edition.is_open and edition.approver:
        edition.approver_post = edition.approver_post or edition.approver.post
    return edition


def digest(edition: Edition) -> str:
    """Names what the compile form shows."""
    chosen = ["with_scores"] if edition.with_scores else []  # forms drawn before there was the choice hold as they are
    return changed.digest([getattr(edition, name) for name in _PRINTED] + chosen)


@transaction.atomic
def save(*, plan: Plan, wanted: Wanted, by: User, now: datetime, kind: Kind = Kind.RESULT) -> Edition:
    """Writes the report's words and keeps those that it replaces.

    Raises Locked, Changed if another saved other words since, Refused without the right.
    """
    require(by, Permission.REPORT_EDIT, on=plan.agency)
    locked = lock(plan.pk)
    edition = latest(plan, kind)
    if not edition.is_open:
        raise Locked
    if digest(edition) != wanted.base:
        if not _says(edition, wanted):
            raise Changed(edition)
        return edition  # a form sent twice changes nothing
    if edition._state.adding:
        edition.report, _ = Report.objects.get_or_create(plan=plan, kind=kind)
    before = _words(edition) if edition.pk else {}
    for name, value in wanted.typed.items():
        setattr(edition, name, value)
    _name_reporter(edition, wanted.reporter)
    _name_approver(edition, wanted.approver)
    edition.full_clean()
    edition.save()
    for field, text in before.items():
        if text and text != _words(edition)[field]:
            Revision.objects.create(edition=edition, field=field, text=text, by=by, at=now)
    touch(locked)
    chain.record("report.compiled", actor=by.pk, agency=plan.agency_id, subject=f"edition:{edition.pk}")
    return edition


@transaction.atomic
def keep_unchosen(*, plan: Plan, words: Mapping[str, str], by: User, now: datetime, kind: Kind = Kind.RESULT) -> None:
    """Keeps the words that a person gave up in a choice between two saves, once each, by the parts of the form.

    A report that was submitted meanwhile takes none. Raises Refused without the right.
    """
    require(by, Permission.REPORT_EDIT, on=plan.agency)
    lock(plan.pk)
    edition, kept = latest(plan, kind), list[str]()
    for part, text in words.items() if edition.pk and edition.is_open else ():
        if part == "with_scores":
            continue  # a tick is no words
        field = Revision.Field.APPROVER if part == "signer" else Revision.Field(part)
        if text and not edition.revisions.filter(field=field, text=text).exists():
            Revision.objects.create(edition=edition, field=field, text=text, by=by, at=now)
            kept.append(str(field))
    if kept:
        data: dict[str, JSON] = {"fields": list(kept)}
        chain.record("report.set_aside", actor=by.pk, agency=plan.agency_id, subject=f"edition:{edition.pk}", data=data)


def _words(edition: Edition) -> dict[str, str]:
    """What each field of the compile form shows, in words."""
    fields = Revision.Field
    post = Approver(edition.approver_name, edition.approver_post, edition.capacity, edition.acting_for)  # type: ignore[arg-type]  # a choice
    approver = f"{edition.approver_name} {post.printed_post}" if edition.approver_name else ""
    reporter = edition.reporter_name, edition.reporter_post, edition.reporter_unit
    return {
        fields.OPENING: edition.opening,
        **{fields(name): getattr(edition, name) for name in LISTS},
        fields.REPORTER: " ".join(filter(None, reporter)),
        fields.REPORTED_ON: edition.reported_on_as_written,
        fields.APPROVER: approver.strip(),
    }


def _says(edition: Edition, wanted: Wanted) -> bool:
    """Whether all that is wanted is stored already."""
    return not edition._state.adding and all(
        getattr(edition, name) == value
        for name, value in {**wanted.typed, "reporter": wanted.reporter, "approver": wanted.approver}.items()
    )


def _name_reporter(edition: Edition, officer: Officer | None) -> None:
    """Prints an officer's present name and post; the same officer keeps what was printed before."""
    if officer is not None and officer.pk == edition.reporter_id:
        return
    if officer is None and _is_as_on_paper(edition, edition.reporter):
        return
    edition.reporter = officer
    edition.reporter_name = officer.name if officer else ""
    edition.reporter_post = officer.post if officer else ""
    edition.reporter_unit = officer.unit.name if officer and officer.unit else ""


def _name_approver(edition: Edition, membership: Membership | None) -> None:
    if membership is not None and membership.pk == edition.approver_id:
        return
    if membership is None and _is_as_on_paper(edition, edition.approver):
        return
    edition.approver = membership
    edition.approver_name = membership.user.name if membership else ""
    edition.approver_post = membership.post if membership else ""


def _is_as_on_paper(edition: Edition, named: Officer | Membership | None) -> bool:
    """Whether a name stands as the document has it, of somebody whom the portal may not know."""
    return edition.report.plan.is_from_paper and named is None


def open_doubts(edition: Edition, document: ReportDocument) -> list[Doubt]:
    """What a person should still look at: found in the document now, or kept from its import, and not settled.

    Without what must be mended, which reports.compiling.completeness says.
    """
    plan = edition.report.plan
    held, years = contents.behind(plan, document), (document.assessed_year, document.measures_year)
    lists = held.lists if held else catalogue.of(plan.agency, *years)
    found = without_twice(findings.doubts(document, lists), held.moved if held else moved_of_document(plan))
    if edition.report.declared.is_final:
        found += promised.unanswered(promised.kept(edition.report.plan, held), document)
    if edition.report.declared.analyses:
        found += analysed.doubts(analysed.kept(plan, held), document)
    kept = (Doubt(each["key"], each["place"], each["message"]) for each in edition.import_doubts)
    found += [doubt for doubt in kept if doubt.kind not in FOUND_AGAIN]
    settled = settled_of(edition)
    return [doubt for doubt in found if (doubt.key, doubt.message[:1000]) not in settled and doubt.may_stand]


def settled_of(edition: Edition) -> set[tuple[str, str]]:
    """The key and the message of each doubt that somebody let stand."""
    return set(edition.settlements.values_list("key", "message")) if edition.pk else set()


@transaction.atomic
def settle(
    *,
    plan: Plan,
    doubts: Sequence[Doubt],
    by: User,
    now: datetime,
    measure: Measure | None = None,
    kind: Kind = Kind.RESULT,
) -> None:
    """Lets doubts stand: a person looked and wants the words as they are.

    Those about a `measure` may also be let stand by whoever enters its progress. Raises Locked, Refused without the
    right.
    """
    if measure is None or not may_edit_progress(by, measure):
        require(by, Permission.REPORT_EDIT, on=plan.agency)
    lock(plan.pk)
    edition = latest(plan, kind)
    if not edition.is_open:
        raise Locked
    if edition._state.adding:
        edition.report, _ = Report.objects.get_or_create(plan=plan, kind=kind)
        edition.save()
    for doubt in doubts:
        Settlement.objects.get_or_create(
            edition=edition, key=doubt.key, message=doubt.message[:1000], defaults={"by": by, "at": now}
        )
    chain.record("doubt.settled", actor=by.pk, agency=plan.agency_id, subject=f"edition:{edition.pk}")
