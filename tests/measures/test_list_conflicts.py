"""Two people at one list, steps or officers: rows are merged, or the lists stand side by side."""

from __future__ import annotations

from typing import Any

import pytest

from audit.models import AuditEvent
from measures.models import Measure, Officer
from tests.browsing import form_of, open_form, words_of
from tests.factories import an_agency, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


@pytest.fixture
def kaeo(office: Office) -> Officer:
    return an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=office.health, post="พยาบาล")


def steps(measure: Measure) -> list[str]:
    return [step.text for step in measure.steps.all()]


def names(measure: Measure) -> list[str]:
    return [duty.officer.name for duty in measure.duties.select_related("officer")]


def kept(measure: Measure) -> set[str]:
    return {row.text for row in measure.revisions.all()}


# Steps


def two_at_steps(office: Office, client: Any, mine: dict[str, str], theirs: dict[str, str]) -> tuple[Measure, Any]:
    """Both have opened a measure of two steps; the answer to the second."""
    measure = office.measure(steps=["หนึ่ง", "สอง"])
    one, other = (open_form(client, office.url("change", measure)) for _ in range(2))
    assert other.press(client, **theirs).status_code == 302
    return measure, one.press(client, **mine)


def test_steps_that_each_changed_alone_are_merged(office: Office, manee: Any) -> None:
    mine, theirs = {"steps_1_text": "สองของฉัน"}, {"steps_0_text": "หนึ่งของเขา"}
    measure, answer = two_at_steps(office, manee, mine, theirs)
    assert answer.status_code == 302
    assert steps(measure) == ["หนึ่งของเขา", "สองของฉัน"]
    assert "ท่านแก้ไขช่อง “สิ่งที่ต้องทำ” ไว้ในอีกหน้าต่างหนึ่ง" in words_of(manee.get(answer["Location"]))


@pytest.mark.parametrize(
    ("choice", "merged", "stands"),
    [
        ("mine", "", ["หนึ่ง", "สอง", "สามของฉัน"]),
        ("theirs", "", ["หนึ่ง", "สอง", "สามของเขา"]),
        ("merge", "หนึ่ง\r\nสอง\r\n\r\nสามของทั้งสอง", ["หนึ่ง", "สอง", "สามของทั้งสอง"]),
    ],
)
def test_of_two_lists_of_steps_one_is_chosen_or_merged_by_hand(
    office: Office, manee: Any, choice: str, merged: str, stands: list[str]
) -> None:
    mine, theirs = {"steps_2_text": "สามของฉัน"}, {"steps_2_text": "สามของเขา"}
    measure, asked = two_at_steps(office, manee, mine, theirs)
    assert asked.status_code == 409
    form = form_of(asked, button="save")
    assert form.values["merged-steps"].split("\r\n") == ["หนึ่ง", "สอง", "สามของเขา", "สามของฉัน"]
    said = {"merged-steps": merged} if merged else {}
    assert form.press(manee, **{"choose-steps": choice}, **said).status_code == 302
    assert steps(measure) == stands
    assert {"สามของเขา", "สามของฉัน"} <= kept(measure) | set(stands)


def test_what_was_given_up_of_a_measure_is_kept_once_and_accounted_for(office: Office, manee: Any) -> None:
    mine, theirs = {"question": "ของฉัน", "due_on": "1/9/66"}, {"question": "ของเขา", "due_on": "2/9/66"}
    measure, asked = two_at_steps(office, manee, mine, theirs)
    form, given_up = form_of(asked, button="save"), {"choose-question": "theirs", "choose-due_on": "theirs"}
    for _ in range(2):
        assert form.press(manee, **given_up).status_code == 302
    said = [row.text for row in measure.revisions.filter(text__contains=": ")]
    assert sorted(said) == ["ข้อคำถามหรือตัวชี้วัด: ของฉัน", "ครบกำหนด: 1 กันยายน 2566"]
    assert AuditEvent.objects.filter(action="measure.set_aside", actor=office.manee.pk).count() == 1
    assert "เก็บข้อความที่ไม่ได้เลือกไว้" in words_of(manee.get(office.url("measure", measure)))


def test_a_draft_of_merged_steps_comes_back_in_rows(office: Office, manee: Any) -> None:
    mine, theirs = {"steps_2_text": "สามของฉัน"}, {"steps_2_text": "สามของเขา"}
    measure, asked = two_at_steps(office, manee, mine, theirs)
    half = {**form_of(asked, button="save").values, "choose-steps": "merge", "merged-steps": "ก\r\nข"}
    manee.post("/me/drafts/", half)
    form = open_form(manee, f"{office.url('change', measure)}?draft=1")
    assert [form.values[f"steps-{n}-text"] for n in range(3)] == ["ก", "ข", ""]


