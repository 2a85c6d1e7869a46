"""What a coordinator ticks and says before a report is published, or taken back."""

from __future__ import annotations

from typing import Any

from django import forms

from document import personal_data
from editing.fields import ThaiTextField
from editing.form_layout import USERNAME, PortalHelper
from editing.identity import IdentityForm

_SHOWN = "เหตุผลจะแสดงต่อประชาชนข้างฉบับเดิมเสมอ"


class AskingOnce(forms.Form):
    """A reason that the public will read is asked about once more where it seems to hold personal data."""

    as_is = forms.BooleanField(required=False, label="ข้าพเจ้าตรวจแล้ว ให้แสดงเหตุผลนี้ต่อประชาชนตามที่พิมพ์")

    asks = False
    identity: tuple[object, ...] = ()  # what shows who it is, last

    @property
    def helper(self) -> PortalHelper:
        """The reason, and below it the box for what it holds, if it must be asked."""
        asked = [name for name in ("reason", "as_is", "photographs", "declaration") if name in self.fields]
        return PortalHelper(*(name for name in asked if name != "as_is" or self.asks), *self.identity)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = list(personal_data.find(cleaned.get("reason", ""), "เหตุผล"))
        self.asks = bool(found)
        if found and not cleaned.get("as_is"):
            words = ", ".join(f"{each.kind.words} {each.text}" for each in found)
            self.add_error("reason", f"เหตุผลจะแสดงต่อประชาชน แต่มี{words} โปรดแก้ หรือยืนยันด้านล่างหากเปิดเผยได้")
        return cleaned


class PublicationForm(AskingOnce):
    """`seen` is the digest of the file that the page showed; a reason is asked where it takes another's place.

    `photographs` are the words by which a person says that they looked at the public ones; none where there are none.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = ThaiTextField(
        printed=False,
        label="เหตุผลที่ออกฉบับใหม่แทน",
        rows=3,
        lines=True,
        max_length=2000,
        help_text=_SHOWN,
        error_messages={"required": "โปรดพิมพ์เหตุผลที่ออกฉบับใหม่แทน"},
    )
    photographs = forms.BooleanField(error_messages={"required": "โปรดดูภาพทุกภาพที่จะเผยแพร่ แล้วยืนยัน"})
    declaration = forms.BooleanField(error_messages={"required": "โปรดยืนยันว่าตรวจแล้ว จึงจะเผยแพร่ได้"})

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - handed on to Django
        declaration: str,
        replaces: bool,
        photographs: str = "",
        **kwargs: Any,  # noqa: ANN401 - handed on to Django
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photographs"].label = photographs
        if not photographs:
            del self.fields["photographs"]
        self.fields["declaration"].label = declaration
        if not replaces:
            del self.fields["reason"]


class WithdrawalForm(AskingOnce, IdentityForm):
    """`round` is the key of the round that the page showed; what is withdrawn stays so, hence it asks who it is."""

    identity = (USERNAME, "secret")

    round = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(
        printed=False,
        label="เหตุผลที่เพิกถอน",
        rows=3,
        lines=True,
        max_length=2000,
        help_text="เหตุผลจะแสดงต่อประชาชนข้างฉบับนี้เสมอ",
        error_messages={"required": "โปรดพิมพ์เหตุผลที่เพิกถอน"},
    )
    declaration = forms.BooleanField(error_messages={"required": "โปรดยืนยัน จึงจะเพิกถอนได้"})

    def __init__(self, *args: Any, declaration: str, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["declaration"].label = declaration


class SetAsideForm(forms.Form):
    """`round` is the key of the round that the page showed; the reason stays within the agency."""

    round = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(
        printed=False,
        label="เหตุผลที่ยกเลิกรอบนี้",
        rows=3,
        lines=True,
        max_length=2000,
        help_text="เหตุผลจะอยู่ในประวัติการพิจารณา ซึ่งเห็นได้เฉพาะในหน่วยงานและผู้กำกับดูแล",
        error_messages={"required": "โปรดพิมพ์เหตุผลที่ยกเลิกรอบนี้"},
    )

    helper = PortalHelper("reason")
