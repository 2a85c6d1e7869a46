"""What may be somebody's personal data in evidence that everybody will see with the report."""

from __future__ import annotations

from collections.abc import Iterator

from document import personal_data
from evidence.checks.doubt import Doubt, Piece

_NAMED = 3  # places that a sentence names


def to_be_public(piece: Piece) -> Iterator[Doubt]:
    """A doubt where caption, file name or text of public evidence holds a citizen's number, telephone or mail."""
    if not piece.is_public:
        return
    texts = (("คำบรรยาย", piece.caption), ("ชื่อไฟล์", piece.name), ("เนื้อหาของไฟล์", piece.text))
    found = {each.key: each for where, text in texts for each in personal_data.find(text, where)}
    if found:
        named = [f"{each.kind.words} {each.text} ใน{each.where}" for each in found.values()]
        more = f" และอีก {len(named) - _NAMED} แห่ง" if len(named) > _NAMED else ""
        message = (
            f"หลักฐานนี้จะเผยแพร่ต่อประชาชน แต่อาจมีข้อมูลส่วนบุคคล คือ {', '.join(named[:_NAMED])}{more} "
            "หากไม่ควรเปิดเผย โปรดปิดบังแล้วแทนที่ไฟล์ แก้คำบรรยาย หรือเลือกไม่เผยแพร่"
        )
        yield Doubt("personal", message, tuple(sorted(f"{kind} {text}" for kind, text in found)))
