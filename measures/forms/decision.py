"""The words that go with a decision, and what its page showed."""

from __future__ import annotations

from typing import Any

from django import forms

from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper
from workflow import Transition

LABELS = {
    "hand_in": ("ข้อความถึงผู้ประสานงาน", ""),
    "check": ("ข้อความถึงผู้รับผิดชอบ", "ต้องพิมพ์เมื่อส่งกลับแก้ไข บอกให้ชัดว่าต้องแก้หรือเพิ่มอะไร"),
    "recall": ("เหตุผลที่เรียกคืน", ""),
    "reopen": ("เหตุผลที่เปิดให้แก้ไขอีกครั้ง", "ผู้รับผิดชอบจะเห็นข้อความนี้ และจะอยู่ในประวัติของมาตรการ"),
}


class DecisionForm(forms.Form):
    """`round` and `digest` name what the page showed: a decision on anything else does not stand."""

    round = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    comment = ThaiTextField(printed=False, lines=True, rows=3, max_length=2000, required=False)

    helper = PortalHelper("comment")

    def __init__(self, *args: Any, page: str, move: Transition | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        comment = self.fields["comment"]
        comment.label, comment.help_text = LABELS[page]
        comment.error_messages["required"] = "โปรดพิมพ์เหตุผล เพื่อให้ผู้รับผิดชอบรู้ว่าต้องแก้อะไร"
        comment.required = page == "reopen" or (move is not None and move.needs_comment)
        comment.wanted = page in ("check", "reopen")  # type: ignore[attr-defined]  # drawn without (ถ้ามี)

    @property
    def names_what_was_seen(self) -> bool:
        """Whether the page that was sent says of which round and text it was; one that doesn't decides nothing."""
        return not {"round", "digest"} & self.errors.keys()


def chosen(values: list[str]) -> dict[int, int]:
    """The ticked measures of a list, each with the round that the list showed; what can't be read is passed over."""
    pairs = [value.partition("-") for value in values]
    return {int(pk): int(seen) for pk, _, seen in pairs if _is_number(pk) and _is_number(seen)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
