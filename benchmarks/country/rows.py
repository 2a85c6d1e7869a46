"""The rows of a country, table by table, in the order in which they lean on each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache

from django.db import connection, models

from accounts.list_order import list_order
from accounts.models import Agency, Membership, Unit, User
from audit.link import Link
from audit.models import AuditEvent, AuditHead
from benchmarks.country import ROLES, Country, code_of, day_of, each_year, noon, some_words, state_of
from benchmarks.country.copying import Facts, in_order, load, next_key
from document import ReportDocument, canonical
from document import values as document
from ita.codes import tool_of
from measures.models import Action, Decision, Measure, MeasureOfficer, Officer, Outcome, Plan, Step
from reports.models import Decision as ReportDecision
from reports.models import Edition, Publication, Report, Round, Signing
from tests.database import guards_lifted
from thai.text import fold, loose

_HELD = {"agency": Agency, "user": User, "plan": Plan, "measure": Measure, "edition": Edition, "unit": Unit}
_FILES = ("report.pdf", "report.json", "report.csv", "report.zip")


def find_keys(country: Country) -> None:
    """From which keys on the rows are counted."""
    country.first = {name: next_key(model) for name, model in _HELD.items()}


def name_of(number: int) -> str:
    return f"องค์การบริหารส่วนตำบลที่ {number + 1}"


def _agencies(country: Country) -> Iterator[Facts]:
    for n in range(country.agencies):
        yield {
            "id": country.agency(n), "slug": f"agency-{n}", "code": f"A{n}X", "name": name_of(n), "mfa_optional": True,
            "short_name": f"อบต.ที่ {n + 1}", "province": f"จังหวัดที่ {n % 76 + 1}", "department": f"กรมที่ {n % 12 + 1}",
            "list_order": list_order(f"จังหวัดที่ {n % 76 + 1}", name_of(n)), "folded_name": fold(name_of(n)),
        }  # fmt: skip


def _units(country: Country) -> Iterator[Facts]:
    for n in range(country.agencies):
        yield {
            "id": country.first["unit"] + n,
            "agency_id": country.agency(n),
            "name": "กองช่าง",
            "short_name": "กองช่าง",
        }


def _users(country: Country) -> Iterator[Facts]:
    for n, place in in_order(country.agencies, len(ROLES)):
        name = f"{ROLES[place]}{place}-{n}"
        yield {
            "id": country.user(n, place), "username": name, "name": f"นาย{name}", "email": f"{name}@mail.example",
            "password": country.password, "date_joined": noon(country.today - timedelta(days=2000)),
        }  # fmt: skip


def _memberships(country: Country) -> Iterator[Facts]:
    first = next_key(Membership)
    for number, (n, place) in enumerate(in_order(country.agencies, len(ROLES))):
        yield {
            "id": first + number, "user_id": country.user(n, place), "agency_id": country.agency(n),
            "role": ROLES[place], "post": "ปลัด",
        }  # fmt: skip


def _officers(country: Country) -> Iterator[Facts]:
    """The key of an agency's officer is that of its person."""
    for n, place in in_order(country.agencies, len(ROLES)):
        yield {
            "id": country.user(n, place), "agency_id": country.agency(n), "unit_id": country.first["unit"] + n,
            "user_id": country.user(n, place), "name": f"นาย{ROLES[place]}{place}-{n}", "post": "นักวิชาการ",
        }  # fmt: skip


def _plans(country: Country) -> Iterator[Facts]:
    for n, year in each_year(country, published=False):
        number = country.last_year - country.years + 1 + year
        earlier = timedelta(days=365 * (country.last_year - number))
        yield {
            "id": country.plan(n, year), "agency_id": country.agency(n), "year": number, "assessed_year": number - 1,
            "report_due_on": country.today + timedelta(days=60 + n % 30) - earlier, "revision": 1,
        }  # fmt: skip


def _measures(country: Country) -> Iterator[Facts]:
    for n, year, m in in_order(country.agencies, country.years, country.measures):
        code = code_of(m)
        yield {
            "id": country.measure(n, year, m), "plan_id": country.plan(n, year), "position": m, "code": code,
            "code_as_written": code, "tool": tool_of(code), "question": some_words(m, number=8),
            "due_on": day_of(country, n, year, m), "state": state_of(country, n, year, m),
        }  # fmt: skip


