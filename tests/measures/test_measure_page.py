"""A coordinator adds and changes a measure in a browser; two who do so at once see each other's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Measure, State
from tests.browsing import form_of, open_form, pieces, words_of
from tests.factories import NOON, an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def steps(measure: Measure) -> list[str]:
    return list(measure.steps.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("typed", "code", "written", "tool"),
    [
        ("E13", "E13", "E13", "EIT"),
        (" e 13 ", "E13", "e 13", "EIT"),
        ("๐๑๓", "O13", "๐๑๓", "OIT"),
        ("11", "I11", "11", "IIT"),
        ("I-1", "I1", "I-1", "IIT"),
    ],
)
def test_a_code_is_read_in_any_spelling_and_kept_as_typed(
    office: Office, manee: Any, typed: str, code: str, written: str, tool: str
) -> None:
    item = an_indicator(code)
    form = open_form(manee, office.url("add"))
    form.values["asked"] = "1"  # the day has passed long since
    said = {"code": typed, "question": " ข้อ  คำถาม ", "due_on": "๒๙ ก.ย. ๖๖", "steps_0_text": "จัดทำคู่มือ"}
    assert form.press(manee, **said).status_code == 302
    made = Measure.objects.get()
    assert (made.code, made.code_as_written, made.tool, made.indicator) == (code, written, tool, item)
    assert (made.question, made.due_on, steps(made)) == ("ข้อ คำถาม", date(2023, 9, 29), ["จัดทำคู่มือ"])


def test_a_measure_needs_no_date_and_no_steps(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("add"))
    response = form.press(manee, code="E13", question="ข้อคำถาม")
    made = Measure.objects.get()
    assert response["Location"] == office.url("measure", made)
    assert (made.due_on, steps(made)) == (None, [])


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"code": ""}, "code", "โปรดพิมพ์รหัสข้อ เช่น E13"),
        ({"code": "X9"}, "code", "อ่านรหัสข้อนี้ไม่ได้"),
        ({"code": "E0"}, "code", "ไม่มีข้อ E0"),
        ({"code": "E1234"}, "code", "เลขข้อยาวเกิน 3 หลัก"),
        ({"code": "E" + "1" * 30}, "code", "โปรดพิมพ์ไม่เกิน 20 ตัวอักษร"),
        ({"question": " \u200b"}, "question", "โปรดพิมพ์ข้อคำถามหรือตัวชี้วัด"),
        ({"due_on": "29 กุมภาพันธ์ 2566"}, "due_on", "มี 28 วัน ไม่มีวันที่ 29"),
        ({"steps_0_text": "ก" * 100_001}, "steps-0-text", "โปรดพิมพ์ไม่เกิน 100000 ตัวอักษร"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_all_that_was_typed_stays(
    office: Office, manee: Any, typed: dict[str, str], field: str, said: str
) -> None:
    form = open_form(manee, office.url("add"))
    good = {"code": "E13", "question": "ข้อคำถาม", "due_on": "29/9/66", "steps_0_text": "จัดทำคู่มือ"}
    page = form.press(manee, **{**good, **typed})
    assert page.status_code == 422
    html = page.content.decode()
    assert said in html.partition(f'id="error_{field}"')[2].partition("</p>")[0]
    assert f'aria-describedby="error_{field}' in html
    shown = form_of(page, button="save").values
    wanted = {name.replace("_0_", "-0-"): value for name, value in {**good, **typed}.items()}
    assert {name: shown[name] for name in wanted} == wanted
    assert not Measure.objects.exists()


def test_steps_are_added_moved_and_removed_without_a_script(office: Office, manee: Any) -> None:
    measure = office.measure(steps=["หนึ่ง", "สอง"])
    form = open_form(manee, office.url("change", measure))
    assert [form.values[f"steps-{n}-text"] for n in range(3)] == ["หนึ่ง", "สอง", ""]
    form = form_of(form.press(manee, "down:steps:0", due_on="วันที่ที่ยังพิมพ์ไม่จบ"), button="save")
    form = form_of(form.press(manee, "remove:steps:1"), button="save")
    form = form_of(form.press(manee, "add:steps"), button="save")
    assert form.values["due_on"] == "วันที่ที่ยังพิมพ์ไม่จบ"
    assert form.press(manee, due_on="", steps_3_text="สาม (อ้างอิงจาก o13)").status_code == 302
    assert list(measure.steps.values_list("marker", "text")) == [("1.", "สอง"), ("2.", "สาม (อ้างอิงจาก o13)")]
    assert measure.references.get().code == "O13"


def test_saving_what_one_sees_changes_no_words(office: Office, manee: Any) -> None:
    measure = office.measure("o13", steps=["หนึ่ง", "สอง"], due_on=date(2023, 9, 29))
    before = Measure.objects.values().get(), list(measure.steps.values())
    assert open_form(manee, office.url("change", measure)).press(manee).status_code == 302
    assert (Measure.objects.values().get(), list(measure.steps.values())) == before


def test_a_measure_is_taken_out_and_brought_back(office: Office, manee: Any) -> None:
    measure = office.measure(question="มาตรการที่นำออก")
    page = manee.get(office.url("measure", measure))
    assert form_of(page, to="/remove/").press(manee).status_code == 302
    assert manee.get(office.url("measure", measure)).status_code == 404
    page = manee.get(office.url("list"))
    assert "มาตรการที่นำออกจากแผน 1 รายการ" in words_of(page)
    assert form_of(page, to="/restore/").press(manee)["Location"] == office.url("measure", measure)
    assert "มาตรการที่นำออก" in words_of(manee.get(office.url("measure", measure)))


def test_an_officer_sees_no_button_for_what_they_may_not_do(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(steps=["หนึ่ง (อ้างอิงจาก o13)"], references=["o13"], actions=["ทำแล้ว", "ทำอีก"])
    office.measure("I1", removed=True)
    names = ("change", "remove", "references", "wording", "progress", "action_new", "officers")
    urls = {office.url(name, measure): name for name in names} | {office.url("add"): "add"}
    seen = {}
    for user in (office.manee, office.mana, office.piti):
        client = signed_in(user)
        html = client.get(office.url("measure", measure)).content + client.get(office.url("list")).content
        seen[user.username] = {name for url, name in urls.items() if f'"{url}"' in html.decode()}
    own = {"progress", "action_new", "officers"}
    assert seen == {"manee": own | {"change", "remove", "references", "add"}, "mana": own, "piti": set()}


@pytest.mark.parametrize("state", [State.OPEN, State.RETURNED, State.REOPENED])
def test_no_address_is_offered_twice(office: Office, signed_in: SignedIn, state: State) -> None:
    measure = office.measure(actions=["ทำแล้ว", "ทำอีก"], outcomes=["ดีขึ้น"])
    measure.decisions.create(move="return", round=1, by=office.manee, at=NOON, comment="ขอเพิ่ม")
    Measure.objects.filter(pk=measure.pk).update(state=state)
    page = signed_in(office.mana).get(office.url("measure", measure))
    links = [link for link in pieces(page)[0] if link.startswith(office.url("measure", measure))]
    assert sorted(links) == sorted(set(links))
    assert {office.url("progress", measure), office.url("action_new", measure)} < set(links)


def test_the_page_tells_of_a_code_that_was_typed_otherwise(office: Office, manee: Any) -> None:
    measure = office.measure("11")
    assert "พิมพ์ว่า ข้อ 11 อ่านเป็น I11 โดยคาดเดา" in words_of(manee.get(office.url("measure", measure)))
    plain = office.measure("e13")
    assert "พิมพ์ว่า ข้อ" not in words_of(manee.get(office.url("measure", plain)))


def test_of_a_reference_it_is_told_what_is_known_of_each_years_list(office: Office, manee: Any) -> None:
    an_indicator("O13", year=2564)
    an_indicator("O9", year=2565)
    an_indicator("O14", year=2565)
    an_indicator("E1", year=2566)
    measure = office.measure(references=["o13", "o14", "o15"])
    said = words_of(manee.get(office.url("references", measure)))
    # O13 lies in a gap of the list of 2565, O15 behind its last; of 2566 no list of the tool is known.
    for number, meanings in enumerate(
        (
            ("ยังไม่มีถ้อยคำ", "ยังไม่มีรายการที่มีข้อนี้", "ยังไม่มีรายการที่มีข้อนี้"),
            ("ไม่มีข้อนี้ในรายการ", "ยังไม่มีถ้อยคำ", "ยังไม่มีรายการที่มีข้อนี้"),
            ("ไม่มีข้อนี้ในรายการ", "ไม่มีข้อนี้ในรายการ", "ยังไม่มีรายการที่มีข้อนี้"),
        ),
        start=13,
    ):
        choices = " ".join(f"ปี {year}: {text}" for year, text in zip((2564, 2565, 2566), meanings, strict=True))
        assert f"“o{number}” อ่านเป็น O{number} {choices}" in " ".join(said.split()), number


def test_a_person_says_which_years_list_a_reference_means(office: Office, manee: Any) -> None:
    an_indicator("O13", year=2565, text="คู่มือ")
    an_indicator("O13", year=2566, text="รายงานผล")
    an_indicator("O13", year=2568, text="ข้ออื่น")  # a list that nobody had when the measure was written
    measure = office.measure(references=["o13"])
    name = f"year_{measure.references.get().pk}"
    form = open_form(manee, office.url("references", measure))
    assert (form.values[name], form.choices[name]) == ("2566", ["2565", "2566"])
    assert form.press(manee, **{name: "2400"}).status_code == 422
    assert form.press(manee, **{name: "2565"}).status_code == 302
    assert "O13 คู่มือ ตามรายการปี 2565" in words_of(manee.get(office.url("measure", measure)))


def test_an_outcome_can_be_written_before_anything_else(office: Office, manee: Any) -> None:
    measure = office.measure()
    page = manee.get(office.url("measure", measure))
    assert "เพิ่มผลลัพธ์" in words_of(page) and "แก้ไขผลลัพธ์" not in words_of(page)
    form = open_form(manee, office.url("progress", measure))
    assert form.press(manee, outcomes_0_text="ร้องเรียนลดลง").status_code == 302
    assert [outcome.text for outcome in measure.outcomes.all()] == ["ร้องเรียนลดลง"]
    assert not measure.actions.exists()
    assert "เพิ่มผลลัพธ์" not in words_of(manee.get(office.url("measure", measure)))
