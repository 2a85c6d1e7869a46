"""Passwords that anyone in a Thai office would try first: Django's list of common ones knows English alone."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from accounts.models import User
from thai.text import fold

# Words, keyboard rows in both layouts, and the office's own; digits and signs around them do not make them better.
_COMMON = frozenset(
    """
    รหัสผ่าน รหัส ผ่าน พาสเวิร์ด สวัสดี สวัสดีครับ สวัสดีค่ะ ประเทศไทย เมืองไทย ไทยแลนด์ กรุงเทพ รักเธอ ฉันรักเธอ รักแม่ รักพ่อ
    รักในหลวง คนไทย ไทย แอดมิน ผู้ดูแล ผู้ใช้ ทดสอบ ราชการ อบต อบจ เทศบาล นายก ปลัด องค์การบริหารส่วนตำบล ความโปร่งใส คุณธรรม
    โปร่งใส สุจริต ฟหกด่าสว ฟหกด ๆไำพะ ผปแอ ๅภถุึค กขคง กขฃคฅฆง
    password passw0rd rahatpan rahasphan sawasdee sawatdee thailand bangkok krungthep qwerty admin user test demo ita itas portal
    oit iit eit aobtor tessaban nayok palad
    """.split()
)
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class CommonThaiPasswordValidator:
    """Refuses a common word with digits or signs around it, Thai digits included."""

    def validate(self, password: str, user: User | None = None) -> None:
        core = fold(password)
        word = core
        while (shorter := _EDGES.sub("", word)) != word:
            word = shorter
        if word in _FOLDED or (word == "" and len(set(core)) < 6):
            raise ValidationError("รหัสผ่านนี้เดาง่ายเกินไป โปรดใช้คำหลายคำที่ไม่เกี่ยวกัน", code="password_too_common")

    def get_help_text(self) -> str:
        return "รหัสผ่านต้องไม่ใช่คำที่ใช้กันทั่วไป เช่น รหัสผ่าน1234"


_FOLDED = frozenset(fold(word) for word in _COMMON)
