"""The three lists of a plan, drafted from scores and measures: shown, and taken by a button alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from document.doubts import Doubt
from measures.models import Measure
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.kept import contents
from reports.compiling.kinds import analysed, analysis
from reports.compiling.kinds.analysis import Drafted
from reports.models import Edition
from reports.models.kinds import Kind
from scores.models import Score, ScoreSheet
from scores.services import results as years
from tests.factories import NOON, a_measure, an_indicator
from tests.reports.office import Office, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def scored(office: Office, scores: dict[str, str], year: int, target: int = 90) -> None:
    sheet = ScoreSheet.objects.create(agency=office.agency, year=year, target=target)
    for code, value in scores.items():
        tool = {"I": "IIT", "E": "EIT", "O": "OIT"}[code[0]]
        Score.objects.create(sheet=sheet, of=Score.Of.ITEM, tool=tool, code=code, value=Decimal(value))


@pytest.fixture
def office() -> Office:
    office = an_office(Kind.PLAN)
    office.person("mana", Role.COORDINATOR)
    office.person("somsak", Role.APPROVER)
    year = office.plan.assessed_year
    for each in (year, year - 1):
        an_indicator("O7", year=each, text="ข่าวประชาสัมพันธ์")
        an_indicator("O8", year=each, text="กระดานถามตอบ")
    scored(office, {"O7": "95", "O8": "50"}, year - 1)
    scored(office, {"O7": "91", "O8": "60", "O9": "86"}, year)
    return office


def drafted(office: Office) -> dict[str, list[Drafted]]:
    return analysis.drafted(analysed.of(office.plan), assemble(office.plan, office.edition).measures)


def page_of(office: Office, kind: Kind = Kind.PLAN) -> str:
    return reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year, kind])


def coordinator(office: Office) -> Client:
    client = Client()
    client.force_login(office.the(Role.COORDINATOR))
    return client


def typed(client: Client, office: Office, **instead: str) -> dict[str, str]:
    """What the form would send as it is drawn."""
    form = client.get(page_of(office)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value is not None} | instead


def test_each_list_is_drafted_from_what_it_is_about(office: Office) -> None:
    found = {name: [each.text for each in lines] for name, lines in drafted(office).items()}
    assert found["defects"] == ["ข้อ O8 กระดานถามตอบ ได้ 60.00 คะแนน ต่ำกว่าเกณฑ์ผ่าน 85"]
    assert found["developments"] == [
        f"ข้อ O7 ข่าวประชาสัมพันธ์ ได้ 91.00 คะแนน ลดลงจากปี {office.plan.assessed_year - 1} 4.00 คะแนน",
        "ข้อ O9 ได้ 86.00 คะแนน ต่ำกว่าเป้าหมาย 90",
    ]
    measure = Measure.objects.get()
    steps = " ".join(step.text for step in measure.steps.all())
    assert found["ways"] == [f"{measure.item} {steps or measure.question}"]


def test_a_line_is_put_behind_what_was_typed_and_nothing_is_stored(office: Office) -> None:
    client, before = coordinator(office), office.edition
    line = drafted(office)["defects"][0]
    assert line.text in client.get(page_of(office)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    sent = typed(client, office, defects="พิมพ์ไว้เอง", opening="ข้อความนำใหม่", do=f"take:{line.key}")
    response = client.post(page_of(office), sent)
    form = response.context["form"]
    assert response.status_code == 200
    assert form["defects"].value() == f"พิมพ์ไว้เอง\n{line.text}"
    assert form["opening"].value() == "ข้อความนำใหม่"
    assert Edition.objects.get(pk=before.pk).defects == before.defects
    assert line.text not in [each.text for part in response.context["lists_drafted"] for each in part.lines]
    stored = client.post(page_of(office), {**sent, "defects": form["defects"].value(), "do": "save"})
    assert stored.status_code == 302
    assert office.edition.defects == f"พิมพ์ไว้เอง\n{line.text}"


def test_all_is_put_only_where_nothing_stands(office: Office) -> None:
    client = coordinator(office)
    sent = typed(client, office, defects="", developments="พิมพ์ไว้เอง", ways="", do="take:all")
    form = client.post(page_of(office), sent).context["form"]
    found = drafted(office)
    assert form["defects"].value() == found["defects"][0].text
    assert form["developments"].value() == "พิมพ์ไว้เอง"
    assert form["ways"].value() == "\n".join(each.text for each in found["ways"])
    unknown = client.post(page_of(office), {**sent, "do": "take:defects:nothing"})
    assert unknown.context["form"]["defects"].value() == ""


def test_other_documents_and_other_people_are_offered_no_draft(office: Office) -> None:
    client = coordinator(office)
    assert client.get(page_of(office, Kind.RESULT)).context["lists_drafted"] == []
    assert client.post(page_of(office, Kind.RESULT), {"do": "take:all"}).status_code == 422  # a save like any other
    approver = Client()
    approver.force_login(office.the(Role.APPROVER))
    assert approver.get(page_of(office)).context["lists_drafted"] == []
    assert approver.post(page_of(office), {"do": "take:all"}).status_code == 403


@pytest.mark.parametrize("several", [False, True])
def test_the_page_makes_the_same_queries_for_few_items_and_for_many(office: Office, several: bool) -> None:
    for number in range(20, 60 if several else 21):
        a_measure(office.plan, f"O{number}", steps=["ทำ", "ประชาสัมพันธ์"])
        facts = {"of": Score.Of.ITEM, "tool": "OIT", "code": f"O{number}", "value": 70}
        Score.objects.create(sheet=ScoreSheet.objects.get(year=office.plan.assessed_year), **facts)
    contents.forget()
    with CaptureQueriesContext(connection) as captured:
        analysed.of(office.plan)
    assert len(captured) == 5
    client = coordinator(office)
    client.get(page_of(office))
    with CaptureQueriesContext(connection) as again:
        client.get(page_of(office))
    assert len(again) == 16  # none of them for scores, which are kept


def test_a_plan_that_leaves_weak_items_without_a_measure_is_doubted_until_somebody_settles_it(office: Office) -> None:
    doubts = [each for each in of_plan(office) if each.kind == "weak"]
    assert [each.message for each in doubts] == [
        "ข้อที่ต่ำกว่าเกณฑ์ผ่าน 85 และแผนไม่มีมาตรการ 1 ข้อ O8 โปรดเพิ่มมาตรการ หรือยืนยันว่าไม่ต้องมี"
    ]
    by = office.the(Role.COORDINATOR)
    editions.settle(plan=office.plan, doubts=doubts, by=by, now=NOON, kind=Kind.PLAN)
    assert "weak" not in {each.kind for each in of_plan(office)}
    Score.objects.filter(code="O9").update(value=50)
    contents.forget()  # another item is weak: the doubt is another, too
    assert [each.message[50:] for each in of_plan(office) if each.kind == "weak"]
    for code in ("O8", "O9"):
        a_measure(office.plan, code)
    contents.forget()
    assert "weak" not in {each.kind for each in of_plan(office)}


def test_a_level_that_the_scores_cannot_have_is_a_doubt_of_the_plan(office: Office) -> None:
    sheet = ScoreSheet.objects.filter(year=office.plan.assessed_year)
    assert "level" not in {each.kind for each in of_plan(office)}
    contents.forget()
    sheet.update(official_total=Decimal("99.00"), official_level="F")
    [doubt] = [each for each in of_plan(office) if each.kind == "level"]
    assert doubt.message == years.of_year(office.agency, office.plan.assessed_year).misfit


def test_a_result_report_is_not_asked_about_scores(office: Office) -> None:
    edition = editions.latest(office.plan, Kind.RESULT)
    kinds = {each.kind for each in editions.open_doubts(edition, assemble(office.plan, edition))}
    assert not {"weak", "level"} & kinds


def of_plan(office: Office) -> list[Doubt]:
    return editions.open_doubts(office.edition, assemble(office.plan, office.edition))


def test_scores_that_are_saved_are_seen_at_once(office: Office) -> None:
    client, by = coordinator(office), office.the(Role.COORDINATOR)
    url = reverse("scores:edit_tool", args=[office.agency.slug, office.plan.assessed_year, "oit"])
    editions.settle(plan=office.plan, doubts=of_plan(office), by=by, now=NOON, kind=Kind.PLAN)
    assert "ได้ 40.00 คะแนน" not in client.get(page_of(office)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    form = client.get(url).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    assert client.post(url, {**values, "O8": "40"}).status_code == 302
    assert "ได้ 40.00 คะแนน" in client.get(page_of(office)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
