"""On the page of a document: numbers of another year's list that moved, with the button; measures of no scored item."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from document.doubts import Doubt
from measures.models import Indicator, Measure, Reference
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.kept import contents
from reports.models import Settlement
from reports.models.kinds import Kind
from scores.models import Score, ScoreSheet
from tests.factories import NOON, a_measure, an_indicator
from tests.reports.office import Office, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
ONLINE, OTHER = "มีระบบการให้บริการออนไลน์หรือไม่", "เจ้าหน้าที่รับสินบนหรือไม่"


@pytest.fixture
def office() -> Office:
    office = an_office(Kind.PLAN)
    office.person("mana", Role.COORDINATOR)
    office.person("somsak", Role.APPROVER)
    Measure.objects.all().delete()
    return office


def page_of(office: Office, kind: Kind) -> str:
    return reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year, kind])


def coordinator(office: Office) -> Client:
    client = Client()
    client.force_login(office.the(Role.COORDINATOR))
    return client


def rows(client: Client, office: Office, kind: Kind) -> dict[str, Any]:
    """The rows of doubts on the page by the kind of the first doubt of each."""
    groups = client.get(page_of(office, kind)).context["doubt_groups"]
    return {row.doubts[0].kind: row for group in groups for row in group.rows}


def moved(office: Office, count: int = 1) -> list[Measure]:
    """Measures with the numbers of last year's list, under which this year's has other items."""
    year, made = office.plan.assessed_year, []
    for number in range(1, count + 1):
        an_indicator(f"E{number}", year=year - 1, text=f"{ONLINE} {number}")
        an_indicator(f"E{number}", year=year, text=f"{OTHER} {number}")
        an_indicator(f"E{number + 40}", year=year, text=f"{ONLINE} {number}")
        made.append(a_measure(office.plan, f"E{number}", question=f"{ONLINE} {number}"))
    Measure.objects.update(code_of_year=year - 1)
    contents.forget()
    return made


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.RESULT])
def test_a_number_that_moved_is_asked_about_and_changed_by_its_button(office: Office, kind: Kind) -> None:
    [measure], client = moved(office), coordinator(office)
    row, year = rows(client, office, kind)["moved"], office.plan.assessed_year
    where = f"ข้อ E1 เป็นเลขของรายการปี {year - 1} ในรายการปี {year} ย้ายไปเป็นข้อ E41 ตามถ้อยคำที่ตรงกัน"
    assert (row.message, row.labels) == (f"{where} ท่านหมายถึงข้อนั้นหรือไม่", ["แก้เป็น E41"])
    assert "code" not in rows(client, office, kind)  # what else could be said of the number says less
    data = {"key": row.keys, "page": row.page, "at": str(row.at), "label": "แก้เป็น E41"}
    response = client.post(row.change_url, data)
    assert response["Location"].partition("?")[0] == page_of(office, kind)  # back to the very document
    measure.refresh_from_db()
    assert (measure.code, measure.code_of_year) == ("E41", None)
    assert "moved" not in rows(client, office, kind)


def test_a_moved_reference_shows_its_step_and_may_be_let_stand(office: Office) -> None:
    year = office.plan.year
    for code, of_year, text in (("O13", year - 1, "คู่มือ"), ("O13", year, "แผน"), ("O14", year, "คู่มือ")):
        an_indicator(code, year=of_year, text=text)
    a_measure(office.plan, "O1", steps=["จัดทำเอกสาร (อ้างอิงจาก o13)"], references=["o13"])
    Reference.objects.update(year=year, code_of_year=year - 1)
    contents.forget()
    client = coordinator(office)
    row = rows(client, office, Kind.PLAN)["moved-reference"]
    assert (row.labels, row.quote) == (["แก้เป็น o14"], "จัดทำเอกสาร (อ้างอิงจาก o13)")
    client.post(row.keep_url, {"key": row.keys, "page": row.page, "at": str(row.at)})
    assert Settlement.objects.get().edition.kind == Kind.PLAN
    assert "moved-reference" not in rows(client, office, Kind.PLAN)
    assert Reference.objects.get().code == "O13"


def test_two_measures_of_one_number_are_asked_about_each(office: Office) -> None:
    moved(office)
    a_measure(office.plan, "E1", question=f"{ONLINE} 1", steps=["อย่างที่สอง"])
    Measure.objects.update(code_of_year=office.plan.assessed_year - 1)
    contents.forget()
    assert [each.key for each in of_plan(office) if each.kind == "moved"] == ["moved:E1", "moved:E1#2"]


def test_a_list_that_changes_is_seen_at_once(office: Office) -> None:
    moved(office)
    operator = office.person("somying")
    operator.is_superuser = True
    operator.save()
    client, keeper = coordinator(office), Client()
    keeper.force_login(operator)
    assert rows(client, office, Kind.PLAN)["moved"].labels == ["แก้เป็น E41"]
    item = Indicator.objects.get(code="E41")
    url = reverse("catalogue:item_remove", args=[item.pk])
    base = keeper.get(url).context["base"]
    assert keeper.post(url, {"base": base}).status_code == 302
    assert "moved" not in rows(client, office, Kind.PLAN)  # nobody knows any more where it went


@pytest.mark.parametrize("count", [1, 3])
def test_moved_numbers_cost_the_page_no_query(office: Office, count: int) -> None:
    moved(office, count)
    client = coordinator(office)
    client.get(page_of(office, Kind.PLAN))
    with CaptureQueriesContext(connection) as captured:
        page = client.get(page_of(office, Kind.PLAN))
    assert sum(each.kind == "moved" for each in page.context["doubts"]) == count
    assert len(captured) == 16


def scored(office: Office, **scores: str) -> None:
    sheet, _ = ScoreSheet.objects.get_or_create(agency=office.agency, year=office.plan.assessed_year)
    for code, value in scores.items():
        tool = {"I": "IIT", "E": "EIT", "O": "OIT"}[code[0]]
        Score.objects.create(sheet=sheet, of=Score.Of.ITEM, tool=tool, code=code, value=Decimal(value))
    contents.forget()


def of_plan(office: Office) -> list[Doubt]:
    return editions.open_doubts(office.edition, assemble(office.plan, office.edition))


def unanalysed(office: Office) -> list[str]:
    return [each.message for each in of_plan(office) if each.kind == "unanalysed"]


def test_measures_of_no_scored_item_are_named_until_somebody_settles_it(office: Office) -> None:
    a_measure(office.plan, "E1")
    a_measure(office.plan, "I5")
    assert unanalysed(office) == []  # nothing was scored, and so nothing is analysed
    scored(office, E1="60", E2="95")
    assert unanalysed(office) == []  # of IIT no item has a score
    a_measure(office.plan, "E7")
    several = a_measure(office.plan, "E8")
    Measure.objects.filter(pk=several.pk).update(more_codes=["E2"])
    bare = a_measure(office.plan, "E9", question="จัดทำแผนพัฒนาบุคลากร")
    Measure.objects.filter(pk=bare.pk).update(code="", code_as_written="", tool="", indicator=None)
    contents.forget()
    year = office.plan.assessed_year
    assert unanalysed(office) == [
        f"แผนมีมาตรการ 2 รายการ ที่ข้อไม่มีคะแนนในปี {year} E7, “จัดทำแผนพัฒนาบุคลากร” (ไม่มีรหัสข้อ) "
        "โปรดตรวจรหัสข้อหรือบันทึกคะแนนของข้อนั้น หรือยืนยันว่าไม่ต้องมาจากผลคะแนน"
    ]
    assert "unanalysed" not in rows(coordinator(office), office, Kind.RESULT)
    doubts = [each for each in of_plan(office) if each.kind == "unanalysed"]
    editions.settle(plan=office.plan, doubts=doubts, by=office.the(Role.COORDINATOR), now=NOON, kind=Kind.PLAN)
    assert unanalysed(office) == []
    a_measure(office.plan, "E10")
    contents.forget()
    assert len(unanalysed(office)) == 1  # another measure: another doubt


def test_each_doubt_about_scores_leads_to_where_it_is_mended(office: Office) -> None:
    a_measure(office.plan, "E7")
    scored(office, E1="60")
    ScoreSheet.objects.update(official_total=Decimal("99.00"), official_level="F")
    contents.forget()
    client, args = coordinator(office), [office.agency.slug, office.plan.year]
    found = {kind: row.open_url for kind, row in rows(client, office, Kind.PLAN).items()}
    assert found["weak"] == reverse("scores:choose", args=args)
    assert found["unanalysed"] == reverse("measures:list", args=args)
    assert found["level"] == reverse("scores:edit", args=[office.agency.slug, office.plan.assessed_year])
    assert {client.get(found[kind]).status_code for kind in ("weak", "unanalysed", "level")} == {200}
