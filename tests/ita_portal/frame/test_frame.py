"""The frame of every page: where one is, the years, the way to other agencies and out."""

import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch
from pytest_django import Settings

from accounts.models import Agency, User
from accounts.permissions import Role
from tests.accounts.making import a_member, a_person, a_plan, an_agency

pytestmark = pytest.mark.django_db


def opened_by(user: User, *, agency: Agency | None = None, view: str = "", year: int | None = None) -> HttpRequest:
    """A request as a view of an agency's page has it."""
    request = RequestFactory().get("/")
    request.user = user
    if agency:
        request.agency = agency  # type: ignore[attr-defined]  # as accounts.access.requires does
    namespace, _, name = view.rpartition(":")
    kwargs: dict[str, Any] = {"year": year} if year else {}
    request.resolver_match = ResolverMatch(lambda: None, (), kwargs, name, namespaces=[namespace] if namespace else [])
    return request


def page(request: HttpRequest) -> str:
    return render_to_string("_page.html", {}, request)


def test_the_top_bar_names_the_agency_and_the_person_with_their_post() -> None:
    agency, kanda = an_agency(), a_person()
    a_member(kanda, agency, post="นักพัฒนาชุมชนปฏิบัติการ")
    html = page(opened_by(kanda, agency=agency))
    assert "<b>อบต.ทุ่งสายธาร</b>" in html
    assert html.count("นางสาวกานดา ใจงาม") == 2
    assert "นักพัฒนาชุมชนปฏิบัติการ" in html


@pytest.mark.parametrize(
    ("role", "trial", "told"), [(Role.ADMINISTRATOR, True, 1), (Role.ADMINISTRATOR, False, 0), (Role.APPROVER, True, 0)]
)
def test_an_administrator_is_told_on_every_page_that_a_trial_certificate_signs(
    settings: Settings, role: Role, trial: bool, told: int
) -> None:
    settings.SIGNING_DEMO = trial
    agency, wilai = an_agency(), a_person("wilai")
    a_member(wilai, agency, role)
    assert page(opened_by(wilai, agency=agency)).count("รายงานลงนามด้วยใบรับรองทดลอง ไม่มีผลทางกฎหมาย") == told


def test_without_a_post_the_role_stands_there() -> None:
    agency, mana = an_agency(), a_person("mana")
    a_member(mana, agency, Role.COORDINATOR)
    assert '<span class="mute small">ผู้ประสานงาน ITA</span>' in page(opened_by(mana, agency=agency))


def test_years_are_listed_with_the_year_that_they_come_from_and_the_present_one_is_marked() -> None:
    agency, kanda = an_agency(), a_person()
    a_member(kanda, agency)
    for year in (2565, 2566, 2567):
        a_plan(agency, year)
    html = page(opened_by(kanda, agency=agency, year=2566))
    years = re.findall(
        r'<li>\s*<a href="[^"]*"( aria-current="true")?>\s*(ปี \d+ \(จากผลคะแนนปี \d+\)(?: – กำลังดู)?)\s*</a>', html
    )
    assert years == [
        ("", "ปี 2567 (จากผลคะแนนปี 2566)"),
        (' aria-current="true"', "ปี 2566 (จากผลคะแนนปี 2565) – กำลังดู"),
        ("", "ปี 2565 (จากผลคะแนนปี 2564)"),
    ]
    assert re.search(r"</span> ปี 2566\s+<span", html)


def test_outside_the_pages_of_a_year_the_latest_is_meant() -> None:
    agency, kanda = an_agency(), a_person()
    a_member(kanda, agency)
    a_plan(agency, 2565)
    a_plan(agency, 2567)
    assert re.search(r"</span> ปี 2567\s+<span", page(opened_by(kanda)))


def test_without_a_plan_there_is_no_menu_of_years() -> None:
    agency, kanda = an_agency(), a_person()
    a_member(kanda, agency)
    assert "ปีงบประมาณที่กำลังดู" not in page(opened_by(kanda, agency=agency))


@pytest.mark.parametrize(
    ("view", "entry"),
    [("agency_home", "หน้าแรก"), ("home", "หน้าแรก"), ("measures:list", "มาตรการ"), ("measures:action", "มาตรการ")],
)
def test_the_main_menu_marks_where_one_is(view: str, entry: str) -> None:
    agency, kanda = an_agency(), a_person()
    a_member(kanda, agency)
    a_plan(agency)
    html = page(opened_by(kanda, agency=agency, view=view, year=2566))
    assert re.findall(r'aria-current="page">([^<]+)</a>', html) == [entry]


