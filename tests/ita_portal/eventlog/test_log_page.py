"""The event log of an agency: Thai sentences, narrowed by person, object, kind and day; nobody else's rows."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Agency, Membership
from accounts.permissions import Role
from audit.chain import record
from audit.models import AuditEvent
from ita_portal.frame.templatetags import pieces
from measures.models import State
from reports.models import Edition, Report
from tests.ita_portal.eventlog.logging_office import happened, log_url, numbers, page, sentences
from tests.measures.reviewing import Office, an_office


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The tests' own sign-ins leave no events."""
    monkeypatch.setattr("ita_portal.signin.log.record", lambda *_, **__: None)
    return an_office()


def elsewhere(office: Office) -> Agency:
    return office.people["foreign_coordinator"].memberships.get().agency


def test_what_was_decided_reads_as_a_sentence_with_its_object_and_words(office: Office) -> None:
    office.measure(State.RETURNED)
    assert sentences(page(office)) == [
        "ส่งมาตรการกลับแก้ไข มาตรการ E14 ปี 2566 รอบที่ 1 “ขอให้ระบุจำนวนผู้เข้าร่วม”",
        "ส่งมาตรการให้ตรวจ มาตรการ E14 ปี 2566 รอบที่ 1 “ขอให้ระบุจำนวนผู้เข้าร่วม”",
    ]


def test_a_row_says_who_in_which_role_when_and_under_which_number(office: Office) -> None:
    office.measure(State.HANDED_IN)
    html = page(office)
    assert f'{pieces.person("นางสาวกานดา ใจงาม")} <span class="small">เจ้าหน้าที่</span>' in html
    assert numbers(html) == [1]
    assert f"{timezone.localdate().day} " in html.partition('data-label="เวลา"')[2][:120]


def test_people_and_roles_are_named_and_the_portal_too(office: Office) -> None:
    agency, kanda = office.plan.agency, office.people["officer"]
    member = kanda.memberships.get()
    happened(agency, "membership.added", f"membership:{member.pk}", None, role="officer", user=kanda.pk)
    html = page(office)
    assert (sentences(html), '<span class="nb">ระบบ</span>' in html) == (["เพิ่มบทบาทเจ้าหน้าที่ นางสาวกานดา ใจงาม"], True)


@pytest.mark.parametrize("words", ["มาตรการ E14", "มาตรการ E๑๔ ปี ๒๕๖๖", "มาตรการ  e14"])
def test_a_measure_is_found_by_what_the_page_prints_of_it(office: Office, words: str) -> None:
    office.measure(State.HANDED_IN)
    happened(office.plan.agency, "measure.added", "measure:99")
    assert numbers(page(office, "?" + urlencode({"q": words}))) == [1]


def test_a_report_is_found_by_what_the_page_prints_of_it(office: Office) -> None:
    edition = Edition.objects.create(report=Report.objects.create(plan=office.plan, kind="result"))
    seen = happened(office.plan.agency, "report.compiled", f"edition:{edition.pk}")
    happened(office.plan.agency, "plan.changed", f"plan:{office.plan.pk}")
    assert numbers(page(office, "?" + urlencode({"q": "รายงานปี 2566"}))) == [seen]
    assert numbers(page(office, "?" + urlencode({"q": "รายงานปี 2567"}))) == []


def test_handing_in_for_another_says_so(office: Office) -> None:
    office.measure(State.HANDED_IN, sender="coordinator")
    assert sentences(page(office))[0].startswith("ส่งมาตรการให้ตรวจแทนผู้รับผิดชอบ มาตรการ E14")


def test_another_agencys_rows_are_never_shown(office: Office) -> None:
    happened(elsewhere(office), "measure.added", "measure:1")
    seen = happened(office.plan.agency, "measure.added", "measure:1")
    assert numbers(page(office)) == [seen]
    for query in (f"?q={seen - 1}", "?who=0", "?about=measure"):
        assert seen - 1 not in numbers(page(office, query))


