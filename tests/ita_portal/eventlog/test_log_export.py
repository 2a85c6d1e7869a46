"""The event log as a file: what is shown, all of it; no cell is a formula; the hashes can be checked."""

import csv
import hashlib
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.events import BATCH
from audit.link import VERSION
from measures.models import State
from tests.ita_portal.eventlog.logging_office import happened, log_url
from tests.measures.reviewing import Office, an_office


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The tests' own sign-ins leave no events."""
    monkeypatch.setattr("ita_portal.signin.log.record", lambda *_, **__: None)
    return an_office()


def file(office: Office, name: str, query: str = "") -> str:
    response = office.client("coordinator").get(log_url(office, f"export.{name}{query}"))
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # a stream, as it should be


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_spreadsheet_gets_the_sentences_with_their_numbers_and_hashes(office: Office) -> None:
    office.measure(State.RETURNED)
    text = file(office, "csv")
    assert text.startswith('\ufeff"ลำดับ","เวลา","ผู้ทำรายการ","บทบาทในขณะนั้น","เหตุการณ์","เรื่อง","ข้อความ",')
    assert [(row["ลำดับ"], row["ผู้ทำรายการ"], row["เหตุการณ์"], row["ข้อความ"]) for row in rows(text)] == [
        ("2", "นายมานะ สุจริตธรรม", "ส่งมาตรการกลับแก้ไข", "ขอให้ระบุจำนวนผู้เข้าร่วม"),
        ("1", "นางสาวกานดา ใจงาม", "ส่งมาตรการให้ตรวจ", "ขอให้ระบุจำนวนผู้เข้าร่วม"),
    ]


def test_a_file_holds_what_the_filter_shows(office: Office) -> None:
    office.measure(State.HANDED_IN)
    happened(office.plan.agency, "report.compiled", "edition:1")
    assert [row["รหัสเหตุการณ์"] for row in rows(file(office, "csv", "?about=report"))] == ["report.compiled"]


def test_a_file_holds_nothing_of_another_agency(office: Office) -> None:
    other = office.people["foreign_coordinator"].memberships.get().agency
    happened(other, "measure.added", "measure:1")
    seen = happened(office.plan.agency, "measure.added", "measure:1")
    assert [json.loads(line)["seq"] for line in file(office, "jsonl").splitlines()] == [seen]
    assert [row["ลำดับ"] for row in rows(file(office, "csv"))] == [str(seen)]


def test_who_has_the_json_lines_can_compute_each_hash(office: Office) -> None:
    office.measure(State.TAKEN)
    events = [json.loads(line) for line in file(office, "jsonl").splitlines()]
    assert [event["sentence"].partition(" ")[0] for event in events] == ["ตรวจรับมาตรการ", "ส่งมาตรการให้ตรวจ"]
    for event in events:
        fields = {name: event[name] for name in ("seq", "at", "agency", "actor", "action", "subject", "data", "prev")}
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest() == event["hash"]
    assert events[0]["prev"] == events[1]["hash"]


@pytest.mark.parametrize("sign", "=＝+＋-－@＠")
def test_a_formula_that_someone_typed_is_text(office: Office, sign: str) -> None:
    measure = office.measure(State.HANDED_IN)
    office.decide(measure, "return", "coordinator", comment=f'{sign}HYPERLINK("http://x","y")')
    assert rows(file(office, "csv"))[0]["ข้อความ"] == f'\'{sign}HYPERLINK("http://x","y")'


def test_more_than_one_batch_comes_whole_and_in_order(office: Office) -> None:
    for number in range(BATCH + 1):
        happened(office.plan.agency, "measure.added", f"measure:{number + 1}")
    with CaptureQueriesContext(connection) as asked:
        seen = [json.loads(line)["seq"] for line in file(office, "jsonl").splitlines()]
    assert seen == list(range(BATCH + 1, 0, -1))
    assert len(asked) == 19, "a few for each batch of five hundred"


def test_another_form_is_not_found(office: Office) -> None:
    assert office.client("coordinator").get(log_url(office, "export.exe")).status_code == 404


def test_a_browser_saves_it_and_opens_nothing(office: Office) -> None:
    response = office.client("coordinator").get(log_url(office, "export.csv"))
    assert response["Content-Disposition"] == 'attachment; filename="log-thung-sai-than.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize(
    ("query", "said"), [("since=32 ก.ย. 66", "เช่น 30 ก.ย. 66"), ("who=999999", "ผู้ทำรายการ"), ("about=nothing", "เรื่อง")]
)
def test_a_filter_that_cannot_be_read_is_no_file_but_the_page_that_says_why(
    office: Office, form: str, query: str, said: str
) -> None:
    office.measure(State.HANDED_IN)
    response = office.client("coordinator").get(log_url(office, f"export.{form}?{query}"))
    assert (response.status_code, response["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert "Content-Disposition" not in response
    page = response.content.decode()
    assert "ยังค้นหาไม่ได้ โปรดแก้เงื่อนไข" in page
    assert re.search(rf'<p class="error"[^>]*>[^<]*{said}', page) or f'id="error_{query.partition("=")[0]}"' in page
