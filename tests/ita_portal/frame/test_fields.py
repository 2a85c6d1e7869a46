"""Every form draws its fields as the mockups do: label, help, error, control, tied together by ids."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django import forms
from django.forms import formset_factory

from editing.fields import ThaiTextField, YearField


class Progress(forms.Form):
    caption = forms.CharField(label="คำบรรยาย", help_text="เช่น ประชุมประชาคมหมู่ที่ 7")
    end = forms.CharField(label="วันที่สิ้นสุด", required=False)
    unit = forms.ChoiceField(label="สำนัก/กอง", choices=[("", "เลือก"), ("1", "สำนักปลัด")])
    file = forms.FileField(label="ภาพหรือไฟล์")
    ongoing = forms.BooleanField(label="ยังดำเนินการต่อเนื่อง", required=False)
    read = forms.BooleanField(label="ข้าพเจ้าได้อ่านแล้ว")
    keep = forms.ChoiceField(
        label="จะใช้ข้อความใด", choices=[("mine", "ของฉัน"), ("theirs", "ของเขา")], widget=forms.RadioSelect
    )


def drawn(form: forms.Form, name: str) -> str:
    """A field's markup, the icon's drawing left out and runs of white space made one."""
    html = re.sub(r"<svg.*?</svg>", "", as_crispy_field(form[name]), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", html).strip()


def test_a_field_has_its_label_above_and_its_help_between() -> None:
    assert drawn(Progress(), "caption").splitlines() == [
        '<div class="field">',
        '<label for="id_caption">คำบรรยาย</label>',
        '<p class="help" id="help_caption">เช่น ประชุมประชาคมหมู่ที่ 7</p>',
        '<input type="text" name="caption" required aria-describedby="help_caption" '
        'class="form-control" id="id_caption">',
        "</div>",
    ]


def test_an_error_stands_between_help_and_field_and_is_read_out_first() -> None:
    assert drawn(Progress({}), "caption").splitlines() == [
        '<div class="field bad">',
        '<label for="id_caption">คำบรรยาย</label>',
        '<p class="help" id="help_caption">เช่น ประชุมประชาคมหมู่ที่ 7</p>',
        '<p class="error" id="error_caption"><span class="i" aria-hidden="true"></span>',
        "โปรดพิมพ์คำบรรยาย</p>",
        '<input type="text" name="caption" required aria-invalid="true" '
        'aria-describedby="error_caption help_caption" class="form-control" id="id_caption">',
        "</div>",
    ]


def test_only_what_may_be_left_out_says_so() -> None:
    form = Progress()
    says = [name for name in form.fields if "(ถ้ามี)" in drawn(form, name)]
    assert says == ["end"]
    assert '<label for="id_end">วันที่สิ้นสุด <span class="optional">(ถ้ามี)</span></label>' in drawn(form, "end")


def test_controls_have_the_classes_of_their_kind() -> None:
    form = Progress()
    classes = {name: set(re.findall(r'class="((?:form-control|form-select|form-check-input)[^"]*)"', drawn(form, name)))
               for name in form.fields}  # fmt: skip
    assert classes == {
        "caption": {"form-control"},
        "end": {"form-control"},
        "unit": {"form-select"},
        "file": {"form-control"},
        "ongoing": {"form-check-input"},
        "read": {"form-check-input"},
        "keep": {"form-check-input"},
    }


def test_a_form_may_add_classes_of_its_own() -> None:
    class Code(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "short num"}))

    assert 'class="form-control short num"' in str(Code()["code"])


def test_a_box_stands_before_its_words() -> None:
    assert drawn(Progress(), "ongoing").splitlines() == [
        '<div class="form-check mb-4">',
        '<input type="checkbox" name="ongoing" class="form-check-input" id="id_ongoing">',
        '<label class="form-check-label" for="id_ongoing">ยังดำเนินการต่อเนื่อง</label>',
        "</div>",
    ]


def test_a_box_that_must_be_ticked_says_so_above_it() -> None:
    assert drawn(Progress({}), "read").splitlines() == [
        '<div class="field bad">',
        '<p class="error" id="error_read"><span class="i" aria-hidden="true"></span>',
        "โปรดทำเครื่องหมายที่ช่อง “ข้าพเจ้าได้อ่านแล้ว”</p>",
        '<div class="form-check mb-0">',
        '<input type="checkbox" name="read" required aria-invalid="true" aria-describedby="error_read" '
        'class="form-check-input" id="id_read">',
        '<label class="form-check-label" for="id_read">ข้าพเจ้าได้อ่านแล้ว</label>',
        "</div>",
        "</div>",
    ]


def test_choices_stand_below_each_other_under_a_legend_that_holds_the_error() -> None:
    assert drawn(Progress({}), "keep").splitlines() == [
        '<fieldset class="field bad" aria-describedby="error_keep">',
        "<legend>จะใช้ข้อความใด</legend>",
        '<p class="error" id="error_keep"><span class="i" aria-hidden="true"></span>',
        "โปรดตอบว่า จะใช้ข้อความใด</p>",
        '<div class="form-check">',
        '<input type="radio" name="keep" value="mine" id="id_keep_0" required '
        'aria-invalid="true" class="form-check-input">'
        '<label class="form-check-label" for="id_keep_0">ของฉัน</label>',
        "</div>",
        '<div class="form-check">',
        '<input type="radio" name="keep" value="theirs" id="id_keep_1" required '
        'aria-invalid="true" class="form-check-input">'
        '<label class="form-check-label" for="id_keep_1">ของเขา</label>',
        "</div>",
        "</fieldset>",
    ]


def test_an_empty_field_says_what_to_do_by_its_kind() -> None:
    form = Progress({})
    said = {name: form[name].messages for name in form.fields if form[name].errors}  # type: ignore[attr-defined]  # ours
    assert said == {
        "caption": ["โปรดพิมพ์คำบรรยาย"],
        "unit": ["โปรดเลือกสำนัก/กอง"],
        "file": ["โปรดเลือกภาพหรือไฟล์"],
        "read": ["โปรดทำเครื่องหมายที่ช่อง “ข้าพเจ้าได้อ่านแล้ว”"],
        "keep": ["โปรดตอบว่า จะใช้ข้อความใด"],
    }


def test_a_forms_own_words_for_an_empty_field_are_kept() -> None:
    class Done(forms.Form):
        text = forms.CharField(label="ได้ดำเนินการอะไรไปบ้าง", error_messages={"required": "โปรดเขียนว่าได้ทำอะไร"})

    assert "โปรดเขียนว่าได้ทำอะไร</p>" in drawn(Done({}), "text")


def test_rows_of_a_formset_have_ids_of_their_own() -> None:
    rows = formset_factory(Progress, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-end": "", "form-1-end": ""}
    )
    assert not rows.is_valid()
    html = "".join(drawn(form, "caption") for form in rows)
    assert re.findall(r'id="((?:help|error|id)_[^"]+)"', html) == [
        "help_form-0-caption", "error_form-0-caption", "id_form-0-caption",
        "help_form-1-caption", "error_form-1-caption", "id_form-1-caption",
    ]  # fmt: skip


def test_what_was_typed_is_shown_and_cannot_become_markup() -> None:
    form = Progress({"caption": '"><script>alert(1)</script>', "unit": "<b>"})
    assert "<script>" not in as_crispy_form(form)
    assert "ไม่มีตัวเลือก “&lt;b&gt;” โปรดเลือกจากรายการ" in drawn(form, "unit")


def test_a_file_is_one_control_under_a_label_though_django_has_a_fieldset_for_it() -> None:
    assert drawn(Progress({}), "file").splitlines() == [
        '<div class="field bad">',
        '<label for="id_file">ภาพหรือไฟล์</label>',
        '<p class="error" id="error_file"><span class="i" aria-hidden="true"></span>',
        "โปรดเลือกภาพหรือไฟล์</p>",
        '<input type="file" name="file" required aria-invalid="true" aria-describedby="error_file" '
        'class="form-control" id="id_file">',
        "</div>",
    ]


def test_a_doubt_stands_above_the_field_and_is_read_out_with_it_but_makes_nothing_wrong() -> None:
    class Words(forms.Form):
        text = ThaiTextField(label="ข้อความ", help_text="เขียนตามจริง")

    lines = drawn(Words({"text": "ก \U0001f600"}), "text").splitlines()
    assert lines[0] == '<div class="field">'
    assert lines[3].startswith('<p class="doubt" id="doubt_text">')
    assert 'aria-describedby="doubt_text help_text"' in lines[-2]


def test_several_errors_of_a_field_stand_in_one_paragraph() -> None:
    form = Progress({"caption": "ก"})
    form.add_error("caption", ["หนึ่ง", "สอง"])
    assert "</span>\nหนึ่ง<br>สอง</p>" in drawn(form, "caption")


def test_a_hidden_field_is_its_control_alone() -> None:
    class Hidden(forms.Form):
        revision = forms.IntegerField(widget=forms.HiddenInput, label="รุ่น", help_text="ซ่อน")

    assert drawn(Hidden({}), "revision") == '<input type="hidden" name="revision" id="id_revision">'


def test_a_whole_form_is_its_fields_one_after_another_and_the_hidden_ones_without_words() -> None:
    class Hidden(forms.Form):
        revision = forms.IntegerField(widget=forms.HiddenInput)
        text = forms.CharField(label="ข้อความ")

    html = as_crispy_form(Hidden(initial={"revision": 3}))
    assert html.count('<div class="field">') == 1
    assert '<input type="hidden" name="revision" value="3" id="id_revision">' in html


@pytest.mark.parametrize(("typed", "year"), [("67", 2567), ("๖๗", 2567), (" 2567 ", 2567), ("๒๕๖๗", 2567)])
def test_a_year_of_two_digits_is_of_this_century(typed: str, year: int) -> None:
    assert YearField().clean(typed) == year
