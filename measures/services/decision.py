"""The door through which every decision on a measure goes, one by one or many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from accounts.access import Refused
from accounts.changed import sha256_of
from accounts.models import User
from accounts.permissions import Permission
from audit.facts import JSON
from measures.models import Action, Decision, Measure, Outcome, State
from measures.models.one_in_full import with_lists
from measures.moves import OPENING, TRANSITIONS, rule
from measures.services import plan as plans
from measures.services.permission import answers_for
from measures.services.progress import content_of
from workflow import CommentNeeded, Overtaken, advance


class Reworded(Exception):
    """The measure no longer says what the page showed; nothing was written."""


@dataclass(frozen=True)
class Bulk:
    """What became of many: those that were done, and those that were not, each with the reason in Thai."""

    done: tuple[Measure, ...]
    refused: tuple[tuple[Measure, str], ...]


def past(measure: Measure) -> list[Decision]:
    """The decisions about a measure with who made them, the latest last; of the same object they are read once."""
    prefetch_related_objects([measure], Prefetch("decisions", Decision.objects.select_related("by")))
    return list(measure.decisions.all())


def round_of(measure: Measure) -> int:
    """The measure's present round: 0 before it was first handed in."""
    return measure.decisions.order_by("-round").values_list("round", flat=True).first() or 0


def digest_of(measure: Measure) -> str:
    """The SHA-256 of all that a measure says now: wording, steps, references, progress and who answers for it."""
    [stored] = with_lists(Measure.objects.filter(pk=measure.pk).order_by())
    return digest_in_full(stored)


def digest_in_full(stored: Measure) -> str:
    """The same of a measure that was fetched `in_full` or with_lists(), without a query."""
    actions: list[Action] = stored.kept_actions  # type: ignore[attr-defined]  # set by in_full
    outcomes: list[Outcome] = stored.kept_outcomes  # type: ignore[attr-defined]  # set by in_full
    # Codes beside the first and details stand in it where there are any, so that older digests stay what they were.
    details = [[each.kind, each.label, each.text] for each in stored.details.all()]
    facts = [
        [stored.code_as_written, stored.question, stored.heading_as_written, *stored.more_codes],
        [[step.marker, step.text] for step in stored.steps.all()],
        [[reference.as_written, reference.year] for reference in stored.references.all()],
        [[row.marker, content_of(row).digest] for row in actions],
        [[row.marker, row.text] for row in outcomes],
        # Who, not how they are printed: see docs/decisions/0007-names-of-officers.md.
        [[duty.officer_id, duty.as_written] for duty in stored.duties.all()],
        *([details] if details else []),
    ]
    return sha256_of(facts)


@transaction.atomic
def decide(
    *,
    measure: Measure,
    move: str,
    by: User,
    now: datetime,
    comment: str = "",
    seen_round: int | None = None,
    seen_digest: str = "",
) -> Decision:
    """Makes a move of measures.moves, and keeps it with its round, words and the digest of the text.

    `measure.state` is the state that the person saw; `seen_round` and `seen_digest` name the round and the text that
    their page showed. Raises KeyError for a move that isn't one, Refused, Overtaken, CommentNeeded, Reworded.
    """
    transition = TRANSITIONS[move]
    plan = plans.lock(measure.plan_id)
    last, digest = round_of(measure), digest_of(measure)
    if seen_round is not None and seen_round != last:
        raise Overtaken(Measure.objects.values_list("state", flat=True).get(pk=measure.pk))
    if seen_digest and seen_digest != digest and measure.state in transition.sources:
        raise Reworded
    number = last + 1 if move in OPENING else max(last, 1)
    plans.touch(plan)
    data: dict[str, JSON] = {"round": number, "digest": digest}
    if move in OPENING:
        data["on_behalf"] = not answers_for(by, measure)
    advance(measure, transition, by=by, rule=rule, comment=comment, data=data)
    return Decision.objects.create(
        measure=measure, round=number, move=move, by=by, at=now, comment=comment.strip(), digest=digest
    )


@transaction.atomic
def reopen_for_report(*, measures: Iterable[Measure], by: User, now: datetime, comment: str) -> list[Measure]:
    """Opens the taken ones among some measures again for whoever returns their report, with their reason.

    Who judges the report needs no right to check measures; they hold that of deciding on the report. Returns those
    that were opened. Raises Refused without that right.
    """
    asked = replace(TRANSITIONS["reopen"], permission=Permission.REPORT_DECIDE)
    opened = []
    for measure in measures:
        plans.lock(measure.plan_id)
        if Measure.objects.values_list("state", flat=True).get(pk=measure.pk) != State.TAKEN:
            continue
        number, digest = max(round_of(measure), 1), digest_of(measure)
        advance(measure, asked, by=by, comment=comment, data={"round": number, "digest": digest})
        facts = {"round": number, "move": Decision.Move.REOPEN, "digest": digest}
        Decision.objects.create(measure=measure, by=by, at=now, comment=comment.strip(), **facts)
        opened.append(measure)
    return opened


@transaction.atomic
def decide_many(
    *, measures: Iterable[tuple[Measure, int | None]], move: str, by: User, now: datetime, comment: str = ""
) -> Bulk:
    """Decides on each measure that can be decided on, in one transaction; each comes with the round that was seen.

    What a colleague was faster with, or what the person may not do, is left as it is and reported; any other failure
    leaves none done.
    """
    done: list[Measure] = []
    refused: list[tuple[Measure, str]] = []
    for measure, seen_round in measures:
        try:
            decide(measure=measure, move=move, by=by, now=now, comment=comment, seen_round=seen_round)
        except (Refused, Overtaken, CommentNeeded) as error:
            refused.append((measure, why_not(error, measure, by)))
        else:
            done.append(measure)
    return Bulk(tuple(done), tuple(refused))


@transaction.atomic
def hand_in_many(*, measures: Iterable[tuple[Measure, int, str]], move: str, by: User, now: datetime) -> Bulk:
    """The same for measures that the person hands in or completes; each comes with round and digest as they were seen.

    One that says something else by now is left as it is and reported.
    """
    done: list[Measure] = []
    refused: list[tuple[Measure, str]] = []
    for measure, seen_round, seen_digest in measures:
        try:
            decide(measure=measure, move=move, by=by, now=now, seen_round=seen_round, seen_digest=seen_digest)
        except Reworded:
            refused.append((measure, "ข้อความเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ โปรดอ่านอีกครั้ง"))
        except (Refused, Overtaken) as error:
            refused.append((measure, why_not(error, measure, by)))
        else:
            done.append(measure)
    return Bulk(tuple(done), tuple(refused))


def why_not(error: Refused | Overtaken | CommentNeeded, measure: Measure, by: User) -> str:
    """What to tell the person whose decision did not stand, in Thai."""
    if isinstance(error, Overtaken):
        last = measure.decisions.order_by("-pk").first()
        who = "ท่าน" if last is not None and last.by_id == by.pk else "ผู้อื่น"
        return f"{who}พิจารณาไปแล้ว ขณะนี้{State(error.state).label}"
    if isinstance(error, Refused):
        return error.reason
    return str(error)