# Officers


def two_at_officers(office: Office, first: Any, second: Any, mine: dict[str, str], theirs: dict[str, str]) -> Any:
    measure = office.measure()
    url = office.url("officers", measure)
    one, other = open_form(second, url), open_form(first, url)
    assert other.press(first, **theirs).status_code == 302
    return measure, one.press(second, **mine)


def test_an_officer_added_here_and_one_replaced_there_are_merged(
    office: Office, mana: Any, manee: Any, kaeo: Officer
) -> None:
    Officer.objects.filter(pk=kaeo.pk).update(unit=office.works)  # so that มานะ still answers for the measure
    theirs = {"duties_0_officer": str(kaeo.pk)}
    measure, answer = two_at_officers(office, manee, mana, {"duties_1_name": "นายใหม่ มาดี"}, theirs)
    assert answer.status_code == 302
    assert names(measure) == ["นางแก้ว ขวัญใจ", "นายใหม่ มาดี"]


def test_the_same_new_officer_twice_is_one(office: Office, mana: Any, manee: Any) -> None:
    new = {"duties_1_name": "นายใหม่ มาดี", "duties_1_post": "นักวิชาการ"}
    measure, answer = two_at_officers(office, manee, mana, new, new)
    assert answer.status_code == 302
    assert names(measure) == ["นายสมคิด ใจดี", "นายใหม่ มาดี"]


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ("mine", ["นายสมคิด ใจดี", "นายใหม่ มาดี"]),
        ("theirs", ["นายสมคิด ใจดี", "นางแก้ว ขวัญใจ"]),
        ("merge", ["นายสมคิด ใจดี", "นางแก้ว ขวัญใจ", "นายใหม่ มาดี"]),
    ],
)
def test_of_two_lists_of_officers_one_is_chosen_or_both(
    office: Office, mana: Any, manee: Any, kaeo: Officer, choice: str, stands: list[str]
) -> None:
    mine = {"duties_1_name": "นายใหม่ มาดี", "duties_1_post": "นักวิชาการ", "duties_1_unit": str(office.works.pk)}
    measure, asked = two_at_officers(office, manee, mana, mine, {"duties_1_officer": str(kaeo.pk)})
    assert asked.status_code == 409
    words = words_of(asked).replace("ต่างกันตรงนี้: ", "")
    assert "นางสาวมานี รักดี บันทึกไว้" in words and f"นายใหม่ มาดี นักวิชาการ {office.works.name}" in words
    assert not Officer.objects.filter(name="นายใหม่ มาดี").exists()
    answer = form_of(asked, button="save").press(mana, **{"choose-duties": choice})
    assert answer.status_code == 302
    assert names(measure) == stands
    assert ("นายใหม่ มาดี" in " ".join(kept(measure))) == (choice == "theirs" or choice == "merge")


def test_an_officer_of_another_agency_cannot_be_forged_into_a_choice(
    office: Office, mana: Any, manee: Any, kaeo: Officer
) -> None:
    stranger = an_officer(an_agency("elsewhere"), "นายไกล บ้านอื่น")
    mine = {"duties_1_name": "นายใหม่ มาดี"}
    measure, asked = two_at_officers(office, manee, mana, mine, {"duties_1_officer": str(kaeo.pk)})
    form = form_of(asked, button="save")
    answer = form.press(mana, **{"choose-duties": "merge", "merged-duties": f"{stranger.pk}\r\n[1]\r\n{{}}"})
    assert answer.status_code == 422
    assert "นายไกล" not in answer.content.decode()
    assert names(measure) == ["นายสมคิด ใจดี", "นางแก้ว ขวัญใจ"]


def test_who_may_not_change_the_officers_any_more_sets_nothing_aside(
    office: Office, mana: Any, manee: Any, kaeo: Officer
) -> None:
    mine = {"duties_1_name": "นายใหม่ มาดี"}
    measure, asked = two_at_officers(office, manee, mana, mine, {"duties_1_officer": str(kaeo.pk)})
    away = open_form(manee, office.url("officers", measure))
    assert away.press(manee, duties_0_officer=str(kaeo.pk), duties_1_officer="").status_code == 302
    before = measure.revisions.count()
    refused = form_of(asked, button="save").press(mana, **{"choose-duties": "theirs"})
    assert (refused.status_code, measure.revisions.count()) == (403, before)
