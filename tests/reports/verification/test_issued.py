"""What the portal's own record says of a file comes before its signatures; what was never published is not known."""

import hashlib

import pytest

from pades.signing.level import Level
from reports.models import Edition
from reports.verification import issued
from reports.verification.findings import Check, checks, facts
from reports.verification.judge import judge, judge_known
from reports.verification.round_code import stored_form
from tests.pades.genuine import CODE, NOW, World
from tests.reports.verification.issuing import PUBLIC, a_signed_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper", "installed")]


@pytest.mark.parametrize(("state", "verdict"), PUBLIC.items())
def test_the_record_decides_on_a_file_that_was_published(world: World, state: str, verdict: str) -> None:
    pdf = world.files[Level.B_T]
    made = a_signed_round(pdf, state)
    judgement = judge(pdf, now=NOW)
    assert (judgement.verdict, judgement.issued, judgement.named) == (verdict, issued.by_code(CODE), None)
    assert judgement.issued is not None and judgement.examination is not None
    assert (judgement.issued.agency, judgement.issued.title) == (made.edition.agency.name, made.edition.title)
    assert judgement.examination.holds


@pytest.mark.parametrize("state", [each for each in Edition.State if each not in PUBLIC])
def test_what_was_never_published_is_unknown_by_bytes_and_by_code(world: World, state: str) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, state)
    sha256 = hashlib.sha256(pdf).hexdigest()
    assert (issued.find_issued(sha256), issued.by_code(CODE), judge_known(sha256, now=NOW)) == (None, None, None)


def test_a_file_that_only_the_portals_key_signed_is_signed_and_not_issued(world: World) -> None:
    judgement = judge(world.files[Level.B_T], now=NOW)
    assert (judgement.verdict, judgement.issued, judgement.is_demo) == ("SIGNED_OK", None, True)
    assert Check("no", "ไม่ตรงกับฉบับที่เผยแพร่ในระบบนี้") in checks(judgement)


def test_an_altered_file_leads_to_the_real_one_by_the_code_that_it_names(world: World) -> None:
    a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    judgement = judge(world.files[Level.B_T] + b"x", now=NOW)
    assert (judgement.verdict, judgement.named) == ("ALTERED", issued.by_code(CODE))


def test_a_file_that_we_issued_is_judged_without_being_sent(world: World) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, Edition.State.PUBLISHED)
    assert judge_known(hashlib.sha256(pdf).hexdigest(), now=NOW) == judge(pdf, now=NOW)


def test_an_issued_file_stays_issued_after_its_certificate_ended(world: World) -> None:
    pdf = world.files[Level.B_B]
    a_signed_round(pdf, Edition.State.PUBLISHED)
    judgement = judge(pdf, now=NOW.replace(year=NOW.year + 20))
    assert judgement.verdict == "ISSUED"
    assert judgement.examination is not None and not judgement.examination.holds


def test_the_facts_name_verdict_file_and_signatures(world: World) -> None:
    found = facts(judge(world.files[Level.B_T], now=NOW))
    assert (found["verdict"], found["good"], found["level"], found["problems"]) == ("SIGNED_OK", True, "B-T", [])
    assert [(each["field"], each["problems"]) for each in found["signatures"]] == [("Reporter", []), ("Approver", [])]


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        f"  {CODE.replace('-', ' ')}\n",
        "tstn 2566 7k4m 92qd oghx 5tbi",
        "TSTN–2566–7K4M–92QD–0GHX–5TB1",
        "TSTN-๒๕๖๖-7K4M-92QD-0GHX-5TB1",
        f"https://report.example.go.th/v/{CODE}/",
        f" http://127.0.0.1:8000/r/{CODE.lower()}",
        f"https://report.example.go.th/r/{CODE}/report.pdf?download=1#page=2",
        f"https://report.example.go.th/v/?code={CODE}",
        f"report.example.go.th/v/?x=1&code={CODE.replace('-', '%20')}&y=2",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert stored_form(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "x" * 100_000,
        CODE[:-1],
        CODE[4:],
        "TSTN-2566-7K4M-92QD-0GHX-5TBU",
        "รหัส",
        "https://report.example.go.th/v/",
        f"https://report.example.go.th/x/{CODE}/",
    ],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert stored_form(typed) is None
