"""The compile page: what is missing and where it is entered, the report's own words, the preview and the files."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

import clock
from accounts.models import Agency, User
from accounts.permissions import Role
from audit.models import AuditEvent
from document import ReportDocument
from document.readers import text as reader
from ita.catalogue import load_csv
from measures.models import Action, Measure, Officer, Plan
from measures.services import catalogue
from reports.compiling.adopt import adopt
from reports.models import Edition, Settlement
from tests.document.samples import SEED
from tests.factories import a_user
from tests.reports.office import an_office

URL = "/a/{}/2566/report/"


@pytest.fixture
def document() -> ReportDocument:
    return reader.read(SEED).document


@pytest.fixture
def plan(document: ReportDocument, db: None) -> Plan:
    catalogue.load(load_csv())
    return adopt(document).report.plan


@pytest.fixture
def manee(plan: Plan) -> User:
    return a_user("manee", Role.COORDINATOR, agency=plan.agency)


@pytest.fixture
def client(manee: User) -> Client:
    client = Client()
    client.force_login(manee)
    return client


def url(plan: Plan, rest: str = "") -> str:
    return URL.format(plan.agency.slug) + rest


def words(plan: Plan, client: Client, **changes: str) -> dict[str, str]:
    """The form as it was drawn, with changes."""
    form = client.get(url(plan)).context["form"]
    drawn = {name: form[name].value() for name in form.fields}
    plain = {name: str(getattr(value, "pk", value) or "") for name, value in drawn.items()}
    return {**plain, **changes}


def test_the_page_shows_what_is_missing(plan: Plan, client: Client) -> None:
    page = client.get(url(plan))
    assert page.status_code == 200
    assert "นายมณฑล หอมเหมือน" in page.content.decode()
    assert [(line.level, line.title) for line in page.context["checks"]] == [
        ("must", "การตรวจรับมาตรการ"),
        ("must", "ผู้อนุมัติ"),
        ("should", "รหัส วันที่ และตัวอักษรที่ควรตรวจ"),
        ("should", "ใช้เลขไทยปนเลขอารบิก"),
        ("fine", "มาตรการ"),
        ("fine", "ผลการดำเนินการและผลลัพธ์"),
        ("fine", "ผู้รับผิดชอบ"),
        ("fine", "ข้อความนำและปีที่อ้างอิง"),
        ("fine", "ปัญหา/อุปสรรค และข้อเสนอแนะ"),
        ("fine", "ผู้รายงานและวันที่"),
        ("fine", "ข้อมูลส่วนบุคคล"),
    ]


def test_what_is_missing_leads_to_where_it_is_entered(plan: Plan, client: Client) -> None:
    measure = Measure.objects.get(plan=plan, code="E13")
    Action.objects.filter(measure=measure).delete()
    Measure.objects.get(plan=plan, code="E14").duties.all().delete()
    Edition.objects.update(problems="", reported_on=None, reported_on_as_written="", opening="")
    must = {line.title: line for line in client.get(url(plan)).context["must"]}
    assert must["ผลการดำเนินการและผลลัพธ์"].url == f"/a/{plan.agency.slug}/2566/measures/{measure.pk}/"
    assert must["ผลการดำเนินการและผลลัพธ์"].detail == "E13 ยังบันทึกไม่ครบ"
    other = Measure.objects.get(plan=plan, code="E14")
    assert must["ผู้รับผิดชอบ"].url == f"/a/{plan.agency.slug}/2566/measures/{other.pk}/"
    assert must["ปัญหา/อุปสรรค และข้อเสนอแนะ"].url.endswith("#id_problems")
    assert must["ผู้รายงานและวันที่"].url.endswith("#id_reporter")
    assert must["ข้อความนำและปีที่อ้างอิง"].url.endswith("#id_opening")
    assert all(client.get(line.url).status_code == 200 for line in must.values())


def test_the_reports_words_are_saved_printed_and_recorded(plan: Plan, client: Client) -> None:
    said = words(plan, client, problems="1. ขาดคน\r\n2. ขาดเงิน", reported_on="๕ ตุลาคม ๒๕๖๖")
    assert client.post(url(plan), said, follow=True).status_code == 200
    edition = Edition.objects.get()
    assert (edition.reported_on, edition.reported_on_as_written) == (date(2023, 10, 5), "๕ ตุลาคม ๒๕๖๖")
    assert edition.problems == "1. ขาดคน\n2. ขาดเงิน"
    page = client.get(url(plan, "pages/")).content.decode()
    assert re.findall(r"<p>(\d\. ขาด\S+)</p>", page) == ["1. ขาดคน", "2. ขาดเงิน"]
    assert AuditEvent.objects.order_by("-seq")[0].action == "report.compiled"


@pytest.mark.django_db
def test_a_report_that_can_be_submitted_before_its_day_is_doubted() -> None:
    office = an_office()
    mana = office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    Edition.objects.update(reported_on=date(2023, 10, 3))
    client = Client()
    client.force_login(mana)
    for day, doubted in ((2, True), (3, False)):
        with clock.set_to(datetime(2023, 10, day, 9, tzinfo=UTC)):
            context = client.get(office.url()).context
        should = {line.title: line for line in context["should"]}
        assert (context["must"], "วันที่รายงานอยู่หลังวันนี้" in should) == ([], doubted), day


def test_what_can_not_be_submitted_yet_may_well_bear_a_day_to_come(plan: Plan, client: Client) -> None:
    with clock.set_to(datetime(2023, 10, 2, 9, tzinfo=UTC)):
        assert "วันที่รายงานอยู่หลังวันนี้" not in {line.title for line in client.get(url(plan)).context["should"]}


def test_saving_leads_on_to_submitting_where_one_asks_for_it(plan: Plan, client: Client) -> None:
    said = words(plan, client, suggestions="จัดอบรม")
    assert client.post(url(plan), {**said, "do": "submit"})["Location"] == url(plan, "submit/")
    assert Edition.objects.get().suggestions == "จัดอบรม"
    page = client.get(url(plan, "submit/"), follow=True)
    assert page.redirect_chain == [(url(plan), 302)] and "ยังเสนอไม่ได้ การตรวจรับมาตรการ" in page.content.decode()


def test_a_date_typed_in_short_is_printed_in_full(plan: Plan, client: Client) -> None:
    client.post(url(plan), words(plan, client, reported_on="3/10/66"))
    assert Edition.objects.get().reported_on_as_written == "3 ตุลาคม 2566"


def test_an_impossible_date_keeps_everything_that_was_typed(plan: Plan, client: Client) -> None:
    page = client.post(url(plan), words(plan, client, reported_on="31 กันยายน 2566", suggestions="ข้อเสนอใหม่"))
    assert page.status_code == 422
    html = page.content.decode()
    assert "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31" in html
    assert "ข้อเสนอใหม่" in html
    assert Edition.objects.get().reported_on == date(2023, 10, 3)


def test_an_approver_who_stands_in_needs_the_office(plan: Plan, client: Client) -> None:
    chujai = a_user("chujai", Role.APPROVER, agency=plan.agency)
    chujai.memberships.update(post="ปลัด")
    member = chujai.memberships.get()
    said = words(plan, client, approver=str(member.pk), capacity="acting")
    assert "โปรดพิมพ์ตำแหน่งที่แทน" in client.post(url(plan), said).content.decode()
    client.post(url(plan), {**said, "acting_for": "นายกองค์การบริหารส่วนตำบล"})
    html = client.get(url(plan)).content.decode()
    assert "ปลัด รักษาราชการแทน นายกองค์การบริหารส่วนตำบล" in html


def test_nobody_of_another_agency_can_be_named(plan: Plan, client: Client) -> None:
    other = Agency.objects.create(name="อื่น", short_name="อื่น", slug="other", code="OTHER", province="อื่น")
    stranger = a_user("piti", Role.APPROVER, agency=other)
    outsider = Officer.objects.create(agency=other, name="นายนอก หน่วยงาน")
    said = words(plan, client, approver=str(stranger.memberships.get().pk), reporter=str(outsider.pk))
    assert client.post(url(plan), said).status_code == 422
    assert Edition.objects.get().approver is None


def test_who_left_cannot_become_the_reporter_but_stays_the_one_that_they_were(plan: Plan, client: Client) -> None:
    other = Officer.objects.create(agency=plan.agency, name="นายเก่า ไปแล้ว", is_active=False)
    Officer.objects.update(is_active=False)
    assert client.post(url(plan), words(plan, client, opening="ใหม่")).status_code == 302
    assert Edition.objects.get().reporter_name == "นายมณฑล หอมเหมือน"
    assert client.post(url(plan), words(plan, client, reporter=str(other.pk))).status_code == 422


def test_a_settled_doubt_stays_away_until_its_words_change(plan: Plan, client: Client) -> None:
    doubts = client.get(url(plan)).context["doubts"]
    client.post(url(plan, "settle/"), {"key": doubts[0].key})
    assert [d.key for d in client.get(url(plan)).context["doubts"]] == [d.key for d in doubts[1:]]
    assert Settlement.objects.get().message == doubts[0].message
    Measure.objects.filter(code="I11").update(code_as_written="1 1")
    assert doubts[0].key in [d.key for d in client.get(url(plan)).context["doubts"]]


def test_whoever_may_only_read_sees_no_form_and_cannot_post(plan: Plan) -> None:
    client = Client()
    client.force_login(a_user("mana", Role.OFFICER, agency=plan.agency))
    page = client.get(url(plan)).content.decode()
    assert "บันทึกข้อความในรายงาน" not in page
    assert "ใช้ตามที่พิมพ์" not in page
    assert client.post(url(plan), {"opening": "x"}).status_code == 403
    assert client.post(url(plan, "settle/"), {"key": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("json", "application/json", b"{"),
        ("txt", "text/plain; charset=utf-8", "รายงาน".encode()),
    ],
)
def test_the_files_come_with_a_thai_name(form: str, kind: str, start: bytes, plan: Plan, client: Client) -> None:
    response = client.get(url(plan, f"report.{form}"))
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response.content.startswith(start)
    assert "filename*=utf-8''" in response["Content-Disposition"]


def test_a_file_form_that_does_not_exist_is_not_found(plan: Plan, client: Client) -> None:
    assert client.get(url(plan, "report.exe")).status_code == 404


def test_a_report_that_the_text_form_cannot_hold_says_so(plan: Plan, client: Client) -> None:
    Edition.objects.update(problems="ข้อเสนอแนะ :")
    page = client.get(url(plan, "report.txt"))
    assert page.status_code == 422
    assert "จะถูกอ่านเป็นหัวข้อของรายงาน" in page.content.decode()
