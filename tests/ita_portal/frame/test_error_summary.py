"""What is wrong stands at the top of the page, each line a link to its field."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.template.loader import render_to_string


class Dates(forms.Form):
    start = forms.CharField(label="วันที่เริ่ม")
    end = forms.CharField(label="วันที่สิ้นสุด", required=False)
    keep = forms.ChoiceField(label="ข้อความที่ใช้", choices=[("a", "ก")], widget=forms.RadioSelect)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_end(self) -> str:
        raise ValidationError("เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31")

    def clean(self) -> None:
        raise ValidationError("โปรดกรอกอย่างน้อยหนึ่งรายการ")


def summary(**context: object) -> str:
    return render_to_string("_errors.html", context)


def lines(html: str) -> list[tuple[str, str]]:
    """Target and text of each line."""
    return re.findall(r'<li>(?:<a href="#([^"]*)">)?([^<]+)(?:</a>)?</li>', html)


def test_each_line_leads_to_its_field_with_the_fields_own_words() -> None:
    html = summary(form=Dates({"revision": "x"}))
    assert lines(html) == [
        ("", "โปรดกรอกอย่างน้อยหนึ่งรายการ"),
        ("id_start", "โปรดพิมพ์วันที่เริ่ม"),
        ("id_end", "วันที่สิ้นสุด: เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ("id_keep_0", "โปรดเลือกข้อความที่ใช้"),
        ("", "โปรดพิมพ์จำนวนเต็ม เช่น 12"),
    ]
    assert "ยังบันทึกไม่ได้ มี 5 จุดที่ต้องแก้ไข" in html
    assert "ข้อความที่ท่านพิมพ์ยังอยู่ครบ" in html


def test_it_is_announced_and_takes_the_focus() -> None:
    html = summary(form=Dates({}))
    assert '<div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1" autofocus>' in html


def test_several_forms_and_rows_make_one_summary_in_the_pages_order() -> None:
    rows = formset_factory(Dates, extra=0)(
        {"row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "0", "row-1-start": "3/7/66", "row-0-start": "-"}, prefix="row"
    )
    found = lines(summary(form=Dates({"top-start": "x", "top-keep": "a"}, prefix="top"), forms=[rows]))
    assert [target for target, _ in found] == [
        "", "id_top-end",
        "", "id_row-0-end", "id_row-0-keep_0",
        "", "id_row-1-end", "id_row-1-keep_0",
    ]  # fmt: skip


def test_a_page_may_name_the_forms_that_it_means() -> None:
    other, meant = Dates({}, prefix="other"), Dates({"meant-start": "1", "meant-keep": "a"}, prefix="meant")
    assert lines(summary(form=other, of=meant))[1:] == [("id_meant-end", "วันที่สิ้นสุด: เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31")]


def test_without_a_mistake_nothing_is_shown() -> None:
    assert [summary().strip(), summary(form=Dates()).strip(), summary(forms=[]).strip()] == ["", "", ""]


def test_a_title_of_the_pages_own_takes_the_place_of_the_usual() -> None:
    html = summary(form=Dates({}), title="ยังเข้าสู่ระบบไม่ได้", quiet=True)
    assert '<h2 id="errors-title">ยังเข้าสู่ระบบไม่ได้</h2>' in html
    assert "ข้อความที่ท่านพิมพ์ยังอยู่ครบ" not in html


def test_the_pages_title_begins_with_the_word_for_a_mistake() -> None:
    wrong, fine = (render_to_string("_page.html", {"form": form}) for form in (Dates({}), Dates()))
    assert "<title>ข้อผิดพลาด: " in wrong
    assert "<title> –" in fine


def test_words_that_were_typed_cannot_become_markup() -> None:
    class Free(forms.Form):
        text = forms.CharField(label="<i>")

        def clean_text(self) -> str:
            raise ValidationError(f"ไม่รู้จัก {self.cleaned_data['text']}")

    assert lines(summary(form=Free({"text": "<script>"}))) == [("id_text", "&lt;i&gt;: ไม่รู้จัก &lt;script&gt;")]
