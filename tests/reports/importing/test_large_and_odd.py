"""The page with thirty measures and with three hundred, and what nobody types."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.authentication import sessions
from accounts.models import Agency
from accounts.permissions import Role
from reports.views.importing.boxes import A_PAGE
from tests.browsing import form_of, words_of
from tests.factories import a_user
from tests.house.hostile import Walk, drawn_for
from tests.reports.importing.bringing import URL, bring, buttons, go_on, send, the_draft
from tests.reports.importing.files import a_word_report
from tests.reports.importing.making import an_import_draft

pytestmark = pytest.mark.django_db
LARGEST_PAGE = 400_000  # bytes, of thirty measures


@pytest.fixture(autouse=True)
def last_use_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session's last use is written once a minute: on a slow machine that falls among the queries counted here."""
    monkeypatch.setattr(sessions, "_STEP", float("inf"))


def queries(ask: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert ask().status_code in (200, 302)
    return len(found)


@pytest.mark.parametrize("count", [1, 30])
def test_pages_make_as_many_queries_for_any_number_of_measures(manee: Any, count: int) -> None:
    page = bring(manee, a_word_report(count))
    url, form = page.request["PATH_INFO"], form_of(page)
    asked = {
        "draft": queries(lambda: manee.get(url)),
        "import": queries(lambda: manee.get(URL)),
        "take": queries(lambda: manee.get(f"{url}take/")),
        "save": queries(lambda: send(manee, form, m1_2_1_steps="อื่น")),
    }
    assert asked == {"draft": 8, "import": 7, "take": 8, "save": 35}


def test_thirty_measures_are_workable(manee: Any) -> None:
    page = bring(manee, a_word_report(30, more=" ณ ที่ทำการองค์การบริหารส่วนตำบล มีผู้เข้าร่วมจำนวนมาก" * 3))
    assert len(page.content) < LARGEST_PAGE, len(page.content)
    html = page.content.decode()
    assert html.count('<details class="box"') == 31 and html.count('<details class="box" id="m1-2-1" open>') == 0
    response = send(manee, form_of(page), "save", "1-31-1", m1_31_1_outcomes="บันทึกส่วนนี้")
    assert response["Location"].endswith("#m1-31-1")
    assert the_draft().corrections == {"1-31-1": {"outcomes": "บันทึกส่วนนี้"}}


def test_a_doubtful_measure_is_open_and_leads_to_both_sides(manee: Any) -> None:
    page = bring(manee, a_word_report(3, code_of=lambda number: "" if number == 1 else f"I{number + 1}"))
    html = page.content.decode()
    assert '<details class="box" id="m1-3-1" open>' in html and '<details class="box" id="m1-2-1">' in html
    assert 'href="#c1-3-1"' in html and 'id="c1-3-1"' in html
    assert 'href="#id_1-3-1-code"' in html and 'id="id_1-3-1-code"' in html


def test_more_measures_than_a_page_holds_are_parted(manee: Any) -> None:
    page = bring(manee, a_word_report(A_PAGE + 5))
    url = page.request["PATH_INFO"]
    assert "ส่วนที่ 1 จาก 2" in words_of(page) and page.content.decode().count('<details class="box"') == A_PAGE + 1
    last: Any = manee.get(f"{url}?page=2")
    assert last.content.decode().count('<details class="box"') == 6
    form = form_of(last)
    form.action = f"{url}?page=2"
    response = send(manee, form, "save", f"1-{A_PAGE + 2}-1", **{f"m1_{A_PAGE + 2}_1_outcomes": "ท้าย"})
    assert response["Location"] == f"{url}?page=2#m1-{A_PAGE + 2}-1"
    for odd in ("?page=0", "?page=-1", "?page=99999999", "?page=๒"):
        assert manee.get(f"{url}{odd}").status_code == 200


def test_markup_of_a_file_is_shown_as_it_stands(manee: Any) -> None:
    xss = "<xss>\"'&amp;</textarea><script>alert(1)</script>"
    page = bring(manee, a_word_report(2, more=xss, unit=xss), "<xss>.docx")
    page = go_on(manee, page, head_title=xss, m1_2_1_question=xss, m1_2_1_officers=xss)
    take = go_on(manee, page, "do", "take")
    for shown in (page, take, manee.get(URL)):
        html = shown.content.decode()
        assert "<xss" not in html and "<script>alert" not in html
        assert "&lt;xss&gt;" in html, shown.request["PATH_INFO"]


def test_no_page_answers_with_a_fault(manee: Any) -> None:
    page = bring(manee, a_word_report(2))
    url = page.request["PATH_INFO"]
    walk = Walk(manee)
    manee.raise_request_exception = False
    for at in (URL, url, f"{url}take/"):
        walk.address(at, drawn_for(at, manee.get(at)))
    walk.address(f"{url}pictures/1/", {})
    assert walk.faults == {}


_TEXTS = st.text(max_size=40) | st.sampled_from(
    ["1-2-1", "1-3", "0", "-1", "9" * 30, "measure", "a:b", "1-2-1,", "\x00"]
)
_NAMES = ["settle", "accept", "join", "apart", "reread", "forget", "save", "do", "base", "settled", "asked", "page"]
_FIELDS = ["1-2-1-base", "1-2-1-code", "head-base", "head-measures_year", "9-9-9-base", "9-9-9-steps", "column-1-1"]
_FIELDS += ["column-9-9", "choose-1-2-1-code", "merged-1-2-1-code", "head-reported_on", "1-2-1-officers"]


@given(sent=st.dictionaries(st.sampled_from(_NAMES + _FIELDS), _TEXTS, max_size=6), by_itself=st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_posts_are_answered(manee: Client, sent: dict[str, str], by_itself: bool) -> None:
    url = f"{URL}{_draft(manee)}/"
    headers = {"HX-Request": "true"} if by_itself else {}
    response = manee.post(url, sent, headers=headers)
    assert response.status_code in (200, 302, 400, 409, 422), sent
    assert manee.get(url).status_code == 200, sent


def _draft(manee: Client) -> int:
    from reports.models import ImportDraft  # noqa: PLC0415 - once an example

    found = ImportDraft.objects.first()
    return found.pk if found else int(bring(manee, a_word_report(2)).request["PATH_INFO"].split("/")[-2])


def test_a_button_of_a_page_of_before_does_nothing(manee: Any) -> None:
    page = bring(manee, a_word_report())
    joined = buttons(page, "join")[0]
    go_on(manee, page, "join", joined)
    for name, value in (("join", "ไม่มี"), ("apart", "x"), ("settle", "0" * 16), ("accept", "0:0"), ("forget", "1-2-1")):
        before = the_draft().choices
        page = go_on(manee, page, name, value)
        assert "หน้านี้เก่าไปแล้ว" in words_of(page), name
        assert the_draft().choices == before, name


def test_of_a_very_long_file_a_part_is_shown_and_that_is_said(manee: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = bring(manee, a_word_report(3))
    assert "แสดงเพียงส่วนต้น" not in words_of(page)
    monkeypatch.setattr("reports.views.importing.file_side.MOST_SHOWN", 900)
    said = words_of(manee.get(page.request["PATH_INFO"]))
    assert "ไฟล์ยาวมาก จึงแสดงเพียงส่วนต้น" in said and "มาตรการ/กิจกรรม" in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_drafts_makes_as_many_queries_for_any_number(manee: Any, agency: Agency, count: int) -> None:
    for number in range(count):
        an_import_draft(agency, a_user(f"someone{number}", Role.COORDINATOR, agency=agency))
    page = manee.get(URL)
    assert words_of(page).count("นำเข้าโดย") == count
    assert queries(lambda: manee.get(URL)) == 7
