"""An overseer reads many agencies on one page: theirs, no others, and changes nothing."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import clock
from accounts.models import Agency, OverseerReach, User
from document.grids import sheets
from ita_portal.home import overseen
from measures.models import Action, Measure, Outcome, Plan, State
from reports.models import Edition, Report
from reports.models.report import Kind
from tests.accounts.making import a_person, a_plan, an_agency
from tests.accounts.office import an_office, signed_in

pytestmark = pytest.mark.django_db
URL = "/overview/"
PUBLISHED = "<dt>เผยแพร่แล้ว</dt><dd>{}</dd>"


def an_overseer(province: str = "ตัวอย่าง") -> User:
    user = a_person("kamkab")
    OverseerReach.objects.create(user=user, province=province)
    return user


def an_agency_named(name: str, province: str = "ตัวอย่าง") -> Agency:
    count = Agency.objects.count()
    return Agency.objects.create(slug=f"a{count}", code=f"A{count}", name=name, short_name=name, province=province)


def a_measure(plan: Plan, code: str, *, actions: int = 0, outcomes: int = 0, state: State = State.OPEN) -> None:
    measure = Measure.objects.create(
        plan=plan, code=code, code_as_written=code, tool="EIT", question="ข้อคำถาม", state=state
    )
    for n in range(actions):
        Action.objects.create(measure=measure, position=n, text="ประชุม")
    for n in range(outcomes):
        Outcome.objects.create(measure=measure, position=n, text="ลดลง")


def an_edition(plan: Plan, state: Edition.State, number: int = 1, kind: Kind = Kind.RESULT) -> None:
    report, _ = Report.objects.get_or_create(plan=plan, kind=kind)
    Edition.objects.create(report=report, number=number, state=state, title="รายงาน")


PROVINCE = '<span class="small">'


def cells(page: str, name: str) -> list[str]:
    """The texts of an agency's row; the province, which stands under the name, is one of its own."""
    row = next(part for part in page.split("<tr>")[1:] if name in part)
    texts = [re.sub(r"<[^>]+>", " ", cell) for cell in re.split(rf"</t[hd]>|(?={PROVINCE})", row)]
    return [" ".join(text.split()) for text in texts][:-1]


def listed(page: str) -> list[str]:
    rows = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0] if "<tbody>" in page else ""
    return [
        " ".join(re.sub(r"<[^>]+>", "", found).split())
        for found in re.findall(rf'(?s)<th scope="row">(.*?){PROVINCE}', rows)
    ]


def page_of(client: Client, query: str = "") -> str:
    return client.get(URL + query).content.decode()


def test_each_agency_with_its_measures_and_its_report() -> None:
    agency = an_agency_named("อบต.ทุ่งสายธาร")
    plan = a_plan(agency)
    a_measure(plan, "E1", actions=2, outcomes=3, state=State.TAKEN)
    a_measure(plan, "E2", actions=1, outcomes=1)
    a_measure(plan, "E3", actions=1)
    a_measure(plan, "E4")
    an_edition(plan, Edition.State.SUBMITTED)
    page = page_of(signed_in(an_overseer()))
    assert cells(page, "อบต.ทุ่งสายธาร")[:5] == ["อบต.ทุ่งสายธาร", "ตัวอย่าง", "4", "2", "1 จาก 4"]
    assert cells(page, "อบต.ทุ่งสายธาร")[5:8] == ["ยังไม่จัดทำ", "ยังไม่จัดทำ", "รอพิจารณา"]


def test_the_latest_edition_counts() -> None:
    plan = a_plan(an_agency_named("อบต.ทุ่งสายธาร"))
    an_edition(plan, Edition.State.APPROVED, 1)
    an_edition(plan, Edition.State.DRAFT, 2)
    assert cells(page_of(signed_in(an_overseer())), "อบต.ทุ่งสายธาร")[7] == "ฉบับร่าง"


@pytest.mark.parametrize(
    ("state", "late"),
    [(None, True), (Edition.State.RETURNED, True), (Edition.State.SUBMITTED, False), (Edition.State.APPROVED, False)],
)
def test_who_is_late_is_said(state: Edition.State | None, late: bool) -> None:
    plan = a_plan(an_agency_named("อบต.ทุ่งสายธาร"))
    Plan.objects.filter(pk=plan.pk).update(report_due_on=date(2023, 10, 3))
    if state:
        an_edition(plan, state)
    days = (clock.today() - date(2023, 10, 3)).days
    due = cells(page_of(signed_in(an_overseer())), "อบต.ทุ่งสายธาร")[8]
    assert due == ("3 ต.ค. 66 " + (f"เกินกำหนด {days} วัน" if late else "เสนอแล้ว"))


