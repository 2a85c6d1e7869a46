"""What the forms take can be read back from a file, and what a file brings in can be changed in the forms."""

import json
from collections.abc import Callable

import pytest
from django import forms

from document import ReportError
from document.readers import json as json_reader
from document.readers import text as text_reader
from ita.limits import LONGEST_TEXT
from measures.forms.measure import MeasureForm, StepForm
from measures.forms.progress import ActionForm, OutcomeForm
from reports.forms.edition import EditionForm
from tests.document.samples import golden, problems, report, row

TYPED: list[tuple[type[forms.Form], str]] = [
    (MeasureForm, "question"),
    (StepForm, "text"),
    (ActionForm, "text"),
    (OutcomeForm, "text"),
    (EditionForm, "opening"),
    (EditionForm, "problems"),
    (EditionForm, "suggestions"),
]


def test_the_limit_is_what_the_messages_say() -> None:
    assert LONGEST_TEXT == 100_000


@pytest.mark.parametrize(("form", "name"), TYPED)
def test_every_running_text_of_a_form_has_the_limit(form: type[forms.Form], name: str) -> None:
    field = form.base_fields[name]
    assert field.clean("ก" * LONGEST_TEXT) == "ก" * LONGEST_TEXT
    with pytest.raises(forms.ValidationError, match="โปรดพิมพ์ไม่เกิน 100000 ตัวอักษร"):
        field.clean("ก" * (LONGEST_TEXT + 1))


def changed(path: str, text: str) -> bytes:
    """The sample as JSON with one text replaced."""
    data = golden()
    *way, last = path.split(".")
    at = data
    for key in way:
        at = at[int(key)] if key.isdecimal() else at[key]  # type: ignore[index]  # a list or a dict, as the path says
    at[last] = text
    return json.dumps(data).encode()


TEXTS = {
    "opening": "รายงาน opening",
    "problems.0.text": "ปัญหา/อุปสรรคที่ 1 text",
    "measures.0.question": "มาตรการที่ 1 question",
    "measures.0.steps.0.text": "มาตรการที่ 1 ขั้นตอนที่ 1 text",
    "measures.0.actions.0.text": "มาตรการที่ 1 การดำเนินการที่ 1 text",
    "measures.0.outcomes.0.text": "มาตรการที่ 1 ผลลัพธ์ที่ 1 text",
}


@pytest.mark.parametrize("path", TEXTS)
def test_a_file_may_bring_as_much_as_a_form_takes_and_no_more(path: str) -> None:
    json_reader.read(changed(path, "ก" * LONGEST_TEXT))
    with pytest.raises(ReportError) as refused:
        json_reader.read(changed(path, "ก" * (LONGEST_TEXT + 1)))
    assert problems(refused.value) == [(TEXTS[path], "ยาว 100001 ตัวอักษร รับได้ไม่เกิน 100000")]


LONG_CELLS: dict[str, Callable[[str], bytes]] = {
    "มาตรการที่ 1 การดำเนินการที่ 1 text": lambda text: report(row(actions=text)),
    "มาตรการที่ 1 ผลลัพธ์ที่ 1 text": lambda text: report(row(outcomes=text)),
    "ปัญหา/อุปสรรคที่ 1 text": lambda text: report(problems=text),
}


@pytest.mark.parametrize("place", LONG_CELLS)
def test_the_text_form_has_the_same_limit(place: str) -> None:
    make = LONG_CELLS[place]
    text_reader.read(make("ก" * LONGEST_TEXT))
    with pytest.raises(ReportError) as refused:
        text_reader.read(make("ก" * (LONGEST_TEXT + 1)))
    assert problems(refused.value) == [(place, "ยาว 100001 ตัวอักษร รับได้ไม่เกิน 100000")]