def test_the_account_menu_leads_to_the_latest_year_of_the_persons_other_agencies() -> None:
    kanda, here, there = a_person(), an_agency(), an_agency("ban-rai", short_name="อบต.บ้านไร่")
    bare = an_agency("khao-noi", short_name="อบต.เขาน้อย")
    empty = an_agency("nong-pla", short_name="อบต.หนองปลา")
    for agency in (here, there, bare):
        a_member(kanda, agency)
    a_member(kanda, empty, Role.ADMINISTRATOR)
    a_plan(here)
    a_plan(there, 2565)
    a_plan(there, 2567)
    html = page(opened_by(kanda, agency=here, year=2566))
    assert re.findall(r"<a href=\"([^\"]*)\">ไปที่(อบต\.[^<]+)</a>", html) == [
        ("/a/ban-rai/2567/", "อบต.บ้านไร่"),
        ("/a/nong-pla/start/", "อบต.หนองปลา"),  # who administers it can begin there
    ]
    assert "จากผลคะแนนปี 2564" not in html, "years of the other agency are not this one's"


def test_an_overseer_sees_the_agency_that_they_look_at() -> None:
    agency, overseer = an_agency(), a_person("prasit", name="นายประสิทธิ์ ตรวจการ")
    a_plan(agency)
    html = page(opened_by(overseer, agency=agency, year=2566))
    assert "<b>อบต.ทุ่งสายธาร</b>" in html
    assert re.search(r"</span> ปี 2566\s+<span", html)


@pytest.mark.parametrize("many", [1, 3])
def test_the_frame_takes_three_queries_whatever_the_number_of_agencies_and_years(many: int) -> None:
    kanda = a_person()
    agencies = [an_agency(f"agency-{number}") for number in range(many)]
    for agency in agencies:
        a_member(kanda, agency)
        for year in range(2566, 2566 + many):
            a_plan(agency, year)
    request = opened_by(kanda, agency=agencies[0], year=2566)
    with CaptureQueriesContext(connection) as asked:
        page(request)
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("roles", "named"),
    [
        ([Role.OFFICER], False),
        ([Role.OFFICER, Role.COORDINATOR], True),
        ([Role.APPROVER], True),
        ([Role.ADMINISTRATOR], True),
        ([], True),
    ],
)
def test_the_menu_names_the_event_log_to_all_but_officers(roles: list[Role], named: bool) -> None:
    agency, person = an_agency(), a_person()
    for role in roles:
        a_member(person, agency, role)
    assert ("บันทึกเหตุการณ์" in page(opened_by(person, agency=agency))) == named, "without a role one is an overseer"


def test_a_fragment_without_the_frame_takes_no_query() -> None:
    request = opened_by(a_person(), agency=an_agency())
    with CaptureQueriesContext(connection) as asked:
        render_to_string("_task_row.html", {"title": "ลงนาม", "detail": "เผยแพร่แล้ว"}, request)
    assert len(asked) == 0


def test_signing_out_is_a_form_and_no_link() -> None:
    html = page(opened_by(a_person()))
    assert re.search(
        r'<form method="post" action="/accounts/logout/" data-signs-out>\s*<input type="hidden" name="csrfmiddleware',
        html,
    )
    assert 'href="/accounts/logout/"' not in html


def test_a_visitor_sees_the_public_bar(client: Client) -> None:
    html = client.get("/help/").content.decode()
    assert "รายงานคุณธรรมและความโปร่งใส" in html
    assert "ออกจากระบบ" not in html


def test_the_first_thing_on_a_page_leads_past_the_menus(client: Client) -> None:
    html = client.get("/help/").content.decode()
    assert re.search(r'<body>\s*<a class="skip" href="#main">ข้ามไปยังเนื้อหาหลัก</a>', html)
    assert '<main id="main" tabindex="-1"' in html


@pytest.mark.parametrize(("demo", "strips"), [(True, 1), (False, 0)])
def test_a_demonstration_says_so_on_every_page(client: Client, settings: Settings, demo: bool, strips: int) -> None:
    settings.DEMO = demo
    assert client.get("/help/").content.decode().count("ระบบสาธิต ข้อมูลสมมติ ไม่มีผลทางราชการ") == strips


def test_a_script_may_swap_only_what_a_form_answers(client: Client) -> None:
    html = client.get("/help/").content.decode()
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", html)
    assert config
    assert '"allowEval":false,"allowScriptTags":false' in config[1]
    assert '{"code":"409|422","swap":true}' in config[1]