def test_the_latest_can_stand_first_and_the_figures_are_those_of_all_whatever_is_filtered() -> None:
    for name, due in (("อบต.ก", None), ("อบต.ข", 5), ("อบต.ค", 30), ("อบต.ง", -3)):
        plan = a_plan(an_agency_named(name))
        day = clock.today() - timedelta(days=due) if due is not None else None
        Plan.objects.filter(pk=plan.pk).update(report_due_on=day)
    client = signed_in(an_overseer())
    assert listed(page_of(client)) == ["อบต.ก", "อบต.ข", "อบต.ค", "อบต.ง"]
    late_first = page_of(client, "?sort=late")
    assert listed(late_first) == ["อบต.ค", "อบต.ข", "อบต.ก", "อบต.ง"]
    assert cells(late_first, "อบต.ง")[8].endswith("เหลือ 3 วัน")
    narrowed = page_of(client, "?late=1&sort=late&q=ข")
    assert listed(narrowed) == ["อบต.ข"]
    assert "<dt>หน่วยงาน</dt><dd>4</dd>" in narrowed


def test_a_row_follows_what_becomes_of_its_agency() -> None:
    agency = an_agency_named("อบต.<b>&")
    plan, client = a_plan(agency), signed_in(an_overseer())
    assert cells(page_of(client), "อบต.")[2:8] == ["0", "0", "–", *["ยังไม่จัดทำ"] * 3]
    a_measure(plan, "E1", actions=1, outcomes=1, state=State.TAKEN)
    an_edition(plan, Edition.State.APPROVED)
    assert cells(page_of(client), "อบต.")[2:8] == ["1", "1", "1 จาก 1", *["ยังไม่จัดทำ"] * 2, "อนุมัติแล้ว"]
    assert "อบต.&lt;b&gt;&amp;" in page_of(client) and "<b>&" not in page_of(client)


def test_agencies_of_another_province_are_not_there_nor_offered() -> None:
    an_agency_named("อบต.ใกล้")
    a_plan(an_agency_named("อบต.ไกล", "ไกลโพ้น"), 2570)
    page = page_of(signed_in(an_overseer()))
    assert listed(page) == ["อบต.ใกล้"]
    assert "ไกลโพ้น" not in page
    assert "2570" not in page


def test_a_member_sees_their_own_and_a_stranger_nothing() -> None:
    office = an_office()
    an_office("elsewhere")
    assert listed(page_of(signed_in(office.kanda))) == [office.agency.name]
    page = page_of(signed_in(a_person("stranger")))
    assert listed(page) == []
    assert "ยังไม่มีหน่วยงานในความดูแล" in page


def test_province_year_and_words_narrow_the_list() -> None:
    user = an_overseer()
    OverseerReach.objects.create(user=user, province="สายธาร")
    first, second = an_agency_named("อบต.บ้านเหนือ ๑"), an_agency_named("อบต.บ้านใต้", "สายธาร")
    a_measure(a_plan(first, 2565), "E1", actions=1)
    a_plan(second, 2566)
    client = signed_in(user)
    assert listed(page_of(client)) == ["อบต.บ้านเหนือ ๑", "อบต.บ้านใต้"]
    assert listed(page_of(client, "?province=สายธาร")) == ["อบต.บ้านใต้"]
    assert listed(page_of(client, "?q=เหนือ 1")) == ["อบต.บ้านเหนือ ๑"]
    assert cells(page_of(client, "?year=2565"), "อบต.บ้านเหนือ")[2] == "1"
    assert cells(page_of(client), "อบต.บ้านเหนือ")[7] == "ยังไม่มีแผน"
    assert "ไม่พบหน่วยงานตามที่ค้นหา" in page_of(client, "?q=ไม่มีแน่นอน")


@pytest.mark.parametrize("query", ["?year=x", "?year=9999", "?province=ไม่มี", "?page=x", "?page=99999"])
def test_what_cannot_be_read_breaks_nothing(query: str) -> None:
    a_plan(an_agency_named("อบต.ทุ่งสายธาร"))
    assert signed_in(an_overseer()).get(URL + query).status_code == 200


def test_names_stand_in_the_order_of_the_dictionary() -> None:
    for name in ("เกาะ", "ขอน", "กาด"):
        an_agency_named(name)
    assert listed(page_of(signed_in(an_overseer()))) == ["กาด", "เกาะ", "ขอน"]


def test_twenty_stand_on_a_page_and_the_filter_goes_along() -> None:
    for n in range(21):
        an_agency_named(f"อบต.ที่ {n}")
    client = signed_in(an_overseer())
    page = page_of(client, "?q=อบต")
    assert len(listed(page)) == 20
    assert "หน้า 1 จาก 2" in page
    assert 'href="?q=%E0%B8%AD%E0%B8%9A%E0%B8%95&amp;page=2"' in page
    assert listed(page_of(client, "?q=อบต&page=2")) == ["อบต.ที่ 20"]