def test_an_event_that_points_to_anothers_row_tells_nothing_of_it(office: Office) -> None:
    measure = office.measure(State.RETURNED)
    agency = elsewhere(office)
    happened(agency, "measure.return", f"measure:{measure.pk}", round=1)
    client = office.client("foreign_coordinator")
    html = client.get(f"/a/{agency.slug}/log/").content.decode()
    assert sentences(" ".join(html.split())) == ["ส่งมาตรการกลับแก้ไข"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("coordinator", 200), ("administrator", 200), ("approver", 200), ("overseer", 200)),
        *(("officer", 403), ("foreign_coordinator", 404), ("nobody", 404), ("left", 404)),
    ],
)
def test_who_may_read_it(office: Office, who: str, status: int, settings: object) -> None:
    settings.MFA_REQUIRED = False  # type: ignore[attr-defined]  # a second factor is another test's matter
    for rest in ("", "proof/", "export.csv", "export.jsonl"):
        assert office.client(who).get(log_url(office, rest)).status_code == status, rest


def test_sign_ins_of_people_of_this_agency_alone_are_shown(office: Office) -> None:
    kanda, mana = office.people["officer"], office.people["coordinator"]
    Membership.objects.create(user=mana, agency=elsewhere(office), role=Role.OFFICER)
    for person in (kanda, mana, office.people["foreign_officer"]):
        happened(None, "account.sign_in", f"user:{person.pk}", person.pk)
    happened(None, "account.sign_in_failed", f"user:{kanda.pk}")
    happened(None, "account.sign_in_failed", "sign_in")
    html = page(office, "?about=all")
    assert sentences(html) == ["เข้าสู่ระบบไม่สำเร็จ นางสาวกานดา ใจงาม", "เข้าสู่ระบบ"]
    assert '<span class="nb">ไม่ทราบผู้ใช้</span>' in html


def test_who_came_in_and_went_out_is_passed_over_until_it_is_asked_for(office: Office) -> None:
    kanda = office.people["officer"]
    for action in ("account.sign_in", "account.sign_out", "account.sign_in_failed", "account.password_change"):
        happened(None, action, f"user:{kanda.pk}", kanda.pk)
    seldom = ["เปลี่ยนรหัสผ่าน", "เข้าสู่ระบบไม่สำเร็จ"]
    html = page(office)
    assert [said.partition(" ")[0] for said in sentences(html)] == seldom
    assert "ไม่แสดงการเข้าและออกจากระบบ" in html
    assert 'href="?about=all"' in html
    assert [said.partition(" ")[0] for said in sentences(page(office, f"?who={kanda.pk}"))] == seldom
    for query in ("?about=all", "?about=sign_in"):
        html = page(office, query)
        assert len(sentences(html)) == 4, query
        assert "ไม่แสดงการเข้าและออกจากระบบ" not in html
    first = AuditEvent.objects.get(action="account.sign_in")
    assert sentences(page(office, f"?q={first.seq}")) == ["เข้าสู่ระบบ"], "an event is found by its number, whatever it is"


def test_it_is_narrowed_by_person(office: Office) -> None:
    office.measure(State.TAKEN)
    mana = office.people["coordinator"].pk
    [said] = sentences(page(office, f"?who={mana}"))
    assert said.startswith("ตรวจรับมาตรการ E14 ปี 2566"), "no word twice"


def test_recovery_codes_are_not_a_second_second_factor(office: Office) -> None:
    for kind in ("totp", "recovery_codes"):
        happened(None, "account.factor_added", f"user:{office.people['coordinator'].pk}", factor=kind)
    said = sentences(page(office, "?about=sign_in"))
    assert [each.partition(" ")[0] for each in said] == ["สร้างรหัสสำรอง", "ตั้งการยืนยันตัวตนสองขั้นตอน"]


def test_it_is_narrowed_by_kind(office: Office) -> None:
    office.measure(State.HANDED_IN)
    happened(office.plan.agency, "report.compiled", "edition:1")
    assert sentences(page(office, "?about=report")) == ["แก้ไขข้อความ"]


@pytest.mark.parametrize("words", ["E13", "e13", "คำถามของ E13"])
def test_it_is_narrowed_by_object_however_its_code_is_typed(office: Office, words: str) -> None:
    office.measure(State.HANDED_IN, "E13")
    office.measure(State.HANDED_IN, "E14")
    assert numbers(page(office, "?" + urlencode({"q": words}))) == [1]


def test_it_is_narrowed_by_the_name_of_whom_it_is_about(office: Office) -> None:
    kanda = office.people["officer"]
    office.measure(State.HANDED_IN)
    seen = happened(office.plan.agency, "membership.ended", f"membership:{kanda.memberships.get().pk}", user=kanda.pk)
    assert numbers(page(office, "?" + urlencode({"q": "กานดา"}))) == [seen]


