"""Words that lost their SARA AM when they were copied out of a PDF: ดาเนินการ for ดำเนินการ.

They are recognised as what they were and proposed as such, never put right silently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from thai.text import SARA_AA, SARA_AM, fold

# Words of offices whose form without the dot is no word of Thai.
_WORDS = (
    *("ดำเนิน", "กำหนด", "สำนัก", "ตำบล", "จัดทำ", "ชำนาญ", "สำเร็จ", "ประจำ", "อำนวย", "จำนวน", "สำคัญ"),
    *("แนะนำ", "นำเสนอ", "คำสั่ง", "คำถาม", "คำร้อง", "คำแนะ", "ลำดับ", "กำกับ", "ดำรง", "ชำระ", "บำรุง"),
    *("อำเภอ", "สำหรับ", "จำเป็น", "อำนาจ", "ตำแหน่ง", "สำรวจ", "กำลัง", "ตำรวจ", "จำหน่าย", "ชำรุด"),
    *("บำบัด", "สำเนา", "กำจัด", "ทำงาน", "การทำ", "สำรอง", "จำกัด", "คำนึง", "จำแนก", "กระทำ", "ผู้นำ"),
    *("ลำน้ำ", "บำเหน็จ", "คำขอ", "คำชี้แจง", "ทำลาย"),
)  # fmt: skip
_LOST = {word.replace(SARA_AM, SARA_AA): word for word in _WORDS}
_ANY = re.compile("|".join(sorted(map(re.escape, _LOST), key=len, reverse=True)))
_APART = re.compile(f"(?<=[ก-ฮ]) {SARA_AA}(?=[ก-ฮเแโใไ])")  # ด าเนินการ: the dot became a space
ENOUGH = 3  # so many of them, and the file lost its SARA AM: one alone is a slip of the keyboard


def repaired(text: str) -> str:
    """The text with each known word put right; all else as it is."""
    return _ANY.sub(lambda match: _LOST[match[0]], _APART.sub(SARA_AM, text))


def lost_words(texts: Iterable[str]) -> list[tuple[str, str]]:
    """The broken words of a file with what they were, the most frequent first; empty where there are hardly any."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found.update((match[0], _LOST[match[0]]) for match in _ANY.finditer(text))
        found.update((match[0], match[0].replace(f" {SARA_AA}", SARA_AM)) for match in _apart_words(text))
    return [pair for pair, _ in found.most_common()] if found.total() >= ENOUGH else []


def _apart_words(text: str) -> Iterable[re.Match[str]]:
    return re.finditer(f"[ก-๙]{{1,12}} {SARA_AA}[ก-๙]{{1,12}}", text)


def key(text: str) -> str:
    """By which words are recognised whatever was lost: folded, without white space, SARA AM as SARA AA."""
    return "".join(fold(text).split()).replace(SARA_AM, SARA_AA)