@pytest.mark.parametrize("agencies", [1, 3])
def test_the_same_queries_for_any_number(agencies: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(agencies):
        plan = a_plan(an_agency_named(f"อบต.ที่ {n}"))
        a_measure(plan, "E1", actions=1, outcomes=1)
        for kind in Kind:
            an_edition(plan, Edition.State.APPROVED, kind=kind)
    client = signed_in(an_overseer())
    client.get(URL)
    with django_assert_num_queries(12):
        assert len(listed(page_of(client))) == agencies


def test_an_overseer_lands_there_and_finds_the_way_back() -> None:
    agency = an_agency()
    a_plan(agency)
    client = signed_in(an_overseer(agency.province))
    assert client.get("/")["Location"] == URL
    inside = client.get(f"/a/{agency.slug}/2566/").content.decode()
    assert '<a href="/overview/">ทุกหน่วยงาน</a>' in inside
    assert "ตั้งค่าหน่วยงาน" not in inside
    assert "มาตรการ</a>" not in page_of(client).split("<main")[0]


def test_a_member_lands_in_their_agency() -> None:
    office = an_office()
    a_plan(office.agency)
    client = signed_in(office.kanda)
    assert client.get("/")["Location"] == f"/a/{office.agency.slug}/2566/"
    assert "ทุกหน่วยงาน" not in client.get(f"/a/{office.agency.slug}/2566/").content.decode()


def test_nothing_can_be_sent_there() -> None:
    assert signed_in(an_overseer()).post(URL).status_code == 405


def test_who_is_late_is_shown_alone_and_all_that_is_found_goes_into_a_file() -> None:
    for name, due, state in (
        ("อบต.สาย", date(2023, 10, 3), None),
        ("อบต.ทัน", date(2023, 10, 3), Edition.State.SUBMITTED),
        ("อบต.ไม่กำหนด", None, None),
    ):
        plan = a_plan(an_agency_named(name))
        Plan.objects.filter(pk=plan.pk).update(report_due_on=due)
        if state:
            an_edition(plan, state)
    an_agency_named("อบต.ไกล", "ไกลโพ้น")
    client = signed_in(an_overseer())
    assert listed(page_of(client, "?late=1")) == ["อบต.สาย"]
    assert len(listed(page_of(client, "?late=x"))) == 3
    for query, names in (("?late=1", ["อบต.สาย"]), ("", ["อบต.ทัน", "อบต.สาย", "อบต.ไม่กำหนด"])):
        answer = client.get(URL + "agencies.csv" + query)
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert sorted(row.partition(",")[0].strip('"') for row in rows[1:]) == names, query
    assert "3 ตุลาคม 2566" in rows[-1] + rows[1] + rows[2]
    assert signed_in(a_person("stranger")).get(URL + "agencies.csv").content.decode().count("\n") == 1


def test_the_workbook_holds_what_the_table_shows_in_its_order() -> None:
    for name, due in (("อบต.ช้า", date(2023, 10, 3)), ("อบต.ช้ากว่า", date(2023, 9, 1)), ("อบต.ไม่กำหนด", None)):
        plan = a_plan(an_agency_named(name))
        Plan.objects.filter(pk=plan.pk).update(report_due_on=due)
        a_measure(plan, "E13", actions=1, outcomes=1, state=State.TAKEN)
    client = signed_in(an_overseer())
    query = "?sort=late"
    answer = client.get(f"{URL}agencies.xlsx{query}")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    [table] = sheets.read(answer.content).tables()
    rows = [[cell.text for cell in row] for row in table.rows[1:]]
    assert [row[0] for row in rows] == listed(page_of(client, query)) == ["อบต.ช้ากว่า", "อบต.ช้า", "อบต.ไม่กำหนด"]
    assert rows[0][1:5] == ["ตัวอย่าง", "1", "1", "1"]
    assert rows[0][5:10] == [*3 * ["ยังไม่จัดทำ"], "1 กันยายน 2566", "เกินกำหนด"]
    assert f'href="{URL}agencies.xlsx{query}"' in page_of(client, query)
    assert client.get(f"{URL}agencies.pdf").status_code == 404


def test_of_many_agencies_the_sums_are_kept_for_a_minute_and_rows_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overseen, "MANY", 1)
    first, second = a_plan(an_agency_named("อบต.ก")), an_agency_named("อบต.ข")
    client = signed_in(an_overseer())
    assert PUBLISHED.format(0) in page_of(client)
    an_edition(first, Edition.State.PUBLISHED)
    a_plan(second)
    page = page_of(client)
    assert PUBLISHED.format(0) in page and "<dt>มีแผนมาตรการแล้ว</dt><dd>1</dd>" in page
    assert (cells(page, "อบต.ก")[7], cells(page, "อบต.ข")[7]) == ("เผยแพร่แล้ว", "ยังไม่จัดทำ")
    cache.clear()  # a minute later
    assert PUBLISHED.format(1) in page_of(client) and "<dt>มีแผนมาตรการแล้ว</dt><dd>2</dd>" in page_of(client)


def test_what_is_published_is_counted() -> None:
    an_edition(a_plan(an_agency_named("อบต.หนึ่ง")), Edition.State.PUBLISHED)
    an_edition(a_plan(an_agency_named("อบต.สอง")), Edition.State.SIGNED)
    page = " ".join(page_of(signed_in(an_overseer())).split())
    assert "<dt>รายงานอนุมัติแล้ว</dt><dd>2</dd>" in page and "<dt>เผยแพร่แล้ว</dt><dd>1</dd>" in page
