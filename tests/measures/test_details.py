"""What a measure says beside its steps: shown, changed beside others, kept when replaced, copied to another year."""

from __future__ import annotations

from typing import Any

import pytest

from measures.models import Detail, Measure, Plan
from measures.services.decision import digest_of
from measures.services.measure import digest
from measures.services.years import copying
from tests.browsing import Form, form_of, open_form, words_of
from tests.factories import a_plan
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db
PERIOD, BUDGET = ("period", "ระยะเวลา", "ไตรมาส 1"), ("budget", "", "ไม่ใช้งบประมาณ")


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def with_details(office: Office, *details: tuple[str, str, str], **said: Any) -> Measure:
    measure = office.measure(**said)
    for position, (kind, label, text) in enumerate(details or (PERIOD, BUDGET)):
        Detail.objects.create(measure=measure, position=position, kind=kind, label=label, text=text)
    return measure


def details(measure: Measure) -> list[tuple[str, str, str]]:
    return list(measure.details.values_list("kind", "label", "text"))


def kept(measure: Measure) -> list[tuple[str, str]]:
    return [(row.get_kind_display(), row.text) for row in measure.revisions.order_by("pk")]


def changed(manee: Any, office: Office, measure: Measure) -> Form:
    return open_form(manee, office.url("change", measure))


def test_they_stand_on_the_pages_of_the_measure_under_their_labels(office: Office, manee: Any) -> None:
    measure = with_details(office, actions=["จัดอบรม"], outcomes=["ดีขึ้น"])
    for page in ("measure", "progress"):
        said = words_of(manee.get(office.url(page, measure)))
        assert "ระยะเวลา ไตรมาส 1 งบประมาณ ไม่ใช้งบประมาณ" in said, page
    Measure.objects.update(state="handed_in")
    assert "ระยะเวลา ไตรมาส 1 งบประมาณ ไม่ใช้งบประมาณ" in words_of(manee.get(office.url("check", measure)))


def test_they_are_found_by_their_words(office: Office, manee: Any) -> None:
    with_details(office, question="ข้อแรก")
    office.measure("E14", question="ข้อสอง")
    said = words_of(manee.get(office.url("list") + "?q=ไตรมาส"))
    assert "ข้อแรก" in said and "ข้อสอง" not in said


def test_they_are_added_moved_changed_and_removed_in_the_form(office: Office, manee: Any) -> None:
    measure = with_details(office)
    form = form_of(changed(manee, office, measure).press(manee, "add:details"), button="save")
    form = form_of(form.press(manee, "up:details:1"), button="save")
    said = {"details_2_kind": "target", "details_2_label": "ค่าเป้าหมาย", "details_2_text": "ร้อยละ 80"}
    form = form_of(form.press(manee, "remove:details:1", **said), button="save")
    assert form.press(manee).status_code == 302
    assert details(measure) == [BUDGET, ("target", "ค่าเป้าหมาย", "ร้อยละ 80")]
    assert kept(measure) == [("รายละเอียด", "ระยะเวลา : ไตรมาส 1")]
    assert "รายละเอียด" in words_of(manee.get(office.url("measure", measure)))


def test_what_is_wrong_with_one_is_said_beside_it_and_nothing_is_lost(office: Office, manee: Any) -> None:
    measure = with_details(office)
    form = form_of(changed(manee, office, measure).press(manee, "add:details"), button="save")
    answer = form.press(manee, details_2_label="ค่าเป้าหมาย", details_0_text="", steps_0_text="ทำ")
    said = words_of(answer)
    assert answer.status_code == 422
    assert "โปรดเลือกเรื่อง หรือกดนำออก" in said and "โปรดพิมพ์ข้อความ หรือกดนำออก" in said
    again = form_of(answer, button="save")
    assert (again.values["details-2-label"], again.values["steps-0-text"]) == ("ค่าเป้าหมาย", "ทำ")
    forged = again.press(manee, details_0_text="ก", details_2_kind="weather", details_2_text="ฝนตก")
    assert forged.status_code == 422 and "โปรดเลือกเรื่องจากรายการ" in words_of(forged)
    assert details(measure) == [PERIOD, BUDGET]


def test_two_who_change_different_ones_both_have_their_words(office: Office, manee: Any) -> None:
    measure = with_details(office)
    one, other = (changed(manee, office, measure) for _ in range(2))
    assert other.press(manee, details_0_text="ไตรมาส 2").status_code == 302
    assert one.press(manee, details_1_text="10,000 บาท").status_code == 302
    assert details(measure) == [("period", "ระยะเวลา", "ไตรมาส 2"), ("budget", "", "10,000 บาท")]


@pytest.mark.parametrize(
    ("choice", "stands", "lost"), [("mine", "ไตรมาส 3", "ไตรมาส 2"), ("theirs", "ไตรมาส 2", "ไตรมาส 3")]
)
def test_of_two_changes_of_one_a_person_chooses_and_the_other_is_kept(
    office: Office, manee: Any, choice: str, stands: str, lost: str
) -> None:
    measure = with_details(office)
    one, other = (changed(manee, office, measure) for _ in range(2))
    assert other.press(manee, details_0_text="ไตรมาส 2").status_code == 302
    asked = one.press(manee, details_0_text="ไตรมาส 3")
    assert asked.status_code == 409 and "ระยะเวลา : ไตรมาส 2" in words_of(asked)
    assert form_of(asked, button="save").press(manee, **{"choose-details": choice}).status_code == 302
    assert details(measure) == [("period", "ระยะเวลา", stands), BUDGET]
    assert ("รายละเอียด", f"ระยะเวลา : {lost}") in kept(measure)


def test_a_form_that_was_drawn_before_there_were_any_leaves_them(office: Office, manee: Any) -> None:
    measure = with_details(office)
    form = changed(manee, office, measure)
    form.values = {name: value for name, value in form.values.items() if not name.startswith("details-")}
    assert form.press(manee, question="อีกข้อ").status_code == 302
    assert details(measure) == [PERIOD, BUDGET]


def test_a_measure_without_them_is_named_as_it_always_was(office: Office) -> None:
    measure = office.measure(steps=["ทำ"])
    before = digest(measure), digest_of(measure)
    Detail.objects.create(measure=measure, position=0, kind="note", label="", text="หมายเหตุ")
    assert digest(measure) != before[0] and digest_of(measure) != before[1]
    measure.details.all().delete()
    assert (digest(measure), digest_of(measure)) == before


def test_another_year_gets_them_too(office: Office) -> None:
    measure = with_details(office, actions=["จัดอบรม"])
    Measure.objects.filter(pk=measure.pk).update(more_codes=["E14"])
    plan: Plan = a_plan(office.plan.agency, 2567)
    (made,) = copying.copy(plan=plan, source=office.plan, measures={measure.pk}, by=office.manee)
    assert (details(made), made.more_codes, made.actions.count()) == ([PERIOD, BUDGET], ["E14"], 0)


def test_nobody_of_another_unit_or_agency_changes_them(office: Office, signed_in: SignedIn) -> None:
    measure = with_details(office)
    assert signed_in(office.mana).post(office.url("change", measure), {}).status_code == 403
    assert details(measure) == [PERIOD, BUDGET]
