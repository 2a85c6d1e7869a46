"""What is in the database afterwards, held against the book of what was answered."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from audit.models import AuditEvent
from audit.verify import verify
from benchmarks.signing import Broken, hold
from measures.models import Action
from reports.models import Edition, Publication, Round, Signing

_PATIENCE = 180  # seconds for signatures that were on their way
_EVENTS = {"submit": "edition.submit", "approve": "edition.approve", "publish": "edition.publish"}


def counted(book: Path) -> dict[str, int]:
    """How often each act was answered."""
    acts = [entry["act"] for entry in entries(book)]
    return {act: acts.count(act) for act in ("save", "submit", "approve", "publish")}


def entries(book: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in book.read_text().splitlines()] if book.exists() else []


def missing(book: Path) -> Iterator[str]:
    """What was answered and is not there, or is there twice, or does not hold."""
    known = entries(book)
    yield from _words([each for each in known if each["act"] == "save"])
    plans = {act: {int(str(each["plan"])) for each in known if each["act"] == act} for act in _EVENTS}
    yield from _once(plans)
    yield from _signed()
    verdict = verify()
    if not verdict.whole:
        yield f"the log: {verdict.findings}"


def _words(saves: list[dict[str, object]]) -> Iterator[str]:
    """Each word that was saved stands in its measure."""
    texts: dict[int, str] = {}
    for measure, text in Action.objects.kept().values_list("measure", "text"):
        texts[measure] = texts.get(measure, "") + text
    for each in saves:
        if str(each["word"]) not in texts.get(int(str(each["measure"])), ""):
            yield f"measure {each['measure']}: a saved word is lost"


def _once(plans: dict[str, set[int]]) -> Iterator[str]:
    """Each act on a report was recorded once, whether it was answered or its answer was lost; those answered, are."""
    for act, action in _EVENTS.items():
        events = AuditEvent.objects.filter(action=action).values_list("subject", flat=True)
        if len(events) != len(set(events)):
            yield f"a report: {act} happened twice"
        recorded = set(events)
        for plan in plans[act]:
            edition = Edition.objects.get(report__plan=plan)
            if edition.subject not in recorded:
                yield f"plan {plan}: {act} was answered, and did not happen"
            if Round.objects.filter(edition=edition).count() != 1:
                yield f"plan {plan}: not one round"
    for plan in plans["publish"]:
        if Publication.objects.filter(round__edition__report__plan=plan).count() != 1:
            yield f"plan {plan}: not one publication"


def _signed() -> Iterator[str]:
    """Each approval that stands comes to one signature, and that holds."""
    end = time.monotonic() + _PATIENCE
    while Edition.objects.filter(state=Edition.State.APPROVED).exists() and time.monotonic() < end:
        time.sleep(1)
    approved = AuditEvent.objects.filter(action="edition.approve").values_list("subject", flat=True)
    signed = list(AuditEvent.objects.filter(action="edition.sign").values_list("subject", flat=True))
    for subject in approved:
        if signed.count(subject) != 1:
            yield f"{subject}: approved, and signed {signed.count(subject)} times"
            continue
        edition = Edition.objects.get(pk=subject.partition(":")[2])
        try:
            hold(Signing.objects.get(round__edition=edition), timezone.now())
        except Broken as broken:
            yield str(broken)
