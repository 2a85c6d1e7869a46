"""What stands in the form of words and is not saved: it goes with the submission, and through a new order."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Draft, User
from accounts.permissions import Role
from measures.models import Measure, Plan
from reports.compiling import edition as editions
from tests.browsing import form_of, words_of
from tests.factories import a_measure, a_plan, a_user, an_agency
from tests.reports.office import Office

pytestmark = pytest.mark.django_db
TYPED = "งบประมาณไม่เพียงพอ"


@pytest.fixture
def plan() -> Plan:
    plan = a_plan(an_agency())
    for code in ("I2", "E13"):
        a_measure(plan, code)
    return plan


@pytest.fixture
def client(plan: Plan) -> Client:
    client = Client()
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
    return client


def form(client: Client, plan: Plan, **typed: str) -> dict[str, str]:
    """The form of words as a browser sends it."""
    page = client.get(reverse("reports:compile", args=[plan.agency.slug, plan.year]))
    return {**form_of(page, button="save").values, **typed}


def test_the_button_that_submits_saves_what_was_typed(plan: Plan, client: Client) -> None:
    place = [plan.agency.slug, plan.year]
    sent = form(client, plan, problems=TYPED)
    answer = client.post(reverse("reports:compile", args=place), {**sent, "do": "submit"})
    assert answer.headers["Location"] == reverse("reports:submit", args=place)
    assert editions.latest(plan).problems == TYPED


def test_a_date_that_can_not_be_read_keeps_from_submitting(plan: Plan, client: Client) -> None:
    sent = form(client, plan, problems=TYPED, reported_on="31 กันยายน 2566")
    answer = client.post(reverse("reports:compile", args=[plan.agency.slug, plan.year]), {**sent, "do": "submit"})
    assert answer.status_code == 422
    assert TYPED in answer.content.decode()


@pytest.mark.parametrize("do", ["up", "code"])
def test_a_new_order_keeps_what_was_typed(plan: Plan, client: Client, do: str) -> None:
    do = f"up:{Measure.objects.get(code='E13').pk}" if do == "up" else do
    sent = form(client, plan, problems=TYPED)
    page = client.post(reverse("reports:order", args=[plan.agency.slug, plan.year]), {**sent, "do": do}, follow=True)
    assert form_of(page, button="save").values["problems"] == TYPED
    assert editions.latest(plan).problems == ""  # typed, not saved
    assert "นำข้อความกลับมาพิมพ์ต่อ" not in words_of(page)  # it is there


def test_a_new_order_leaves_no_draft_of_what_nobody_typed(plan: Plan, client: Client) -> None:
    sent = form(client, plan, do="code")
    page = client.post(reverse("reports:order", args=[plan.agency.slug, plan.year]), sent)
    assert "draft" not in page.headers["Location"]
    assert Draft.objects.count() == 0


def test_the_page_of_submission_tells_of_words_that_were_not_saved(office: Office) -> None:
    somchai: User = office.person("somchai", Role.COORDINATOR)
    office.name_approver(office.person("boss", Role.APPROVER))
    client = Client()
    client.force_login(somchai)
    submit = reverse("reports:submit", args=[office.agency.slug, office.plan.year])
    assert "ยังไม่ได้บันทึก" not in words_of(client.get(submit))
    client.post(reverse("draft_keep"), form(client, office.plan, problems=TYPED))
    assert "ยังมีข้อความในรายงานที่ท่านพิมพ์ไว้แต่ยังไม่ได้บันทึก" in words_of(client.get(submit))
