"""A return of the report opens the measures that it names; the coordinator sees what became of each."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Role
from measures.models import Action, Decision, Measure, State
from measures.services.decision import reopen_for_report
from reports.models import Edition
from reports.review.history import asked_by
from tests.browsing import words_of
from tests.factories import a_measure, a_plan
from tests.reports.office import NOW, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def returned(office: Office, somsak: User, client: Client, *measures: Measure, decision: str = "return") -> int:
    """What the approver's form answers."""
    made = office.edition.rounds.get()
    client.force_login(somsak)
    typed = {"decision": decision, "comment": "ระบุจำนวนผู้เข้าร่วม", "round": made.pk, "measures": [m.pk for m in measures]}
    return client.post(office.url("review/"), typed).status_code


def test_what_is_ticked_opens_with_the_reason_and_what_is_not_stays(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    first = Measure.objects.get(plan=office.plan)
    office.submit(mana)
    assert returned(office, somsak, client, first) == 302
    first.refresh_from_db()
    last = first.decisions.get(move="reopen")
    assert (first.state, last.by, last.comment) == (State.REOPENED, somsak, "ระบุจำนวนผู้เข้าร่วม")
    assert office.edition.state == Edition.State.RETURNED


def test_the_coordinator_reads_what_was_touched_since(office: Office, mana: User, somsak: User, client: Client) -> None:
    first = Measure.objects.get(plan=office.plan)
    office.submit(mana)
    returned(office, somsak, client, first)
    client.force_login(mana)
    words = words_of(client.get(office.url()))
    assert "มาตรการที่ผู้อนุมัติขอให้แก้ไข E13" in words
    assert "ยังไม่มีสิ่งใดเปลี่ยนตั้งแต่ส่งกลับ" in words
    Action.objects.filter(measure=first).update(text="ทำแล้ว 12 ครั้ง")
    words = words_of(client.get(office.url()))
    assert "แก้ไขแล้ว ยังไม่ได้ส่งตรวจ" in words
    assert "ยังไม่มีสิ่งใดเปลี่ยนตั้งแต่ส่งกลับ" not in words
    for state, said in ((State.HANDED_IN, "ส่งมาให้ตรวจแล้ว"), (State.TAKEN, "ตรวจรับแล้ว")):
        Measure.objects.filter(pk=first.pk).update(state=state)
        [asked] = asked_by(office.edition.rounds.get().decisions.get(move="return"))
        assert asked.status.text == said


def test_a_return_without_ticks_opens_nothing_and_an_approval_with_ticks_is_asked_about(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    first = Measure.objects.get(plan=office.plan)
    elsewhere = a_measure(a_plan(office.plan.agency, office.plan.year + 1), "E1")
    Measure.objects.update(state=State.TAKEN)
    office.submit(mana)
    assert returned(office, somsak, client, first, decision="approve") == 422
    assert returned(office, somsak, client, elsewhere) == 422
    assert returned(office, somsak, client) == 302
    assert set(Measure.objects.values_list("state", flat=True)) == {State.TAKEN}
    assert not Decision.objects.filter(move="reopen").exists()


def test_another_agencys_people_open_nothing(office: Office) -> None:
    stranger = office.person("stranger", Role.APPROVER)
    stranger.memberships.update(is_active=False)
    measure = Measure.objects.get(plan=office.plan)
    with pytest.raises(Refused):
        reopen_for_report(measures=[measure], by=stranger, now=NOW, comment="ขอให้แก้")
    assert Measure.objects.get().state == State.TAKEN
