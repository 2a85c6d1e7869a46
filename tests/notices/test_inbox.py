"""One's notices: unread first, opened by a press, read all at once; the header counts them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import State
from notices.models import Notice
from notices.write_notices import write_due
from tests.measures.reviewing import NOW, Office
from tests.notices.telling import moment

INBOX = "/me/notices/"


def shown(office: Office, who: str = "coordinator") -> list[str]:
    """The titles of a person's inbox, in its order."""
    html = office.client(who).get(INBOX).content.decode()
    return re.findall(r'(?:class="linklike" type="submit"|<li>\s*<div>\s*<a href="[^"]+")>\s*([^<]+?)\s*<', html)


def one(office: Office, who: str = "coordinator") -> Notice:
    return Notice.objects.get(user=office.people[who])


def test_what_was_told_stands_there_and_counts_in_the_header(office: Office) -> None:
    office.measure(State.HANDED_IN)
    write_due(office.plan.agency, now=moment(0))
    html = office.client("coordinator").get(INBOX).content.decode()
    assert shown(office) == ["ส่งมาให้ตรวจ: มาตรการ E14"]
    assert '<span class="count">1<span class="visually-hidden"> เรื่องยังไม่ได้อ่าน</span></span>' in html
    assert "การแจ้งเตือน (1 เรื่องยังไม่ได้อ่าน)" in html


def test_what_is_due_and_not_told_yet_stands_there_too_and_reading_writes_nothing(office: Office) -> None:
    office.measure(State.HANDED_IN)
    assert shown(office) == ["ส่งมาให้ตรวจ: มาตรการ E14"]
    assert "ยังไม่ได้อ่าน 1 เรื่อง" in office.client("coordinator").get(INBOX).content.decode()
    assert Notice.objects.count() == 0


def test_opening_leads_to_where_one_acts_and_counts_as_read(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    write_due(office.plan.agency, now=moment(0))
    response = office.client("coordinator").post(f"{INBOX}{one(office).pk}/open/")
    assert (response.status_code, response["Location"]) == (302, office.url("check", measure))
    assert one(office).read_at is not None


def test_what_is_unread_comes_first(office: Office) -> None:
    for n, code in enumerate(("E1", "E2", "E3")):
        office.measure(State.HANDED_IN, code, duties=office.duties[:1])
        write_due(office.plan.agency, now=moment(n))
    Notice.objects.filter(title__endswith="E3").update(read_at=NOW)
    assert [title[-2:] for title in shown(office)] == ["E2", "E1", "E3"]


def test_all_are_read_by_one_press_those_included_that_were_not_told_yet(office: Office) -> None:
    office.measure(State.HANDED_IN)
    office.client("coordinator").post(f"{INBOX}read/")
    assert one(office).read_at is not None
    assert 'class="count"' not in office.client("coordinator").get(INBOX).content.decode()
    assert Notice.objects.unread().filter(user=office.people["own_coordinator"]).count() == 1, "another's stay"


def test_anothers_notice_is_not_found(office: Office) -> None:
    office.measure(State.RETURNED, duties=office.duties[:1])
    write_due(office.plan.agency, now=moment(0))
    pk = one(office, "officer").pk
    for who in ("coordinator", "foreign_coordinator", "administrator"):
        assert office.client(who).post(f"{INBOX}{pk}/open/").status_code in (302, 404)
    assert one(office, "officer").read_at is None
    assert "ส่งกลับแก้ไข" not in office.client("foreign_coordinator").get(INBOX).content.decode()


def test_what_someone_typed_is_shown_as_text(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    office.decide(measure, "return", "coordinator", comment="<script>alert(1)</script>\nบรรทัดที่สอง")
    html = office.client("officer").get(INBOX).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nบรรทัดที่สอง" in html
    assert "<script>alert" not in html


def test_an_empty_inbox_says_what_will_come(office: Office) -> None:
    assert "ยังไม่มีเรื่องที่ต้องแจ้งท่าน" in office.client("other_officer").get(INBOX).content.decode()


def test_it_says_where_letters_go_or_that_none_do(office: Office) -> None:
    assert "mana@office.example" in office.client("coordinator").get(INBOX).content.decode()
    assert "บัญชีของท่านไม่มีที่อยู่อีเมล" in office.client("unit_mate").get(INBOX).content.decode()


def test_fifty_stand_on_a_page(office: Office) -> None:
    user, agency = office.people["coordinator"], office.plan.agency
    rows = [
        Notice(user=user, agency=agency, kind="due", key=f"k{n}", title=f"เรื่องที่ {n}", url="/", created_at=NOW)
        for n in range(51)
    ]
    Notice.objects.bulk_create(rows)
    assert (len(shown(office)), "หน้า 1 จาก 2" in office.client("coordinator").get(INBOX).content.decode()) == (50, True)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_inbox_takes_the_same_queries_for_any_number_of_notices(office: Office, many: int) -> None:
    user, agency = office.people["coordinator"], office.plan.agency
    rows = [Notice(user=user, agency=agency, kind="due", key=f"k{n}", url="/", created_at=NOW) for n in range(many)]
    Notice.objects.bulk_create(rows)
    office.measure(State.HANDED_IN)
    client = office.client("coordinator")
    with CaptureQueriesContext(connection) as asked:
        client.get(INBOX)
    assert len(asked) == 25
