"""Another's save beside one's own, for forms of plain fields."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms


def show_beside(form: forms.Form, *, theirs: Mapping[str, str], mine: Mapping[str, str], digest: str) -> None:
    """Puts what another saved beside each field in which it differs; saving again knowingly uses one's own.

    `theirs` and `mine` are the fields' values as text; `digest` names what is stored now.
    """
    for field, said in theirs.items():
        if mine[field] != said:
            shown = f"“{said}”" if said else "ว่างไว้"
            form.add_error(field, f"ผู้อื่นบันทึกช่องนี้เป็น {shown} หากกดบันทึกอีกครั้ง จะใช้ข้อความของท่าน")
    form.add_error(None, "มีผู้แก้ไขก่อนท่าน ข้อความของทั้งสองคนยังอยู่ครบ โปรดเลือก")
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a bound form's data is a QueryDict
    form.data["base"] = digest  # type: ignore[index]  # the copy is mutable
