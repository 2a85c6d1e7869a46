"""An overseer sees how far plan and progress report of each agency are, and sorts by that."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from document.grids import sheets
from measures.models import Plan
from reports.models import Edition
from reports.models.kinds import Kind
from tests.accounts.making import a_plan
from tests.accounts.office import signed_in
from tests.ita_portal.home.test_overview_agencies import (
    URL,
    an_agency_named,
    an_edition,
    an_overseer,
    cells,
    listed,
    page_of,
)

pytestmark = pytest.mark.django_db


def _rows_of_documents() -> None:
    for name, plan_state, progress in (
        ("อบต.ก", Edition.State.PUBLISHED, Edition.State.SIGNED),
        ("อบต.ข", Edition.State.DRAFT, None),
        ("อบต.ค", Edition.State.SUBMITTED, Edition.State.WITHDRAWN),
        ("อบต.ง", None, None),
    ):
        plan = a_plan(an_agency_named(name))
        for kind, state in ((Kind.PLAN, plan_state), (Kind.PROGRESS, progress)):
            if state:
                an_edition(plan, state, kind=kind)
    paper = a_plan(an_agency_named("อบต.จ"))
    Plan.objects.filter(pk=paper.pk).update(is_from_paper=True)
    an_agency_named("อบต.ฉ")


def test_plan_and_progress_report_have_columns_of_their_own_and_the_same_in_the_file() -> None:
    _rows_of_documents()
    client = signed_in(an_overseer())
    page = page_of(client)
    found = {name: cells(page, name)[5:7] for name in ("อบต.ก", "อบต.ข", "อบต.ค", "อบต.ง", "อบต.จ", "อบต.ฉ")}
    assert found == {
        "อบต.ก": ["เผยแพร่แล้ว", "อนุมัติและลงนามแล้ว"],
        "อบต.ข": ["ฉบับร่าง", "ยังไม่จัดทำ"],
        "อบต.ค": ["รอพิจารณา", "เพิกถอนแล้ว"],
        "อบต.ง": ["ยังไม่จัดทำ", "ยังไม่จัดทำ"],
        "อบต.จ": ["–", "–"],
        "อบต.ฉ": ["–", "–"],
    }
    [table] = sheets.read(client.get(f"{URL}agencies.xlsx").content).tables()
    rows = [[cell.text for cell in row] for row in table.rows[1:]]
    assert {row[0]: [each or "–" for each in row[5:7]] for row in rows} == found
    lines = client.get(f"{URL}agencies.csv").content.decode("utf-8-sig").splitlines()
    assert '"แผนมาตรการ","ความก้าวหน้า","รายงาน"' in lines[0]
    assert '"เผยแพร่แล้ว","อนุมัติและลงนามแล้ว","ยังไม่จัดทำ"' in lines[1]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("plan", "งฉขคกจ"), ("progress", "ขงฉคกจ"), ("result", "กขคงฉจ"), ("no-such", "กขคงจฉ")],
)
def test_the_list_can_be_sorted_by_how_far_each_document_is(sort: str, order: str) -> None:
    _rows_of_documents()
    client = signed_in(an_overseer())
    assert listed(page_of(client, f"?sort={sort}")) == [f"อบต.{letter}" for letter in order]
    lines = client.get(f"{URL}agencies.csv?sort={sort}").content.decode("utf-8-sig").splitlines()[1:]
    assert [line.partition(",")[0].strip('"') for line in lines] == [f"อบต.{letter}" for letter in order]


@pytest.mark.parametrize("agencies", [1, 3])
@pytest.mark.parametrize("sort", ["late", "plan", "progress", "result"])
def test_sorting_takes_the_same_queries_for_any_number(
    sort: str, agencies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(agencies):
        an_edition(a_plan(an_agency_named(f"อบต.ที่ {n}")), Edition.State.DRAFT, kind=Kind.PLAN)
    client = signed_in(an_overseer())
    client.get(URL)
    with django_assert_num_queries(12):
        page_of(client, f"?sort={sort}")


def test_another_provinces_documents_change_nothing() -> None:
    _rows_of_documents()
    before = page_of(signed_in(an_overseer()), "?sort=plan")
    an_edition(a_plan(an_agency_named("อบต.ไกล", "ไกลโพ้น")), Edition.State.DRAFT, kind=Kind.PLAN)
    client = Client()
    client.force_login(User.objects.get(username="kamkab"))
    assert listed(page_of(client, "?sort=plan")) == listed(before)