def test_a_number_or_a_short_hash_finds_its_event(office: Office) -> None:
    office.measure(State.TAKEN)
    html = page(office)
    mark = html.partition('<span class="code nb">')[2][:9]
    assert numbers(page(office, "?" + urlencode({"q": mark}))) == [2]
    assert numbers(page(office, "?" + urlencode({"q": "๑"}))) == [1]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", [3, 2, 1]),
        ("23 ก.ย. 66", "", [3, 2]),
        ("", "23/9/2566", [2, 1]),
        ("23 กันยายน 2566", "23 กันยายน 2566", [2]),
        ("1 ต.ค. 66", "", []),
    ],
)
def test_it_is_narrowed_by_days_of_bangkok_as_people_type_them(
    office: Office, since: str, until: str, expected: list[int]
) -> None:
    moments = (
        datetime(2023, 9, 22, 16, 59, tzinfo=UTC),
        datetime(2023, 9, 22, 17, 0, tzinfo=UTC),
        datetime(2023, 9, 23, 17, 0, tzinfo=UTC),
    )
    for at in moments:
        with transaction.atomic():
            record("measure.added", actor=None, agency=office.plan.agency.pk, subject="measure:1", at=at)
    assert numbers(page(office, "?" + urlencode({"since": since, "until": until}))) == expected


def test_a_day_that_is_none_is_named_and_nothing_is_shown_instead(office: Office) -> None:
    office.measure(State.HANDED_IN)
    html = page(office, "?" + urlencode({"since": "31 ก.ย. 66"}), status=422)
    assert ("เดือนกันยายนมี 30 วัน" in html, numbers(html)) == (True, [])


def test_a_search_without_hits_offers_to_be_cleared_and_an_empty_log_says_what_comes(office: Office) -> None:
    assert "ยังไม่มีเหตุการณ์" in page(office)
    happened(office.plan.agency, "measure.added", "measure:1")
    html = page(office, "?about=report")
    assert ("ไม่พบเหตุการณ์ตามเงื่อนไขนี้" in html, "ล้างเงื่อนไข" in html) == (True, True)


def test_fifty_stand_on_a_page_and_the_filter_goes_along(office: Office) -> None:
    for number in range(51):
        happened(office.plan.agency, "measure.added", f"measure:{number + 1}")
    html = page(office, "?about=measure")
    assert (len(numbers(html)), "พบ 51 รายการ" in html) == (50, True)
    assert f'href="?about=measure&amp;after={numbers(html)[-1]}"' in html
    happened(office.plan.agency, "measure.added", "measure:99")  # while somebody reads
    following = page(office, f"?about=measure&after={numbers(html)[-1]}")
    assert (numbers(following), "ถัดไป" in following) == ([1], False)
    assert numbers(page(office, f"?about=measure&before={numbers(following)[0]}")) == numbers(html)


def test_a_long_log_is_not_counted_to_its_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ita_portal.eventlog.views.MOST_COUNTED", 2)
    for number in range(3):
        happened(office.plan.agency, "measure.added", f"measure:{number + 1}")
    assert "พบมากกว่า 2 รายการ" in page(office)


@pytest.mark.parametrize("query", ["?after=0", "?before=x", "?after=-1", f"?before={10**30}", f"?after={2**63 - 1}"])
def test_a_place_that_is_none_breaks_nothing(office: Office, query: str) -> None:
    happened(office.plan.agency, "measure.added", "measure:1")
    assert page(office, query)


def test_what_someone_typed_is_shown_as_text(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    office.decide(measure, "return", "coordinator", comment="<script>alert(1)</script>")
    html = page(office)
    assert ("&lt;script&gt;alert(1)" in html, "<script>alert" in html) == (True, False)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_page_takes_the_same_queries_for_any_number_of_events(office: Office, many: int) -> None:
    agency, mana = office.plan.agency, office.people["coordinator"]
    for number in range(1, many + 1):
        happened(agency, "measure.changed", f"measure:{number}", mana.pk)
        happened(agency, "user.reactivated", f"user:{number}", mana.pk)
    office.measure(State.RETURNED)
    client = office.client("coordinator")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(log_url(office)).status_code == 200
    assert len(asked) == 15
