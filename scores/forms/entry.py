"""The forms in which scores are typed: what was announced with the tools, and the groups and items of one tool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from ita import rules
from ita.catalogue import TOOLS
from ita.codes import code_key, normalise, tool_of
from ita.figures import read_score
from scores.forms.fields import ScoreField
from scores.services.outline import Outline
from scores.services.sheet import DEFAULT_TARGET, HEAD, Facts

_GROUP = "group_"  # before a group's number, which alone is no name of a field
MORE = "more"
_NO_TEXT = "ยังไม่มีถ้อยคำของข้อนี้ในรายการ"


class Heading:
    """A heading among the fields of a form, whose words are no template: groups are named by data."""

    def __init__(self, words: str) -> None:
        self.words = words

    def render(self, form: object, context: object, template_pack: object = None, **kwargs: object) -> SafeString:
        """The heading, as crispy asks a layout's object for it."""
        return format_html("<h2>{}</h2>", self.words)


def field_of(key: str) -> str:
    """The name of the field for a place."""
    return f"{_GROUP}{key}" if key.isdigit() else key


def key_of(field: str) -> str:
    """The place of a field."""
    return field.removeprefix(_GROUP)


def label_of_place(field: str) -> str:
    """What a field is called where it stands alone, whatever the year; nothing for one that is no place."""
    if field == MORE:
        return "เพิ่มข้ออื่น"
    if field in HEAD:
        return HEAD[field]
    if field.startswith(_GROUP):
        return f"คะแนนตัวชี้วัดที่ {key_of(field)}"
    if field in TOOLS:
        return f"คะแนน {field}"
    return f"ข้อ {field}" if code_key(field)[0] < len(TOOLS) else ""


class EntryForm(VersionedForm):
    """What both forms share: their fields are places of the sheet."""

    @classmethod
    def keys(cls) -> list[str]:
        """The places that the form shows."""
        return [key_of(name) for name in cls.base_fields if name not in ("base", MORE)]

    @classmethod
    def named(cls, facts: Mapping[str, str]) -> Facts:
        """Facts by the names of fields."""
        return {field_of(key): text for key, text in facts.items()}

    def facts(self) -> Facts:
        """What was typed, by place; after is_valid."""
        return {key: self.cleaned_data[field_of(key)] for key in self.keys()}

    def more(self) -> Facts:
        """What was typed of items that the form has no field for."""
        return {}

    def refuse(self, error: ValidationError) -> None:
        """Shows each of an error's messages beside its field."""
        for key, messages in error.message_dict.items():
            self.add_error(field_of(key) if field_of(key) in self.fields else MORE, messages)


def head_form(year: int) -> type[EntryForm]:
    """The form of a year's totals."""
    names = rules.of_year(year).names
    weights = rules.of_year(year).weights
    tools = {
        tool: ScoreField(label=f"คะแนน {tool}", help_text=f"คิดเป็นร้อยละ {weights[tool]} ของคะแนนรวม") for tool in TOOLS
    }
    fields: dict[str, Any] = {
        "official_total": ScoreField(label=HEAD["official_total"], help_text="ตามประกาศผลการประเมิน เช่น 87.35"),
        "official_level": forms.ChoiceField(
            label=HEAD["official_level"], choices=[("", "ยังไม่ระบุ"), *zip(names, names, strict=True)], required=False
        ),
        **tools,
        "target": ScoreField(
            otherwise=f"{DEFAULT_TARGET:.2f}",
            label=HEAD["target"],
            help_text="ข้อที่ได้ต่ำกว่านี้จะแสดงเป็นข้อที่ควรพัฒนา หากเว้นว่างไว้ใช้ 85",
        ),
        "note": ThaiTextField(label=HEAD["note"], required=False, max_length=2000, lines=True, rows=3, printed=False),
    }
    fields["helper"] = PortalHelper(
        Heading("ผลที่ประกาศ"),
        "official_total",
        "official_level",
        Heading("คะแนนรายเครื่องมือ"),
        *TOOLS,
        Heading("เป้าหมายและหมายเหตุ"),
        "target",
        "note",
    )
    return type("HeadForm", (EntryForm,), fields)


class ToolForm(EntryForm):
    """The groups and items of one tool; `more` takes items that the year's list lacks."""

    outline: Outline
    tool: str

    def clean_more(self) -> str:
        typed = str(self.cleaned_data[MORE])
        self._more = dict(self._read_more(typed))
        return typed

    def _read_more(self, typed: str) -> Iterable[tuple[str, str]]:
        seen = set[str]()
        lines = ((number, line) for number, line in enumerate(typed.splitlines(), start=1) if line)
        for number, line in lines:
            code, score = self._line(number, line)
            if code in seen:
                raise ValidationError(f"บรรทัดที่ {number}: ข้อ {code} ซ้ำกับบรรทัดก่อน")
            if code in self.fields:
                raise ValidationError(f"บรรทัดที่ {number}: ข้อ {code} มีช่องอยู่แล้ว โปรดพิมพ์ในช่องของข้อนั้น")
            seen.add(code)
            yield code, score

    def _line(self, number: int, line: str) -> tuple[str, str]:
        typed, _, figure = line.rpartition(" ")
        try:
            code, score = normalise(typed)[0], read_score(figure)[0]
            if tool_of(code) != self.tool:
                raise ValueError(f"ข้อ {code} เป็นข้อของ {tool_of(code)} ไม่ใช่ {self.tool}")
        except ValueError as error:
            raise ValidationError(f"บรรทัดที่ {number}: {error}") from error
        return code, f"{score:.2f}"

    def more(self) -> Facts:
        return self._more


def tool_form(outline: Outline, tool: str, unlisted: Iterable[str]) -> type[ToolForm]:
    """The form of a tool's scores; `unlisted` are codes that the list lacks and that have a figure."""
    fields: dict[str, Any] = {"outline": outline, "tool": tool}
    layout: list[object] = []
    items = outline.items_of(tool)
    for group in outline.groups_of(tool):
        fields[field_of(group.key)] = ScoreField(label=f"คะแนนตัวชี้วัดที่ {group.number}")
        layout += [Heading(group.called), field_of(group.key)]
        for item in items:
            if item.group_no == group.number:
                fields[item.code] = ScoreField(label=f"ข้อ {item.code}", help_text=escape(item.text) or _NO_TEXT)
                layout.append(item.code)
    others = sorted((code for code in unlisted if code not in outline.by_code), key=code_key)
    layout.append(Heading("ข้อที่ไม่อยู่ในรายการของปีนี้"))
    for code in others:
        fields[code] = ScoreField(label=f"ข้อ {code}", help_text=f"ไม่มีในรายการข้อคำถามปี {outline.year} ที่ระบบรู้จัก")
        layout.append(code)
    fields[MORE] = ThaiTextField(
        label="เพิ่มข้ออื่น",
        help_text=f"บรรทัดละข้อ รหัสแล้วเว้นวรรคตามด้วยคะแนน เช่น {tool[0]}31 79.40",
        required=False,
        max_length=4000,
        lines=True,
        rows=3,
        printed=False,
    )
    layout.append(MORE)
    fields["helper"] = PortalHelper(*layout)
    return type("ToolScoresForm", (ToolForm,), fields)


def unlisted_of(version: Version, outline: Outline, tool: str) -> list[str]:
    """The codes of a tool that the form was drawn with and that the list lacks."""
    codes = (part for part in version.values if code_key(part)[0] < len(TOOLS))
    return [code for code in codes if tool_of(code) == tool and code not in outline.by_code]