def _below(model: type[models.Model], words: int) -> Callable[[Country], Iterator[Facts]]:
    def rows(country: Country) -> Iterator[Facts]:
        first = next_key(model)
        for number, (n, year, m) in enumerate(in_order(country.agencies, country.years, country.measures)):
            text = some_words(n, year, m, words, number=words)
            yield {"id": first + number, "measure_id": country.measure(n, year, m), "position": 0, "text": text}

    return rows


def _duties(country: Country) -> Iterator[Facts]:
    first = next_key(MeasureOfficer)
    for number, (n, year, m) in enumerate(in_order(country.agencies, country.years, country.measures)):
        key = country.measure(n, year, m)
        yield {"id": first + number, "measure_id": key, "officer_id": country.user(n, m % 2), "position": 0}


def _measure_decisions(country: Country) -> Iterator[Facts]:
    """Of each measure that is no longer open, that it was handed in, and what became of it."""
    key, moves = next_key(Decision), {"handed_in": ["hand_in"], "taken": ["hand_in", "take"], "open": []}
    moves["returned"] = ["hand_in", "return"]
    for n, year, m in in_order(country.agencies, country.years, country.measures):
        for place, move in enumerate(moves[state_of(country, n, year, m)]):
            at = noon(country.today - timedelta(days=365 * (country.years - 1 - year) + 20 + (n + m) % 60 - place))
            yield {
                "id": key, "measure_id": country.measure(n, year, m), "round": 1, "move": move, "at": at,
                "by_id": country.user(n, 0 if move == "hand_in" else 2), "digest": "0" * 64,
                "comment": "ขอให้ระบุจำนวนผู้เข้าร่วม" if move == "return" else "",
            }  # fmt: skip
            key += 1


def _reports(country: Country) -> Iterator[Facts]:
    for n, year in each_year(country, published=False):
        yield {"id": country.plan(n, year), "plan_id": country.plan(n, year), "kind": "result"}


def _editions(country: Country) -> Iterator[Facts]:
    """The key of an edition, of its round, signing and publication is that of its plan."""
    for n, year in each_year(country, published=False):
        state = "published" if year < country.years - 1 else "draft"
        yield {"id": country.plan(n, year), "report_id": country.plan(n, year), "state": state, "title": "รายงานผล"}


def _document(country: Country, n: int, year: int) -> str:
    rows = tuple(
        document.Measure(
            code_of(m), code_of(m), tool_of(code_of(m)), some_words(m, number=8), f"มาตรการข้อ {code_of(m)} :",
            actions=(document.Action("", some_words(n, year, m, 12, number=12)),),
            outcomes=(document.MarkedText("-", some_words(n, year, m, 6, number=6)),),
        )
        for m in range(country.measures)
    )  # fmt: skip
    number = country.last_year - country.years + 1 + year
    made = ReportDocument(
        kind="result", agency=name_of(n), title="รายงานผลการดำเนินการ", assessed_year=number - 1, measures_year=number,
        opening="", measures=rows, problems=(), suggestions=(), reporter=document.Reporter("นายดี", "กองช่าง"),
        reported_on=None, reported_on_as_written="",
    )  # fmt: skip
    return canonical(made).decode()


def _code(country: Country, n: int, year: int) -> str:
    """Of the portal's form, so that it leads to a page; nobody has to be kept from guessing it."""
    secret = f"{country.plan(n, year):016}"
    number = country.last_year - country.years + 1 + year
    return "-".join((f"A{n}X", str(number), *(secret[at : at + 4] for at in range(0, 16, 4))))


def _rounds(country: Country) -> Iterator[Facts]:
    members = dict(Membership.objects.filter(role="approver").values_list("agency", "pk"))
    for n, year in each_year(country, published=True):
        text = _document(country, n, year)
        yield {
            "id": country.plan(n, year), "edition_id": country.plan(n, year), "number": 1,
            "code": _code(country, n, year),
            "document": text, "digest": hashlib.sha256(text.encode()).hexdigest(), "pictures": [], "revision": 1,
            "pdf_digest": _digest(n, year, "report.pdf"), "approver_id": members[country.agency(n)],
            "approver_name": f"นายapprover3-{n}", "approver_post": "นายก", "submitted_by_id": country.user(n, 2),
            "submitted_at": _published_at(country, n, year) - timedelta(days=9),
        }  # fmt: skip


