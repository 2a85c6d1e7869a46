"""Words among the published reports: what is found, in which order, by going through the list and by the index."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from editing.lists.key_paging import Place
from reports.models import Edition, Publication
from reports.models.publication import SHORTEST
from reports.publication import searching
from reports.publication.searching import Search
from reports.verification import throttle
from tests.factories import NOON
from tests.reports.publication.listed_reports import a_listed_report
from thai.text import fold, loose

pytestmark = pytest.mark.django_db
SPECIMENS = (
    "ร้อยละ 100% ของงบประมาณ",
    'ประกาศ "งดรับ งดให้" (No Gift Policy)',
    "ไฟล์ a_b และ a-b* NEAR OR AND NOT",
    "น้ำประปา ก้าวหน้า เก็บ ไก่ โต๊ะ ใจ แม่น้ำ ๆ ฯ",
    "เครื่องหมาย \\ และ ' และ ; DROP TABLE",
    "E-SERVICE ออนไลน์ ^column:search + {x}",
)
ASKED = (
    *("100%", "%", "__", "a_b", "a-b", "axb", '"งดรับ', '""', '"', "'", "\\", "\\\\", "*", "a-b*", "NEAR", "OR and"),
    *("(No", "น้ำ", "น้ํา", "ำประ", "เก็", "โต๊ะ", "ๆ", "ก้าว", "drop table", ";", "^column:search", "{x}", "search:ไก่"),
    *("-ไก่", "ก" * 300, "ไก่ " * 80, "e-service", "\uff25-\uff33\uff25\uff32\uff36\uff29\uff23\uff25", "๑๐๐", "ที่"),
    *("หมายเลข", "หมาย เลข", "\u200bไก่", "😀😀😀", "\x00ไก่"),
)


def keys(search: Search) -> list[int]:
    return [each.pk for each in search.page(None, 50).rows]


def found(words: str, *, is_near: bool = False) -> list[int]:
    told = tuple((loose if is_near else fold)(word) for word in fold(words).split())
    return keys(Search(Publication.objects.all(), told, is_near=is_near))


def expected(words: str) -> list[int]:
    """What Python finds, row by row."""
    rows = Publication.objects.newest_first()
    asked = fold(words).split()
    return [
        row.pk for row in rows if all(word in (row.heading if len(word) < SHORTEST else row.search) for word in asked)
    ]


@pytest.fixture
def only_by_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Going through the list never suffices: one row is looked through."""
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 1)


@pytest.mark.parametrize("asked", ASKED)
def test_the_index_finds_what_is_found_by_going_through_all(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, words in enumerate(SPECIMENS):
        a_listed_report(number, words)
    wanted = expected(asked)
    assert found(asked) == wanted
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 1)
    assert found(asked) == wanted


def test_the_specimens_are_found_at_all() -> None:
    for number, words in enumerate(SPECIMENS):
        a_listed_report(number, words)
    assert {asked for asked in ASKED if expected(asked)} >= {"100%", "a_b", '"งดรับ', "น้ำ", "drop table", "e-service"}


@pytest.mark.parametrize("asked", ASKED)
def test_whatever_is_typed_is_answered(asked: str, client: Client) -> None:
    a_listed_report(1, SPECIMENS[3])
    expected_status = 400 if "\x00" in asked else 200  # of an address that no browser sends
    assert client.get(f"/r/?{urlencode({'q': asked})}").status_code == expected_status


def test_the_newest_come_first_by_the_index_too(only_by_index: None) -> None:
    made = [a_listed_report(number, "โปร่งใส", at=NOON + timedelta(days=day)) for number, day in enumerate((5, 1, 3))]
    assert found("โปร่งใส") == [made[0].pk, made[2].pk, made[1].pk]


def test_words_of_what_is_no_longer_current_are_not_found_by_the_index(only_by_index: None) -> None:
    gone = a_listed_report(1, "น้ำประปา", state=Edition.State.REPLACED)
    current = a_listed_report(2, "น้ำประปา")
    assert found("น้ำประปา") == [current.pk]
    assert found("เทศบาลเมือง") == [current.pk, gone.pk]
    assert found("นำประปา", is_near=True) == [current.pk]


