"""What a coordinator ticks and says before a report is published, or taken back."""

from __future__ import annotations

from typing import Any

from django import forms

from measures.forms.fields import ThaiTextField

_SHOWN = "เหตุผลจะแสดงต่อประชาชนข้างฉบับเดิมเสมอ"


class PublicationForm(forms.Form):
    """`seen` is the digest of the file that the page showed; a reason is asked where it takes another's place."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = ThaiTextField(
        label="เหตุผลที่ออกฉบับใหม่แทน",
        rows=3,
        lines=True,
        max_length=2000,
        help_text=_SHOWN,
        error_messages={"required": "โปรดพิมพ์เหตุผลที่ออกฉบับใหม่แทน"},
    )
    declaration = forms.BooleanField(error_messages={"required": "โปรดยืนยันว่าตรวจแล้ว จึงจะเผยแพร่ได้"})

    def __init__(self, *args: Any, declaration: str, replaces: bool, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["declaration"].label = declaration
        if not replaces:
            del self.fields["reason"]


class WithdrawalForm(forms.Form):
    """`round` is the key of the round that the page showed."""

    round = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(
        label="เหตุผลที่เพิกถอน",
        rows=3,
        lines=True,
        max_length=2000,
        help_text="เหตุผลจะแสดงต่อประชาชนข้างรายงานฉบับนี้เสมอ",
        error_messages={"required": "โปรดพิมพ์เหตุผลที่เพิกถอน"},
    )
    declaration = forms.BooleanField(error_messages={"required": "โปรดยืนยัน จึงจะเพิกถอนได้"})

    def __init__(self, *args: Any, declaration: str, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["declaration"].label = declaration
