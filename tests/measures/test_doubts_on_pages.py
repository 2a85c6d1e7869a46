"""The doubts about a measure on its page, on handing in and on checking, with the same buttons; and at the report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Decision, Measure, State
from reports.models import Settlement
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

STEP = "จัดทำคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก o13) และคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก o13)"
PAGES = {"measure": State.OPEN, "hand_in": State.OPEN, "check": State.HANDED_IN}


def doubtful(office: Office, state: State = State.OPEN) -> Measure:
    """A measure with one wrong number twice, and an action of a year that is not the plan's."""
    an_indicator("O13", year=2566, text="รายงานผลการดำเนินงานประจำปี")
    an_indicator("O14", year=2566, text="คู่มือหรือมาตรฐานการปฏิบัติงาน")
    measure = office.measure(steps=[STEP], references=["o13", "o13"], actions=["จัดประชุม"], outcomes=["ดีขึ้น"])
    measure.actions.update(start_on=date(2027, 7, 3), end_on=date(2027, 7, 3))
    if state != State.OPEN:
        hand_in(office, measure, state)
    return measure


def hand_in(office: Office, measure: Measure, state: State) -> None:
    measure.decisions.create(move=Decision.Move.HAND_IN, round=1, by=office.mana, at=NOON)
    Measure.objects.filter(pk=measure.pk).update(state=state)


def rows(page: Any) -> list[Any]:
    return list(page.context["doubts"])


def post_row(client: Client, page: Any, at: int, label: str = "") -> Any:
    """Presses a button of a row as a browser would: every key of the row is sent."""
    row = rows(page)[at]
    data = {"key": row.keys, "page": row.page, "at": str(row.at), **({"label": label} if label else {})}
    return client.post(row.change_url, data)


def test_each_page_says_the_same_doubts_with_their_buttons(office: Office, signed_in: SignedIn) -> None:
    measure = doubtful(office)
    for name, state in PAGES.items():
        if state == State.HANDED_IN:
            hand_in(office, measure, state)
        client = signed_in(office.manee if name == "check" else office.mana)
        page = client.get(office.url(name, measure))
        assert [(len(row.keys), row.can.keep) for row in rows(page)] == [(2, True), (1, True)], name
        assert rows(page)[0].message.startswith("พิมพ์ว่า o13 เลขนี้ของปี 2566 คือ “รายงานผลการดำเนินงานประจำปี” ท่านหมายถึง")
        assert page.content.decode().count('id="doubt-') == 2, name


def test_a_number_is_changed_in_the_step_and_the_former_words_are_kept(office: Office, signed_in: SignedIn) -> None:
    measure, manee = doubtful(office), signed_in(office.manee)
    page = manee.get(office.url("measure", measure))
    assert rows(page)[0].labels == ["แก้เป็น o14"]
    answer = post_row(manee, page, 0, "แก้เป็น o14")
    assert measure.steps.get().text == STEP.replace("o13", "o14")
    assert list(measure.references.values_list("code", flat=True)) == ["O14", "O14"]
    assert [revision.text for revision in measure.revisions.all()] == [STEP]
    after = manee.get(answer["Location"])
    assert [row.is_next for row in rows(after)] == [True]
    assert '<li id="doubt-0" tabindex="-1" autofocus>' in after.content.decode()


def test_an_officer_changes_the_date_and_no_step(office: Office, signed_in: SignedIn) -> None:
    measure, mana = doubtful(office), signed_in(office.mana)
    page = mana.get(office.url("hand_in", measure))
    assert [row.labels for row in rows(page)] == [[], ["แก้เป็น 3 กรกฎาคม 2566"]]
    answer = post_row(mana, page, 1, "แก้เป็น 3 กรกฎาคม 2566")
    assert answer["Location"] == office.url("hand_in", measure) + "?doubt=1"
    assert measure.actions.get().start_on == date(2023, 7, 3)
    assert [row.is_next for row in rows(mana.get(answer["Location"]))] == [True]  # the last one left
    post_row(mana, page, 0, "แก้เป็น o14")
    assert measure.steps.get().text == STEP


def test_what_the_officer_lets_stand_is_settled_for_the_report_too(office: Office, signed_in: SignedIn) -> None:
    measure, mana = doubtful(office), signed_in(office.mana)
    page = mana.get(office.url("measure", measure))
    post_row(mana, page, 0)
    assert Settlement.objects.count() == 2
    assert AuditEvent.objects.order_by("-seq")[0].action == "doubt.settled"
    assert [row.message for row in rows(mana.get(office.url("measure", measure)))] == [rows(page)[1].message]
    compile_url = reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year])
    [group] = [group for group in signed_in(office.manee).get(compile_url).context["doubt_groups"] if group.url]
    assert [row.message for row in group.rows] == [rows(page)[1].message]


def test_at_the_report_a_group_is_let_stand_at_one_press(office: Office, signed_in: SignedIn) -> None:
    doubtful(office)
    manee = signed_in(office.manee)
    url = reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year])
    page = manee.get(url)
    [group] = [group for group in page.context["doubt_groups"] if group.url]
    assert (len(group.rows), len(group.keys)) == (2, 3)
    answer = manee.post(reverse("reports:settle", args=[*page.wsgi_request.path.split("/")[2:4]]), {"key": group.keys})
    assert answer.status_code == 302
    assert not [group for group in manee.get(url).context["doubt_groups"] if group.url]


def test_nobody_else_touches_a_doubt(office: Office, signed_in: SignedIn) -> None:
    measure = doubtful(office)
    other = an_agency("bueng-bua")
    a_plan(other)
    stranger = a_user("stranger", Role.COORDINATOR, agency=other)
    page = signed_in(office.mana).get(office.url("measure", measure))
    for user, status in ((office.piti, 403), (stranger, 404)):
        for label in ("", "แก้เป็น 3 กรกฎาคม 2566"):
            assert post_row(signed_in(user), page, 1, label).status_code == status
    assert Settlement.objects.count() == 0
    assert measure.actions.get().start_on == date(2027, 7, 3)


def test_a_taken_measure_is_opened_first_and_a_submitted_report_lets_nothing_be_settled(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, manee = doubtful(office, State.TAKEN), signed_in(office.manee)
    page = manee.get(office.url("measure", measure))
    row = rows(page)[0]
    assert (row.labels, row.open_words, row.open_url) == ([], "เปิดให้แก้ไข", office.url("reopen", measure))
    post_row(manee, page, 0, "แก้เป็น o14")
    assert measure.steps.get().text == STEP
    post_row(manee, page, 1)
    for module in ("views.doubts", "services.doubts.of_measure"):
        monkeypatch.setattr(f"measures.{module}.why_held", lambda plan: "รายงานอยู่ระหว่างพิจารณา")
    assert [row.can.keep for row in rows(manee.get(office.url("measure", measure)))] == [False]
    post_row(manee, page, 0)
    assert Settlement.objects.count() == 1


def test_a_page_asks_as_much_for_many_doubts_as_for_one(office: Office, signed_in: SignedIn) -> None:
    mana, counts = signed_in(office.mana), []
    for number in (1, 3):
        measure = a_measure(office.plan, f"E{number}", officers=[office.somkid], actions=["ประชุม"] * number)
        measure.actions.update(start_on=date(2027, 7, 3), end_on=date(2027, 7, 3))
        with CaptureQueriesContext(connection) as captured:
            assert len(rows(mana.get(office.url("measure", measure)))[0].keys) == number
        counts.append(len(captured))
    assert counts[0] == counts[1]
