"""An internet of the test's own, and links that somebody attached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from accounts.models import Agency
from evidence.models import Evidence, LinkCheck
from evidence.opening.seen import Opened, Seen
from evidence.services import doubts, keeping
from evidence.services.keeping import Facts
from evidence.services.open_links import open_waiting
from measures.models import Measure
from tests.evidence.conftest import Office
from tests.factories import NOON

NEWS = "https://www.thungsaithan.go.th/news/1"
OTHER = "https://www.thungsaithan.go.th/news/2"
GONE, FINE = Opened(Seen.REFUSES, 404, "www.thungsaithan.go.th"), Opened(Seen.OPENS, 200, "www.thungsaithan.go.th")
BUSY = Opened(Seen.BUSY, 503, "www.thungsaithan.go.th")
DAY = timedelta(days=1)


class Internet:
    """What each address answers, and which were opened together; other addresses open."""

    def __init__(self, **answers: Opened) -> None:
        self.answers: dict[str, Opened] = answers
        self.asked: list[list[str]] = []

    def __call__(self, addresses: Sequence[str]) -> dict[str, Opened]:
        self.asked.append(list(addresses))
        return {each: self.answers.get(each, FINE) for each in addresses}


def work(internet: Callable[[Sequence[str]], dict[str, Opened]], now: datetime = NOON) -> int:
    """One job of the worker."""
    return open_waiting(lambda: now, year=2566, opener=internet, rest=lambda seconds: None)


def attached(office: Office, measure: Measure, address: str = NEWS) -> Evidence:
    """A link that somebody attached by the form's own way."""
    return keeping.add(measure=measure, sent=address, facts=Facts("หน้าข่าว"), by=office.mana, now=NOON)


def kinds(measure: Measure) -> list[str]:
    return [doubt.kind for each in doubts.of_measure(measure).values() for doubt in each.open]


def check_of(evidence: Evidence) -> LinkCheck:
    return LinkCheck.objects.get(evidence=evidence)


def answering(address: str, opened: Opened) -> Internet:
    internet = Internet()
    internet.answers[address] = opened
    return internet


def opened_at(link: Evidence, moment: datetime) -> None:
    LinkCheck.objects.filter(evidence=link).update(
        state=Seen.OPENS, status=200, opened_at=moment, next_at=moment + 30 * DAY
    )


def website(agency: Agency, site: str) -> None:
    Agency.objects.filter(pk=agency.pk).update(website=f"https://www.{site}/", site=site)
