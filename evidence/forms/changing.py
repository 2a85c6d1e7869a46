"""The form of one piece of evidence: what it shows, for which day and item, and whether the public sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import QueryDict

from editing.fields import ThaiDateField, ThaiTextField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from evidence.forms.attaching import DATE_HELP, LONGEST_CAPTION, OfMeasure
from evidence.models import Evidence
from evidence.services.keeping import Facts, facts_of
from measures.forms.days.dates import DateWithEcho
from measures.models import Plan
from measures.models.catalogue import Tool
from measures.services.catalogue import items_of

_LONGEST_ITEM = 90  # characters of an item's words in a list to choose from


class EvidenceForm(OfMeasure, VersionedForm):
    """Beside others at the same form; a new caption keeps the old one in the measure's history."""

    caption = ThaiTextField(
        label="คำบรรยาย",
        rows=2,
        max_length=LONGEST_CAPTION,
        help_text="พิมพ์ใต้ภาพในรายงาน และอ่านให้ผู้ที่มองไม่เห็นภาพฟัง",
        error_messages={"required": "โปรดพิมพ์คำบรรยายว่าหลักฐานนี้แสดงอะไร"},
    )
    speaks_for = ThaiDateField(label="วันที่ของหลักฐาน", required=False, help_text=DATE_HELP)
    item = forms.ChoiceField(
        label="ใช้เป็นหลักฐานของข้อ OIT ใด",
        required=False,
        error_messages={"invalid_choice": "ไม่มีข้อนี้ในรายการของปีนี้ โปรดเลือกใหม่"},
    )
    is_public = forms.BooleanField(
        label="เผยแพร่พร้อมรายงาน",
        required=False,
        help_text="ประชาชนทุกคนเปิดดูได้ โปรดตรวจว่าไม่มีเลขประจำตัว หมายเลขโทรศัพท์ หรือใบหน้าของผู้ที่ไม่ได้ยินยอม",
    )

    helper = PortalHelper("caption", DateWithEcho("speaks_for", echo="day_echo"), "action", "item", "is_public")

    def __init__(self, data: QueryDict | None = None, *, evidence: Evidence, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(data, measure=evidence.measure, **kwargs)
        self.fields["item"].choices = [  # type: ignore[attr-defined]  # a choice
            ("", "ไม่ระบุ"),
            *_items(self.plan, kept=evidence.item),
        ]

    def facts(self) -> Facts:
        """What was typed, after is_valid."""
        found = self.cleaned_data
        action = found["action"]
        said = found["caption"], found["speaks_for"], found["item"], found["is_public"]
        return Facts(*said, action=action.pk if action else None)


def drawn(evidence: Evidence) -> dict[str, object]:
    """What the form of a stored row is drawn from."""
    facts = facts_of(evidence)
    return EvidenceForm.drawn(facts.digest, asdict(facts))


def version_of(facts: Facts) -> Version:
    """What the form would show of what is stored."""
    return EvidenceForm.version(facts.digest, asdict(facts))


def _items(plan: Plan, *, kept: str) -> Iterable[tuple[str, str]]:
    """The O items of a year in the order of their numbers, and the stored one where the list no longer has it."""
    rows = items_of(plan.agency, plan.year, tool=Tool.OIT).values_list("code", "text")
    found = {code: f"{code} {' '.join(text.split())[:_LONGEST_ITEM]}".strip() for code, text in rows}
    if kept:
        found.setdefault(kept, kept)
    return sorted(found.items(), key=lambda item: (len(item[0]), item[0]))
