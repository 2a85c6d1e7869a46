"""An overseer reads many agencies' scores on one page: theirs, no others, as a plain reckoning finds them."""

from __future__ import annotations

import csv
import io
import re
import statistics
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency
from accounts.permissions import Role
from document.grids import sheets
from ita.catalogue import load_csv
from ita_portal.home.overview_scores.views import PER_PAGE
from measures.models import Indicator, State
from measures.services import catalogue
from reports.models import Edition, Report
from reports.models.kinds import Kind
from scores.models import Score, ScoreSheet
from scores.services import results as years
from scores.services.comparing.kept import gathered
from scores.services.comparing.shared import shared_items
from tests.accounts.office import signed_in
from tests.factories import a_plan, a_user, an_agency, an_overseer
from tests.ita_portal.home.test_overview_agencies import a_measure, cells, listed
from tests.scores.many import ITEMS, TOOLS, a_score, a_sheet, agencies

pytestmark = pytest.mark.django_db
URL, YEAR = "/overview/scores/", 2566


def page_of(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def names(page: str) -> list[str]:
    """Of the agencies in the first table, without province and kind."""
    return [name.split()[0] for name in listed(page)]


def items(page: str) -> dict[str, list[str]]:
    """The cells of the second table by the item's code."""
    rows = page[page.index("ข้อที่หลายหน่วยงานได้ต่ำกว่าเกณฑ์") :].split("<tr>")[2:]
    texts = ([" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split(r"</t[hd]>", row)] for row in rows)
    return {row[0].split()[0]: row[1:4] for row in texts}


@pytest.fixture
def overseer() -> Client:
    return signed_in(an_overseer(province="สายธาร"))


def test_total_level_tools_measures_and_documents_stand_side_by_side(overseer: Client) -> None:
    agency = an_agency(name="อบต.ทุ่งสายธาร")
    sheet = a_sheet(agency, YEAR)
    for tool, value in (("IIT", "88.12"), ("EIT", "83.05"), ("OIT", "90.00")):
        sheet.scores.filter(of="tool", tool=tool).update(value=Decimal(value))
    plan = a_plan(agency, YEAR + 1, assessed_year=YEAR)
    a_measure(plan, "E1", state=State.TAKEN)
    a_measure(plan, "E2")
    for kind, state in ((Kind.PLAN, Edition.State.PUBLISHED), (Kind.RESULT, Edition.State.DRAFT)):
        report = Report.objects.create(plan=plan, kind=kind)
        Edition.objects.create(report=report, number=1, state=state, title="เอกสาร")
    found = cells(page_of(overseer), "อบต.ทุ่งสายธาร")
    assert found[2:8] == ["87.35", "ผ่าน", "88.12", "▼ ต่ำกว่าเกณฑ์ 83.05", "90.00", "1 จาก 2"]
    assert found[8] == "แผน เผยแพร่แล้ว ความก้าวหน้า ยังไม่จัดทำ ผลการดำเนินการ ฉบับร่าง"


def test_scores_of_another_province_are_not_there_in_page_or_file_or_sums(overseer: Client) -> None:
    near = agencies(3)
    far = agencies(4, province="ไกลโพ้น", of="far")
    for agency in (*near, *far):
        a_sheet(agency, YEAR)
    for agency in far:
        a_sheet(agency, 2571)
    page = page_of(overseer)
    assert sorted(names(page)) == sorted(each.name for each in near)
    assert "far" not in page
    assert "2571" not in page
    assert "<dt>มีคะแนนรวมแล้ว</dt><dd>3</dd>" in page
    assert all(row[0].split()[2] == "3" for row in items(page).values())
    file = overseer.get("/overview/scores.csv").content.decode("utf-8-sig")
    assert sorted(row[0] for row in list(csv.reader(io.StringIO(file)))[1:]) == sorted(each.name for each in near)
    stranger = signed_in(an_overseer("other", province="ที่อื่น"))
    assert "ยังไม่มีหน่วยงานในความดูแล" in page_of(stranger)
    assert "หน่วยงานลับ" not in page_of(stranger)


def test_an_officer_finds_no_agency_but_their_own(overseer: Client) -> None:
    own, *others = agencies(6)
    for agency in (own, *others):
        a_sheet(agency, YEAR)
    page = page_of(signed_in(a_user("mana", Role.OFFICER, agency=own)))
    assert names(page) == [own.name]
    assert not any(each.name in page for each in others)


def test_sorted_and_narrowed_by_scores_where_they_lie(overseer: Client) -> None:
    every = agencies(30)
    for agency in every[:25]:
        a_sheet(agency, YEAR)
    shown = {each.name: years.of_year(each, YEAR).now for each in every[:25]}
    totals = {name: now.total for name, now in shown.items() if now.total is not None}
    by_total = sorted(totals, key=lambda name: totals[name])
    assert names(page_of(overseer, "?sort=low")) == by_total[:PER_PAGE]
    assert names(page_of(overseer, "?sort=low&page=2"))[: 25 - PER_PAGE] == by_total[PER_PAGE:]
    assert names(page_of(overseer, "?sort=high")) == by_total[::-1][:PER_PAGE]
    level = shown[by_total[0]].level_name
    expected = {name for name, now in shown.items() if now.level_name == level}
    assert set(names(page_of(overseer, f"?level={level}"))) <= expected
    assert f"{len(expected)} หน่วยงาน" in page_of(overseer, f"?level={level}")
    assert sorted(names(page_of(overseer, "?level=none"))) == sorted(each.name for each in every[25:])
    Agency.objects.filter(pk=every[0].pk).update(kind=Agency.Kind.HOSPITAL)
    assert names(page_of(overseer, "?kind=hospital")) == [every[0].name]


def test_a_save_is_seen_at_once_in_what_is_kept(overseer: Client) -> None:
    every = agencies(3)
    saved = [a_sheet(agency, YEAR, official_total=Decimal(90 + n)) for n, agency in enumerate(every)]
    assert names(page_of(overseer, "?sort=low"))[0] == every[0].name
    ScoreSheet.objects.filter(pk=saved[2].pk).update(official_total=Decimal(10), revision=2)
    page = page_of(overseer, "?sort=low")
    assert names(page)[0] == every[2].name
    assert "<dt>คะแนนรวมผ่านเกณฑ์</dt><dd>2</dd>" in page


def test_shared_weak_items_are_those_of_a_plain_reckoning(overseer: Client) -> None:
    catalogue.load(load_csv())
    every = agencies(9)
    for agency in every:
        a_sheet(agency, YEAR)
    page = page_of(overseer)
    found = items(page)
    for code in ITEMS:
        figures = [a_score(each.slug, YEAR, code) for each in every]
        below = sum(each < 85 for each in figures)
        if below < 2:
            assert code not in found
            continue
        share = (Decimal(below * 100) / 9).quantize(Decimal("0.01"))
        median = f"{statistics.median(figures):.2f}"
        assert found[code][:2] == [f"{below} จาก 9 แห่ง", str(share)]
        assert found[code][2].endswith(median)
    assert found
    _, table = sheets.read(overseer.get("/overview/scores.xlsx").content).tables()
    rows = [[cell.text for cell in row] for row in table.rows[1:]]
    assert [row[0] for row in rows] == list(found)
    listed_as = dict(Indicator.objects.filter(year=YEAR, kind="general").values_list("code", "text"))
    assert [row[1] for row in rows] == [listed_as[code] for code in found]
    assert any(row[1] for row in rows)


def test_the_same_code_in_two_lists_is_two_items() -> None:
    for agency in (*agencies(3), *agencies(2, kind=Agency.Kind.HOSPITAL, of="ward")):
        sheet = a_sheet(agency, YEAR, items=["O1"])
        sheet.scores.filter(code="O1").update(value=Decimal(40 if agency.slug.startswith("ward") else 50))
    found = shared_items(gathered("all", ScoreSheet.objects.all(), YEAR), YEAR)
    assert [(each.kind, each.code, each.below, each.median) for each in found] == [
        ("general", "O1", 3, Decimal(50)),
        ("hospital", "O1", 2, Decimal(40)),
    ]


@pytest.mark.parametrize(
    "query", ["?year=x", "?year=9999", "?province=ไม่มี", "?kind=x", "?level=x", "?sort=x", "?page=x", "?page=99999"]
)
def test_what_cannot_be_read_breaks_nothing(overseer: Client, query: str) -> None:
    a_sheet(agencies(1)[0], YEAR)
    assert names(page_of(overseer, query)) == ["หน่วยงานลับpeer0"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_same_queries_for_any_number(
    overseer: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for agency in agencies(count):
        a_sheet(agency, YEAR)
        Score.objects.filter(code="I1").update(value=Decimal(50))
        plan = a_plan(agency, YEAR + 1, assessed_year=YEAR)
        report = Report.objects.create(plan=plan, kind=Kind.RESULT)
        Edition.objects.create(report=report, number=1, title="เอกสาร")
    a_sheet(agencies(1, of="more")[0], YEAR, items=["I1"])
    Score.objects.filter(code="I1").update(value=Decimal(50))
    with django_assert_num_queries(16):
        page = page_of(overseer, "?sort=low")
    assert len(names(page)[:PER_PAGE]) == min(count + 1, PER_PAGE)
    assert len(TOOLS) == 3
