"""Adding, changing, removing and restoring a measure, with its steps and what they refer to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.access import Refused
from audit import chain
from audit.models import AuditEvent
from measures.models import Measure, Reference
from measures.services import measure as measures
from measures.services.measure import Changed, Wanted
from tests.factories import NOON, an_indicator
from tests.measures.conftest import Office
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

WANTED = Wanted("O13", "o13", "OIT", "มีคู่มือหรือไม่", date(2023, 9, 29), ("จัดทำคู่มือ (อ้างอิงจาก o14)", "เผยแพร่"))


def steps(measure: Measure) -> list[tuple[str, str]]:
    return list(measure.steps.values_list("marker", "text"))


def references(measure: Measure) -> list[tuple[str, str, int]]:
    return list(measure.references.values_list("code", "as_written", "year"))


def seen(measure: Measure, **said: object) -> Wanted:
    """What a form drawn from the measure now would say, with some things changed."""
    now = Wanted(
        measure.code,
        measure.code_as_written,
        measure.tool,
        measure.question,
        measure.due_on,
        tuple(measure.steps.values_list("text", flat=True)),
        measures.digest(measure),
    )
    return replace(now, **said)  # type: ignore[arg-type]  # fields of Wanted


def actions() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.values_list("action", "subject"))


def test_a_new_measure_comes_last_with_its_item_steps_and_references(office: Office) -> None:
    office.measure("I1")
    item = an_indicator("O13", year=2565, text="คู่มือหรือมาตรฐานการปฏิบัติงาน")
    an_indicator("O13", year=2566, text="รายงานผล")
    made = measures.save(plan=office.plan, measure=None, wanted=WANTED, by=office.manee, now=NOON)
    made.refresh_from_db()
    assert (made.position, made.code, made.code_as_written, made.tool) == (1, "O13", "o13", "OIT")
    assert (made.question, made.due_on, made.indicator) == ("มีคู่มือหรือไม่", date(2023, 9, 29), item)
    assert steps(made) == [("1.", "จัดทำคู่มือ (อ้างอิงจาก o14)"), ("2.", "เผยแพร่")]
    assert references(made) == [("O14", "o14", 2566)]
    assert actions() == [("measure.added", f"measure:{made.pk}")]
    office.plan.refresh_from_db()
    assert office.plan.revision == 1


def test_an_item_that_the_list_does_not_hold_is_no_obstacle(office: Office) -> None:
    assert measures.save(plan=office.plan, measure=None, wanted=WANTED, by=office.manee, now=NOON).indicator is None


def test_changed_words_bring_the_reports_usual_heading(office: Office) -> None:
    measure = office.measure(question="เดิม")
    Measure.objects.update(heading_as_written="หัวข้อที่พิมพ์เอง")
    measures.save(
        plan=office.plan, measure=measure, wanted=seen(measure, due_on=date(2023, 1, 1)), by=office.manee, now=NOON
    )
    measure.refresh_from_db()
    assert measure.heading == "หัวข้อที่พิมพ์เอง"
    measures.save(plan=office.plan, measure=measure, wanted=seen(measure, question="ใหม่"), by=office.manee, now=NOON)
    measure.refresh_from_db()
    assert measure.heading == "มาตรการข้อ E13 ใหม่ :"


def test_steps_and_references_that_did_not_change_are_the_same_rows(office: Office) -> None:
    measure = office.measure(steps=["หนึ่ง (อ้างอิงจาก o13)", "สอง"], references=["o13"])
    Reference.objects.update(year=2565)
    before = list(measure.steps.values()), list(measure.references.values())
    measures.save(plan=office.plan, measure=measure, wanted=seen(measure, question="ใหม่"), by=office.manee, now=NOON)
    assert (list(measure.steps.values()), list(measure.references.values())) == before


def test_a_reference_keeps_the_year_that_a_person_said_when_steps_change(office: Office) -> None:
    measure = office.measure(steps=["หนึ่ง (อ้างอิงจาก o13)"], references=["o13"])
    Reference.objects.update(year=2565)
    wanted = seen(measure, steps=("ก่อน", "หนึ่ง (อ้างอิงจาก o13 และ o14)"))
    measures.save(plan=office.plan, measure=measure, wanted=wanted, by=office.manee, now=NOON)
    assert steps(measure) == [("1.", "ก่อน"), ("2.", "หนึ่ง (อ้างอิงจาก o13 และ o14)")]
    assert references(measure) == [("O13", "o13", 2565), ("O14", "o14", 2566)]


def test_the_words_of_a_step_that_goes_or_is_written_anew_stay_readable(office: Office) -> None:
    measure = office.measure(steps=["ประชุม", "ติดป้าย", "จัดอบรม"])
    wanted = seen(measure, steps=("จัดอบรม", "ประชุมทุกเดือน"))
    measures.save(plan=office.plan, measure=measure, wanted=wanted, by=office.manee, now=NOON)
    kept = [(old.get_kind_display(), old.text, old.by, old.at) for old in measure.revisions.order_by("pk")]
    assert kept == [("สิ่งที่ต้องทำ", text, office.manee, NOON) for text in ("ประชุม", "ติดป้าย")]


def test_of_two_equal_steps_one_can_go(office: Office) -> None:
    measure = office.measure(steps=["ประชุม", "ประชุม"])
    measures.save(plan=office.plan, measure=measure, wanted=seen(measure, steps=("ประชุม",)), by=office.manee, now=NOON)
    assert steps(measure) == [("1.", "ประชุม")]


@pytest.mark.parametrize("written", ["o0", "๐ ๐", "00", "o000", "อื่น ๆ", "o" + "0" * 40 + "13", "o9999"])
def test_what_is_no_item_is_no_reference(office: Office, written: str) -> None:
    wanted = replace(WANTED, steps=(f"ทำ (อ้างอิงจาก {written}) แล้ว (อ้างอิงจาก o13)",))
    made = measures.save(plan=office.plan, measure=None, wanted=wanted, by=office.manee, now=NOON)
    assert references(made)[-1] == ("O13", "o13", 2565)  # the measure's own item
    made.references.get(as_written="o13").full_clean()


def test_who_saw_an_older_measure_is_told_and_nothing_is_written(office: Office) -> None:
    measure = office.measure(steps=["หนึ่ง"])
    for said in ({"question": "ใหม่"}, {"code_as_written": "e13"}, {"due_on": date(2023, 1, 1)}, {"steps": ("สอง",)}):
        mine = seen(measure, question="ของฉัน")
        measures.save(plan=office.plan, measure=measure, wanted=seen(measure, **said), by=office.manee, now=NOON)
        before = everything_stored()
        with pytest.raises(Changed) as changed:
            measures.save(plan=office.plan, measure=measure, wanted=mine, by=office.manee, now=NOON)
        assert changed.value.theirs == measure
        assert everything_stored() == before
        measure.refresh_from_db()


def test_a_removed_measure_keeps_all_and_comes_back(office: Office) -> None:
    measure = office.measure(actions=["ทำแล้ว"])
    measures.remove(measure=measure, by=office.manee, now=NOON)
    assert list(Measure.objects.kept()) == []
    assert (Measure.objects.get().removed_at, measure.actions.kept().count()) == (NOON, 1)
    measures.restore(measure=measure, by=office.manee)
    assert list(Measure.objects.kept()) == [measure]
    subject = f"measure:{measure.pk}"
    assert actions() == [("measure.removed", subject), ("measure.restored", subject)]
    office.plan.refresh_from_db()
    assert office.plan.revision == 2


def test_only_who_keeps_the_measures_changes_them(office: Office) -> None:
    measure = office.measure(steps=["หนึ่ง (อ้างอิงจาก o13)"], references=["o13"])
    years = {measure.references.get().pk: 2565}
    before = everything_stored()
    for work in (
        lambda: measures.save(plan=office.plan, measure=measure, wanted=seen(measure), by=office.mana, now=NOON),
        lambda: measures.save(plan=office.plan, measure=None, wanted=WANTED, by=office.mana, now=NOON),
        lambda: measures.remove(measure=measure, by=office.mana, now=NOON),
        lambda: measures.restore(measure=measure, by=office.mana),
        lambda: measures.date_references(measure=measure, years=years, by=office.mana),
    ):
        with pytest.raises(Refused):
            work()
    assert everything_stored() == before


def test_a_person_says_which_years_list_a_reference_means(office: Office) -> None:
    measure, other = office.measure(references=["o13", "o14"]), office.measure("I1", references=["o13"])
    first, second = measure.references.all()
    years = {first.pk: 2565, second.pk: 2566, other.references.get().pk: 2564}
    measures.date_references(measure=measure, years=years, by=office.manee)
    measures.date_references(measure=measure, years=years, by=office.manee)
    assert references(measure) == [("O13", "o13", 2565), ("O14", "o14", 2566)]
    assert references(other) == [("O13", "o13", 2566)]
    assert actions() == [("reference.dated", f"measure:{measure.pk}")]
    with pytest.raises(ValidationError):
        measures.date_references(measure=measure, years={first.pk: 66}, by=office.manee)


def test_an_error_in_the_middle_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = office.measure(steps=["หนึ่ง"])

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    before = everything_stored()
    monkeypatch.setattr(chain, "record", broken)
    wanted = seen(measure, question="ใหม่", steps=("สอง (อ้างอิงจาก o13)",))
    for of in (measure, None):
        with pytest.raises(ZeroDivisionError):
            measures.save(plan=office.plan, measure=of, wanted=wanted, by=office.manee, now=NOON)
    assert everything_stored() == before