def _report_decisions(country: Country) -> Iterator[Facts]:
    key = next_key(ReportDecision)
    for n, year in each_year(country, published=True):
        for place, (move, who) in enumerate((("submit", 2), ("approve", 3), ("publish", 2))):
            yield {
                "id": key, "round_id": country.plan(n, year), "move": move, "by_id": country.user(n, who),
                "name": f"นาย{ROLES[who]}{who}-{n}", "declaration": "ยืนยัน",
                "at": _published_at(country, n, year) - timedelta(days=9 - 4 * place),
            }  # fmt: skip
            key += 1


def _signings(country: Country) -> Iterator[Facts]:
    for n, year in each_year(country, published=True):
        at = _published_at(country, n, year) - timedelta(days=5)
        yield {
            "id": country.plan(n, year), "round_id": country.plan(n, year), "state": "done", "next_at": at,
            "signed_at": at, "pdf_digest": _digest(n, year, "signed"), "certificate": "0" * 64, "level": "B-LT",
        }  # fmt: skip


def _publications(country: Country) -> Iterator[Facts]:
    """Word by word, for that is the same, and all words are few."""
    folded, loosened = cache(fold), cache(loose)
    for n, year in each_year(country, published=True):
        whose = f"{name_of(n)} อบต.ที่ {n + 1} จังหวัดที่ {n % 76 + 1} รายงานผลการดำเนินการ".split()
        words = [
            *whose,
            *(word for m in range(country.measures) for word in some_words(n, year, m, 12, number=12).split()),
        ]
        yield {
            "id": country.plan(n, year), "round_id": country.plan(n, year), "heading": " ".join(map(folded, whose)),
            "agency_id": country.agency(n), "year": country.last_year - country.years + 1 + year, "kind": "result",
            "published_at": _published_at(country, n, year), "search": " ".join(map(folded, words)),
            "near": "".join(map(loosened, words)),
            "files": {name: {"digest": _digest(n, year, name), "size": 1000} for name in _FILES},
        }  # fmt: skip


def _published_at(country: Country, n: int, year: int) -> datetime:
    return noon(country.today - timedelta(days=365 * (country.years - 1 - year) - 30 - n % 60))


def _digest(n: int, year: int, name: str) -> str:
    return hashlib.sha256(f"{n} {year} {name}".encode()).hexdigest()


def load_events(country: Country) -> int:
    """So many of each agency, of its measures' progress, chained to what the log holds already."""
    head = AuditHead.objects.get()
    last = Link(head.seq, noon(country.today), None, None, "", "", "", "")
    kept = [head.hash]

    def rows() -> Iterator[Facts]:
        seq, previous = last.seq, kept[0]
        begun = noon(country.today - timedelta(days=300))
        for event, n in in_order(country.events, country.agencies):
            seq += 1
            at = begun + timedelta(days=280) * event / max(country.events, 1) + timedelta(seconds=n)
            subject = f"measure:{country.measure(n, country.years - 1, event % country.measures)}"
            actor = country.user(n, event % 2)
            link = Link(seq, at, country.agency(n), actor, "progress.saved", subject, "{}", previous)
            previous = link.hash()
            kept[:] = [previous]
            yield {**link._asdict(), "hash": previous}

    with guards_lifted(connection):
        number = load(AuditEvent, rows())
        AuditHead.objects.filter(pk=head.pk).update(seq=last.seq + number, hash=kept[0])
    return number


def analyse() -> None:
    """What the planner knows is what is there."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


TABLES: tuple[tuple[type[models.Model], Callable[[Country], Iterator[Facts]]], ...] = (
    (Agency, _agencies), (Unit, _units), (User, _users), (Membership, _memberships), (Officer, _officers),
    (Plan, _plans), (Measure, _measures), (Step, _below(Step, 6)), (Action, _below(Action, 12)),
    (Outcome, _below(Outcome, 6)), (MeasureOfficer, _duties), (Decision, _measure_decisions), (Report, _reports),
    (Edition, _editions), (Round, _rounds), (ReportDecision, _report_decisions), (Signing, _signings),
    (Publication, _publications),
)  # fmt: skip
