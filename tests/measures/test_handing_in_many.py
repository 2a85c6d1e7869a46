"""Saving progress leads on, and several of one's own measures are handed in or completed on one page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from measures.models import Action, Decision, Measure, Outcome, Plan, State
from measures.services.decision import decide
from tests.browsing import open_form, words_of
from tests.factories import a_user, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


def ready(office: Office, code: str, **said: object) -> Measure:
    return office.measure(code, actions=[f"ทำ {code}"], outcomes=[f"ผล {code}"], **said)


def save(client: Any, office: Office, measure: Measure, do: str, **typed: str) -> str:
    form = open_form(client, office.url("action_new", measure))
    return str(form.press(client, do=do, **typed)["Location"])


def hand_in(client: Any, office: Office, *measures: Measure, url: str = "") -> Any:
    """Ticks these on the page as it was drawn, and presses."""
    page = client.get(url or office.url("hand_in_many"))
    digests = {name: value for name, value in page_values(page).items() if name.startswith("digest-")}
    ticked = [f"{measure.pk}-{measure.decisions.count()}" for measure in measures]
    return client.post(office.url("hand_in_many"), {**digests, "measure": ticked}, follow=True)


def page_values(page: Any) -> dict[str, str]:
    return {f"digest-{row['measure'].pk}": row["digest"] for row in page.context["rows"]}


def test_saving_goes_to_the_next_measure_without_progress_and_then_to_the_review(
    office: Office, signed_in: SignedIn
) -> None:
    first, second, third = office.measure("I7"), office.measure("E6"), office.measure("E13")
    mana: Any = signed_in(office.mana)
    done = {"actions_0_text": "ทำแล้ว", "outcomes_0_text": "ดีขึ้น"}
    assert "บันทึกและไปข้อ E6" in words_of(mana.get(office.url("action_new", first)))
    assert save(mana, office, first, "next", **done) == office.url("action_new", second)
    assert save(mana, office, third, "next", **done) == office.url("action_new", second)  # round to what is left
    assert "บันทึกและไปข้อ" not in words_of(mana.get(office.url("action_new", second)))
    assert save(mana, office, second, "review", **done) == f"{office.url('hand_in_many')}?pick={second.pk}"
    assert Action.objects.count() == 3


def test_review_of_the_only_ready_one_is_its_own_page_and_plain_saving_stays_as_it_was(
    office: Office, signed_in: SignedIn
) -> None:
    measure, _ = office.measure("I7"), office.measure("E6")
    mana: Any = signed_in(office.mana)
    assert save(mana, office, measure, "save", actions_0_text="ทำแล้ว") == office.url("measure", measure)
    assert save(mana, office, measure, "review", outcomes_0_text="ดีขึ้น", actions_0_text="อีก") == office.url(
        "hand_in", measure
    )


def test_an_officer_hands_in_those_that_are_ticked(office: Office, signed_in: SignedIn) -> None:
    first, second = ready(office, "I7"), ready(office, "E6")
    office.measure("E13", actions=["ทำ"])  # without an outcome
    ready(office, "O1", officers=[an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=office.health)])
    mana: Any = signed_in(office.mana)
    page = mana.get(f"{office.url('hand_in_many')}?pick={second.pk}")
    assert [row["measure"].code for row in page.context["rows"]] == ["I7", "E6"]
    assert page.content.decode().count(" checked>") == 1
    response = hand_in(mana, office, first)
    assert "ส่งให้ผู้ประสานงานตรวจแล้ว 1 มาตรการ: I7" in words_of(response)
    assert set(Measure.objects.filter(state=State.HANDED_IN)) == {first}
    assert Decision.objects.get().by == office.mana


def test_a_coordinator_completes_their_own_and_is_led_to_the_report(office: Office) -> None:
    both = a_user("weera", Role.COORDINATOR, agency=office.plan.agency)
    own = an_officer(office.plan.agency, "นายวีระ ประสงค์สุข", user=both)
    measures = [ready(office, code, officers=[own]) for code in ("I7", "E6")]
    client = Client()
    client.force_login(both)
    response = hand_in(client, office, *measures)
    assert response.redirect_chain[-1][0] == "/a/thung-sai-than/2566/report/"
    assert "บันทึกว่าเสร็จสมบูรณ์แล้ว 2 มาตรการ: I7 E6" in words_of(response)
    assert list(Decision.objects.values_list("move", flat=True)) == ["complete", "complete"]


def test_what_changed_or_was_handed_in_meanwhile_is_left_and_said(office: Office, signed_in: SignedIn) -> None:
    changed, sent, fine = ready(office, "I7"), ready(office, "E6"), ready(office, "E13")
    mana: Any = signed_in(office.mana)
    digests = page_values(mana.get(office.url("hand_in_many")))
    Outcome.objects.filter(measure=changed).update(text="ผลใหม่")
    Measure.objects.filter(pk=sent.pk).update(state=State.HANDED_IN)
    ticked = [f"{measure.pk}-0" for measure in (changed, sent, fine)]
    said = words_of(mana.post(office.url("hand_in_many"), {**digests, "measure": ticked}, follow=True))
    assert "ส่งให้ผู้ประสานงานตรวจแล้ว 1 มาตรการ: E13" in said
    assert "ยังไม่ได้ส่งมาตรการ I7: ข้อความเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้" in said
    assert "บางมาตรการที่เลือกส่งไปแล้ว" in said
    assert Decision.objects.get().measure == fine


def test_a_page_that_does_not_say_what_it_showed_hands_in_nothing(office: Office, signed_in: SignedIn) -> None:
    measure = ready(office, "I7")
    mana: Any = signed_in(office.mana)
    mana.post(office.url("hand_in_many"), {"measure": [f"{measure.pk}-0"]})
    mana.post(office.url("hand_in_many"), {"measure": [f"{measure.pk}-7"], f"digest-{measure.pk}": "0" * 64})
    assert not Decision.objects.exists()


def test_home_offers_it_where_more_than_one_is_ready(office: Office, signed_in: SignedIn) -> None:
    ready(office, "I7")
    home, mana = "/a/thung-sai-than/2566/", signed_in(office.mana)
    assert office.url("hand_in_many") not in mana.get(home).content.decode()
    ready(office, "E6")
    assert "ตรวจทาน 2 มาตรการที่บันทึกครบแล้วพร้อมกัน" in words_of(mana.get(home))
    assert office.url("hand_in_many") in mana.get(home).content.decode()


def test_nothing_ticked_is_said_and_nobody_elses_are_handed_in(office: Office, signed_in: SignedIn) -> None:
    measure = ready(office, "I7")
    mana, piti = signed_in(office.mana), signed_in(office.piti)
    response: Any = mana.post(office.url("hand_in_many"))
    assert response.status_code == 422 and "ยังไม่ได้เลือกมาตรการ" in words_of(response)
    hand_in(piti, office, measure)
    assert not Decision.objects.exists()
    assert "ยังไม่มีมาตรการของท่านที่พร้อมส่ง" in words_of(piti.get(office.url("hand_in_many")))


def test_doubts_stand_at_the_measure_that_they_are_about(office: Office, signed_in: SignedIn) -> None:
    Plan.objects.update(year=2566)
    doubtful = office.measure("E13", actions=["ประชุมเมื่อวันที่ 3 กรกฎาคม 2570"], outcomes=["ผล"])
    Action.objects.filter(measure=doubtful).update(start_on="2027-07-03", end_on="2027-07-03")
    ready(office, "I7")
    mana: Any = signed_in(office.mana)
    rows = {row["measure"].code: row["doubts"] for row in mana.get(office.url("hand_in_many")).context["rows"]}
    own = mana.get(office.url("hand_in", doubtful)).context["doubts"]
    assert rows["E13"] == [row.message for row in own] != []
    assert rows["I7"] == []


def test_one_that_was_returned_says_why_and_whether_anything_changed_since(office: Office, signed_in: SignedIn) -> None:
    returned, other = ready(office, "I7"), ready(office, "E6")
    mana: Any = signed_in(office.mana)
    decide(measure=returned, move="hand_in", by=office.mana, now=timezone.now())
    returned.refresh_from_db()
    decide(measure=returned, move="return", by=office.manee, now=timezone.now(), comment="โปรดบอกวันที่")
    asked, unchanged = f"{office.manee} ขอให้แก้ไข “โปรดบอกวันที่”", "ยังไม่มีสิ่งใดเปลี่ยนตั้งแต่ขอให้แก้ไข"
    said = words_of(mana.get(office.url("hand_in_many")))
    assert (said.count(asked), said.count(unchanged)) == (1, 1)
    Outcome.objects.filter(measure=returned).update(text="ดีขึ้นร้อยละ 10")
    said = words_of(mana.get(office.url("hand_in_many")))
    assert (said.count(asked), said.count(unchanged)) == (1, 0)
    assert other.code in said
