"""Passwords that anyone in a Thai office would try first: Django's list of common ones knows English alone."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.exceptions import ValidationError

from accounts.models import User
from thai.text import fold

# Words, keyboard rows in both layouts, and the office's own; digits and signs around them do not make them better.
_COMMON = Path(__file__).parents[1] / "data" / "common-passwords.txt"
_EDGES = " 0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class CommonThaiPasswordValidator:
    """Refuses a common word, or the person's own name, with digits or signs around it, Thai digits included."""

    def validate(self, password: str, user: User | None = None) -> None:
        folded = fold(password)
        word = folded.strip(_EDGES)
        if word and word in _names_of(user):
            raise ValidationError("รหัสผ่านนี้เป็นชื่อของท่านเอง จึงเดาง่าย โปรดใช้คำหลายคำที่ไม่เกี่ยวกัน", code="password_too_similar")
        if word in _FOLDED or (word == "" and len(set(folded)) < 6):
            raise ValidationError("รหัสผ่านนี้เดาง่ายเกินไป โปรดใช้คำหลายคำที่ไม่เกี่ยวกัน", code="password_too_common")

    def get_help_text(self) -> str:
        return "รหัสผ่านต้องไม่ใช่คำที่ใช้กันทั่วไป เช่น รหัสผ่าน1234"


_FOLDED = frozenset(fold(word) for word in _COMMON.read_text("utf-8").split())


def _names_of(user: User | None) -> set[str]:
    """The parts of a person's name as passwords are compared, each also without its title, and the whole."""
    if user is None:
        return set()
    parts = fold(user.name).split()
    bare = [re.sub(f"^(?:{_TITLES})", "", part) for part in parts]
    return {*parts, *bare, "".join(parts), "".join(bare), " ".join(bare)} - {""}


_TITLES = "นางสาว|นาย|นาง|น\\.ส\\.|ว่าที่ร้อยตรีหญิง|ว่าที่ร้อยตรี|ว่าที่ร\\.ต\\.หญิง|ว่าที่ร\\.ต\\.|ดร\\."
