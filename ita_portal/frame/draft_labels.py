"""How the fields of a draft are called where its words stand alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve

from editing.drafting import draft_words
from evidence.forms.attaching import AttachForm, LinkForm
from evidence.forms.changing import EvidenceForm
from evidence.forms.settling import SettleForm
from measures.forms.assignment import NewMeasureForm
from measures.forms.measure import DetailForm, MeasureForm, StepForm
from measures.forms.officers import DutyForm
from measures.forms.people import OfficerForm
from measures.forms.progress import ActionForm, OutcomeForm
from measures.forms.questions import AnswerForm, QuestionForm
from measures.forms.year import YearForm
from measures.views.library.own import LibraryForm
from measures.views.wording import WordingForm
from reports.forms.edition import AnyEditionForm
from reports.forms.import_draft import LABELS
from reports.forms.importing import ImportForm
from reports.forms.publication import PublicationForm, WithdrawalForm
from reports.forms.retention import KeepForm
from scores.forms.choose import label_of_choice
from scores.forms.entry import label_of_place

_FORMS: dict[str, type[forms.Form]] = {
    "measures:officer": OfficerForm,
    "measures:officer_add": OfficerForm,
    "measures:add": NewMeasureForm,
    "measures:ask": QuestionForm,
    "measures:question": AnswerForm,
    "measures:change": MeasureForm,
    "measures:wording": WordingForm,
    "measures:library_entry": LibraryForm,
    "evidence:list": AttachForm,
    "evidence:link": LinkForm,
    "evidence:change": EvidenceForm,
    "evidence:settle": SettleForm,
    "measures:deadlines": YearForm,
    "reports:compile": AnyEditionForm,
    "reports:import": ImportForm,
    "reports:publish": PublicationForm,
    "reports:replace": PublicationForm,
    "reports:withdraw": WithdrawalForm,
    "reports:retention_keep": KeepForm,
}
_LISTS: Mapping[str, tuple[str, type[forms.Form]]] = {
    "steps": ("สิ่งที่ต้องทำ", StepForm),
    "details": ("รายละเอียด", DetailForm),
    "actions": ("การดำเนินการ", ActionForm),
    "outcomes": ("ผลลัพธ์", OutcomeForm),
    "duties": ("ผู้รับผิดชอบ", DutyForm),
}
# Where a page has a form for each row, or fields by what they are of: what says how a field is called.
_SAYS: dict[str, Callable[[str], str]] = {
    "scores:choose": label_of_choice,
    "scores:edit": label_of_place,
    "scores:edit_tool": label_of_place,
}
_COMMENT = "ความเห็นหรือเหตุผล"
_ROW = re.compile(r"([a-z]+)-(\d{1,4})-([a-z_]+)")
_OF_IMPORT = re.compile(r"(?:head|[0-9]+-[0-9]+-[0-9]+)-([a-z_]+)")  # a part of a report that is brought in
_SIDES = {"merged-": "ข้อความที่รวมเอง", "theirs-": "ฉบับที่บันทึกไว้"}


def add(of_pages: Mapping[str, type[forms.Form]], says: Mapping[str, Callable[[str], str]]) -> None:
    """Makes known which form a page shows, or what says how its fields are called, by the name of its address: for
    pages that stand beside the frame."""
    _FORMS.update(of_pages)
    _SAYS.update(says)


def named(data: QueryDict, page: str) -> list[tuple[str, str]]:
    """The words of a form that was typed on a page, each with its field's name; one without any is numbered."""
    found = [(label_of(name, page), text) for name, text in draft_words.by_field(data)]
    return [(label or f"ข้อความที่ {number}", text) for number, (label, text) in enumerate(found, start=1)]


def label_of(name: str, page: str) -> str:
    """What the page calls the field; nothing where it is not known."""
    for start, side in _SIDES.items():
        if name.startswith(start):
            return f"{side}: {label_of(name.removeprefix(start), page)}".removesuffix(": ")
    row = _ROW.fullmatch(name)
    if row and row[1] in _LISTS:
        called, form = _LISTS[row[1]]
        field = "" if row[3] == "text" else _label(form, row[3])
        return f"{called}ที่ {int(row[2]) + 1} {field}".strip()
    if name in _LISTS:
        return _LISTS[name][0]
    if part := _OF_IMPORT.fullmatch(name):
        return LABELS.get(part[1], "")
    view = _view_of(page)
    if view in _SAYS:
        return _SAYS[view](name)
    form_of_page = _FORMS.get(view)
    return (_label(form_of_page, name) if form_of_page else "") or (_COMMENT if name == "comment" else "")


def _view_of(page: str) -> str:
    try:
        return resolve(page).view_name
    except Resolver404:
        return ""


def _label(form: type[forms.Form], name: str) -> str:
    field = form.base_fields.get(name)
    return str(field.label) if field else ""