def test_the_index_follows_what_is_changed_and_deleted(only_by_index: None) -> None:
    kept, changed = a_listed_report(1, "น้ำประปา"), a_listed_report(2, "น้ำประปา")
    Publication.objects.filter(pk=changed.pk).update(search="ถนนลาดยาง")
    assert (found("น้ำประปา"), found("ลาดยาง")) == ([kept.pk], [changed.pk])
    changed.delete()
    assert found("ลาดยาง") == []


def test_a_short_word_is_looked_for_in_names_alone_and_the_page_says_so(client: Client) -> None:
    a_listed_report(7, "ข้อ E2 และ 99")
    assert found("99") == [] and len(found("เทศบาล 7")) == 1
    said = client.get("/r/?q=E2").content.decode()
    assert "คำที่สั้นกว่า 3 ตัวอักษร (e2)" in said and "CODE-7" not in said
    assert "คำที่สั้นกว่า" not in client.get("/r/?q=เทศบาล").content.decode()


@pytest.mark.parametrize("looked_through", [2, 1000])
def test_pages_lose_and_repeat_nothing_while_reports_come(
    looked_through: int, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "LOOKED_THROUGH", looked_through)
    monkeypatch.setattr("reports.views.public.PER_PAGE", 3)
    before = [a_listed_report(number, at=NOON) for number in range(8)]  # all of one moment
    url, shown, links = "/r/?q=เทศบาล", [], []
    for number in range(20, 23):
        page = client.get(url).content.decode()
        shown.append(re.findall(r'href="/r/(CODE-\d+)/"', page))
        links = re.findall(r'href="(\?[^"]*)"', page)
        a_listed_report(number)
        url = "/r/" + links[-1].replace("&amp;", "&")
    assert [code for codes in shown for code in codes] == [f"CODE-{row.round.code[5:]}" for row in reversed(before)]
    assert "after=" not in "".join(links)  # the last page leads back alone
    back = client.get("/r/" + next(link for link in links if "before=" in link).replace("&amp;", "&"))
    assert re.findall(r'href="/r/(CODE-\d+)/"', back.content.decode()) == shown[1]


def test_before_the_first_come_those_that_are_new() -> None:
    made = [a_listed_report(number) for number in range(5)]
    page = Search(Publication.objects.all()).page(Place(made[1].pk, is_after=False), 2)
    assert [row.pk for row in page.rows] == [made[3].pk, made[2].pk]
    assert (page.before, page.after) == (made[3].pk, made[2].pk)


@pytest.mark.parametrize(("most", "said"), [(3, "พบมากกว่า 3 ฉบับ"), (4, "พบ 4 ฉบับ")])
def test_a_count_ends_somewhere(most: int, said: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_COUNTED", most)
    for number in range(4):
        a_listed_report(number)
    assert said in client.get("/r/").content.decode()


def test_a_common_word_is_counted_as_far_as_one_looked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 12)
    monkeypatch.setattr(searching, "_FEW", 5)
    monkeypatch.setattr("reports.views.public.PER_PAGE", 3)
    for number in range(15):
        a_listed_report(number)
    assert "พบมากกว่า 10 ฉบับ" in client.get("/r/?q=เทศบาล").content.decode()


@pytest.mark.usefixtures("one_minute")
def test_who_searches_without_end_waits_and_who_reads_does_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "SEARCHES", throttle.Rate("search-tested", most=2, seconds=3600))
    a_listed_report(1)
    assert [client.get("/r/?q=เทศบาล").status_code for _ in range(3)] == [200, 200, 429]
    assert "มีการค้นหา" in client.get("/r/?q=เทศบาล").content.decode()
    assert client.get("/r/").status_code == client.get("/r/?year=2566").status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite: its index follows the rows by triggers")
def test_the_last_migration_leaves_the_triggers_of_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'reports_publication'")
        names = {name for (name,) in cursor.fetchall()}
    assert names >= {f"reports_publication_words_{name}" for name in ("come", "go", "change")}
