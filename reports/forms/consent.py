"""What a person ticks and proves before a report is submitted or approved, or taken back from the public."""

from __future__ import annotations

from typing import Any

from django import forms

from editing.fields import ThaiTextField
from editing.form_layout import USERNAME, PortalHelper
from editing.identity import IdentityForm


class ConsentForm(IdentityForm):
    """`seen` is the digest that the page showed.

    Either page that asks for it has a form of its own below, which says the order.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    comment = ThaiTextField(printed=False, label="ความเห็น", required=False, rows=3, lines=True, max_length=4000)
    declaration = forms.BooleanField(
        error_messages={"required": "โปรดทำเครื่องหมายหน้าข้อความยืนยัน"}  # the words themselves stand beside it
    )

    def __init__(self, *args: Any, declaration: str, comment_label: str, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["declaration"].label = declaration
        self.fields["comment"].label = comment_label


class SubmissionForm(ConsentForm):
    """Before a report is submitted."""

    helper = PortalHelper("comment", "declaration", USERNAME, "secret")


class ApprovalForm(ConsentForm):
    """Before a report is signed and approved; `knowing` are the words of a second box where nothing can sign it yet."""

    knowing = forms.BooleanField(error_messages={"required": "โปรดยืนยันว่าทราบว่าจะยังไม่ได้ลงนาม"})

    def __init__(self, *args: Any, knowing: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["knowing"].label = knowing
        if not knowing:
            del self.fields["knowing"]

    @property
    def declared(self) -> str:
        """The words of all boxes that were ticked."""
        names = [name for name in ("declaration", "knowing") if name in self.fields]
        return "\n".join(str(self.fields[name].label) for name in names)

    @property
    def helper(self) -> PortalHelper:
        """The boxes first, and last who it is."""
        boxes = [name for name in ("declaration", "knowing") if name in self.fields]
        return PortalHelper(*boxes, "comment", USERNAME, "secret")
