"""A person's deadlines at an address of their own, which they can change and take back."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from measures.models import State
from notices.models import CalendarAddress
from tests.measures.reviewing import Office
from tests.notices.telling import TODAY, day


def subscribed(office: Office, who: str = "officer") -> str:
    """The path of a person's new calendar."""
    office.client(who).post("/me/calendar/renew/")
    return f"/calendar/{CalendarAddress.objects.get(user=office.people[who]).token}.ics"


def summaries(path: str) -> list[str]:
    body = Client().get(path).content.decode().replace("\r\n ", "")
    return re.findall(r"^SUMMARY:(.*?)\r$", body, re.MULTILINE)


def test_it_holds_the_days_of_the_measures_that_one_answers_for_and_that_are_open(office: Office) -> None:
    office.measure(State.OPEN, "E14", due_on=TODAY)
    office.measure(State.TAKEN, "E13", due_on=TODAY)
    office.measure(State.OPEN, "E12", due_on=TODAY, duties=())
    assert summaries(subscribed(office)) == ["ครบกำหนดมาตรการ E14"]


@pytest.mark.parametrize(
    ("who", "days"),
    [
        ("officer", ["วันสุดท้ายที่ส่งผลการดำเนินการ ปี 2566"]),
        ("approver", ["วันสุดท้ายที่ส่งผลการดำเนินการ ปี 2566", "วันสุดท้ายที่เสนอรายงานต่อผู้อนุมัติ ปี 2566"]),
        ("foreign_coordinator", []),
    ],
)
def test_the_days_of_the_year_stand_in_the_calendars_of_those_who_have_a_part_in_it(
    office: Office, who: str, days: list[str]
) -> None:
    office.plan.progress_due_on, office.plan.report_due_on = TODAY, day(4)
    office.plan.save()
    path = "/calendar/secret.ics"
    CalendarAddress.objects.create(user=office.people[who], token="secret", made_at="2023-09-22T00:00Z")
    assert summaries(path) == days


def test_it_needs_no_sign_in_and_says_what_it_is(office: Office) -> None:
    response = Client().get(subscribed(office))
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["Cache-Control"] == "private, no-cache"


def test_who_asks_again_gets_304_until_something_changes(office: Office) -> None:
    path = subscribed(office)
    etag = Client().get(path)["ETag"]
    assert Client().get(path, headers={"If-None-Match": etag}).status_code == 304
    office.measure(State.OPEN, due_on=TODAY)
    assert Client().get(path, headers={"If-None-Match": etag}).status_code == 200


def test_a_new_address_ends_the_old_one(office: Office) -> None:
    old, new = subscribed(office), subscribed(office)
    assert (old != new, Client().get(old).status_code, Client().get(new).status_code) == (True, 404, 200)


def test_a_revoked_address_shows_nothing(office: Office) -> None:
    path = subscribed(office)
    office.client("officer").post("/me/calendar/revoke/")
    assert Client().get(path).status_code == 404


def test_nobody_guesses_an_address(office: Office) -> None:
    token = subscribed(office).removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) == 32, "24 random octets"
    assert Client().get(f"/calendar/{token.swapcase()}.ics").status_code == 404


def test_one_cannot_revoke_anothers(office: Office) -> None:
    path = subscribed(office)
    office.client("coordinator").post("/me/calendar/revoke/")
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("change", ["account", "roles"])
def test_who_has_left_has_no_days(office: Office, change: str) -> None:
    office.measure(State.OPEN, due_on=TODAY)
    path = subscribed(office)
    if change == "account":
        User.objects.filter(pk=office.people["officer"].pk).update(is_active=False)
        assert Client().get(path).status_code == 404
    else:
        office.people["officer"].memberships.update(is_active=False)
        assert summaries(path) == []


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_the_same_queries_for_any_number_of_days(office: Office, many: int) -> None:
    for number in range(many):
        office.measure(State.OPEN, f"E{number}", due_on=TODAY)
    path = subscribed(office)
    with CaptureQueriesContext(connection) as asked:
        assert len(summaries(path)) == many
    assert len(asked) == 6
