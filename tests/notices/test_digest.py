"""The day's letter: one a person and day, with what is new and unread, and none where there is nothing to say."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from accounts.permissions import Role
from measures.models import Plan, State
from notices.mail import digest, posting
from notices.models import Mail, Notice
from notices.models.mail import PATIENCE
from notices.write_notices import write_due
from tests.measures.reviewing import Office
from tests.notices.telling import another_hand, day, moment


def morning(days: int = 0) -> int:
    """What the worker does at half past seven; the number of letters that went out."""
    digest.make(day(days), now=moment(days))
    return posting.post(moment(days))


def receivers(mailoutbox: list[EmailMessage]) -> list[str]:
    return sorted(letter.to[0].partition("@")[0] for letter in mailoutbox)


def test_a_letter_tells_all_that_is_new_in_one(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.HANDED_IN, "E14")
    office.measure(State.HANDED_IN, "E13", duties=office.duties[:1])
    assert morning() == 2
    assert receivers(mailoutbox) == ["chan", "mana"]
    text = mailoutbox[0].body
    assert re.findall(r"^\d+\. (.*)$", str(text), re.MULTILINE) == [
        "ส่งมาให้ตรวจ: มาตรการ E14",
        "ส่งมาให้ตรวจ: มาตรการ E13",
    ]


def test_where_there_is_one_matter_the_subject_is_the_act(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.HANDED_IN)
    morning()
    assert {letter.subject for letter in mailoutbox} == {"ส่งมาให้ตรวจ: มาตรการ E14"}


def test_of_many_each_kind_is_named_the_most_pressing_first(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.OPEN, "E13", due_on=day(3), duties=office.duties[:1])
    office.measure(State.OPEN, "E14", due_on=day(-1), duties=office.duties[:1])
    morning()
    assert [m.subject for m in mailoutbox if "kanda" in m.to[0]] == ["มี 2 เรื่องรอท่าน: เกินกำหนด 1, ใกล้ครบกำหนด 1"]


def test_a_letter_leads_to_where_one_acts_in_text_and_in_html(office: Office, mailoutbox: list[EmailMessage]) -> None:
    measure = office.measure(State.HANDED_IN)
    morning()
    link = f"https://portal.example{office.url('check', measure)}"
    [(html, kind)] = mailoutbox[0].alternatives  # type: ignore[attr-defined]  # the letter has an HTML part
    assert f"   {link}\n" in str(mailoutbox[0].body)
    assert (f'<a href="{link}">' in str(html), kind) == (True, "text/html")


def test_what_someone_typed_is_text_in_html_too(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.OPEN, "<b>E1", due_on=day(0), duties=office.duties[:1])
    morning()
    [letter] = mailoutbox
    [(html, _)] = letter.alternatives  # type: ignore[attr-defined]  # the letter has an HTML part
    assert ("มาตรการ &lt;b&gt;E1" in str(html), "<b>E1" in str(html)) == (True, False)
    assert "มาตรการ <b>E1" in str(letter.body)


def test_nothing_to_say_is_no_letter(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.TAKEN)
    assert (morning(), mailoutbox) == (0, [])


def test_a_second_run_on_the_same_day_sends_no_second_letter(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.HANDED_IN, "E14")
    sent = morning()
    office.measure(State.HANDED_IN, "E13")
    assert (sent, morning(), len(mailoutbox)) == (2, 0, 2)


def test_what_came_later_stands_in_the_next_days_letter_alone(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.HANDED_IN, "E14")
    morning()
    office.measure(State.HANDED_IN, "E13")
    assert morning(1) == 2
    assert {letter.subject for letter in mailoutbox[2:]} == {"ส่งมาให้ตรวจ: มาตรการ E13"}


def test_what_was_read_in_the_portal_is_not_told_by_mail(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.HANDED_IN)
    write_due(office.plan.agency, now=moment(0))
    Notice.objects.filter(user=office.people["coordinator"]).update(read_at=moment(0))
    morning()
    assert receivers(mailoutbox) == ["chan"]


def test_what_was_told_by_a_letter_of_its_own_is_not_told_again(office: Office, mailoutbox: list[EmailMessage]) -> None:
    another_hand(office)
    write_due(office.plan.agency, now=moment(0))
    posting.post(moment(0))
    assert [letter.subject for letter in mailoutbox] == ["ความปลอดภัยของบัญชี: ออกลิงก์ตั้งรหัสผ่านใหม่แล้ว"]
    assert (morning(), morning(1)) == (0, 0)


def test_a_busy_week_sends_nobody_more_than_one_letter_a_day(office: Office, mailoutbox: list[EmailMessage]) -> None:
    for today in range(5):
        sent = len(mailoutbox)
        for hour, state in enumerate([State.HANDED_IN, State.RETURNED, State.REOPENED, State.OPEN]):
            office.measure(state, f"E{today}{hour}", due_on=day(today + hour))
            now = moment(today) + timedelta(hours=hour)
            write_due(office.plan.agency, now=now)
            posting.post(now)
            digest.make(day(today), now=now)
            posting.post(now)
        everyone = [letter.to[0] for letter in mailoutbox[sent:]]
        assert sorted(set(everyone)) == sorted(everyone) != []


def test_after_days_of_a_dead_mail_server_one_letter_tells_all(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.HANDED_IN, "E14")
    digest.make(day(0), now=moment(0))
    office.measure(State.HANDED_IN, "E13")
    assert morning(1) == 2
    assert posting.post(moment(2)) == 0
    assert {letter.subject for letter in mailoutbox} == {"มี 2 เรื่องรอท่าน: ส่งมาให้ตรวจ 2"}
    assert set(Mail.objects.filter(key="digest:2023-09-22").values_list("fault", flat=True)) == {
        "told in a later letter"
    }


def test_a_letter_that_is_just_going_out_is_not_taken_back(office: Office) -> None:
    office.measure(State.HANDED_IN, "E14")
    digest.make(day(0), now=moment(0))
    Mail.objects.update(lease="another's", next_at=moment(1) + PATIENCE)
    office.measure(State.HANDED_IN, "E13")
    digest.make(day(1), now=moment(1))
    told = {letter.key: letter.notices.count() for letter in Mail.objects.filter(user=office.people["coordinator"])}
    assert told == {"digest:2023-09-22": 1, "digest:2023-09-23": 1}


def test_a_person_of_two_agencies_gets_one_letter_that_says_which(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere = office.people["foreign_coordinator"].memberships.get().agency
    Membership.objects.create(user=office.people["coordinator"], agency=elsewhere, role=Role.COORDINATOR)
    Plan.objects.filter(agency=elsewhere).update(report_due_on=day(0))
    office.measure(State.HANDED_IN)
    morning()
    [letter] = [letter for letter in mailoutbox if "mana" in letter.to[0]]
    said = re.findall(r"^   (thung-sai-than|na-lao) ปี 2566$", str(letter.body), re.MULTILINE)
    assert said == ["thung-sai-than", "na-lao"]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_who_cannot_be_reached_gets_none(
    office: Office, mailoutbox: list[EmailMessage], change: dict[str, object]
) -> None:
    office.measure(State.HANDED_IN)
    User.objects.filter(username="mana").update(**change)
    morning()
    assert receivers(mailoutbox) == ["chan"]


def test_a_letter_lists_thirty_and_counts_the_others(office: Office, mailoutbox: list[EmailMessage]) -> None:
    for number in range(32):
        office.measure(State.OPEN, f"E{number}", due_on=day(0), duties=office.duties[:1])
    morning()
    body = str(mailoutbox[0].body)
    assert (len(re.findall(r"^\d+\. ", body, re.MULTILINE)), "และอีก 2 เรื่อง" in body) == (30, True)


def test_the_command_takes_a_day_as_people_type_it(office: Office, mailoutbox: list[EmailMessage]) -> None:
    office.measure(State.OPEN, due_on=day(3), duties=office.duties[:1])
    said = StringIO()
    call_command("send_digests", "--date", "22 ก.ย. 66", stdout=said)
    call_command("send_digests", "--date", "22/09/2566", stdout=said)
    assert said.getvalue().splitlines() == [
        "จดหมายของวันที่ 22 กันยายน 2566: ใหม่ 1 ฉบับ ส่งออกแล้ว 1 ฉบับ",
        "จดหมายของวันที่ 22 กันยายน 2566: ใหม่ 0 ฉบับ ส่งออกแล้ว 0 ฉบับ",
    ]
    assert Mail.objects.get().key == "digest:2023-09-22"


def test_the_command_refuses_what_is_no_day() -> None:
    with pytest.raises(CommandError, match="30"):
        call_command("send_digests", "--date", "31 ก.ย. 66")
