"""What a check of the chain found, in words for people."""

from dataclasses import dataclass
from enum import StrEnum

from audit.heads import Head


class Kind(StrEnum):
    """What is wrong; the sentence names the place."""

    ALTERED = "altered", "ลำดับที่ {place}: เนื้อหาถูกแก้หลังจากบันทึกแล้ว"
    MOVED = "moved", "ลำดับที่ {place}: ถูกย้ายหรือสลับที่ เดิมอยู่ลำดับที่ {origin}"
    MISSING = "missing", "ลำดับที่ {place}: หายไป"
    CUT = "cut", "ลำดับที่ {place}: ถูกตัดหายไปจากท้ายบันทึก"
    UNLINKED = "unlinked", "ลำดับที่ {place}: ไม่ต่อเนื่องกัน มีรายการที่ถูกเขียนขึ้นใหม่ตรงนี้"
    FOREIGN = "foreign", "ลำดับที่ {place}: อยู่นอกค่ายืนยันท้ายบันทึก ถูกแทรกเข้ามา หรือค่ายืนยันถูกย้อนกลับ"
    HEAD_MISSING = "head_missing", "ค่ายืนยันท้ายบันทึกหายไป จึงบอกไม่ได้ว่าท้ายบันทึกถูกตัดหรือไม่"
    HEAD_DIFFERS = "head_differs", "ลำดับที่ {place}: ไม่ตรงกับค่ายืนยันท้ายบันทึก รายการสุดท้ายถูกเขียนขึ้นใหม่"
    KEPT_BEYOND = "kept_beyond", "ลำดับที่ {place}: มีอยู่เมื่อเก็บค่ายืนยันไว้ แต่ถูกตัดหายไปแล้ว"
    KEPT_DIFFERS = "kept_differs", "ลำดับที่ {place} หรือก่อนหน้า: ถูกเขียนขึ้นใหม่ ไม่ตรงกับค่ายืนยันที่เก็บไว้"

    sentence: str

    def __new__(cls, value: str, sentence: str) -> "Kind":
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.sentence = sentence
        return kind


@dataclass(frozen=True)
class Finding:
    """One place where the chain isn't what was recorded: the events numbered `first` to `last`, both included."""

    kind: Kind
    first: int
    last: int
    origin: int | None = None  # where a moved event stood

    def __str__(self) -> str:
        place = f"{self.first:,}" if self.first == self.last else f"{self.first:,}–{self.last:,}"
        return self.kind.sentence.format(place=place, origin=f"{self.origin:,}" if self.origin else "")


@dataclass(frozen=True)
class Verdict:
    """`findings` are the first few in the order found, `faults` counts them all; `head` is None where it is gone."""

    events: int
    head: Head | None
    findings: tuple[Finding, ...]
    faults: int
    against: Head | None = None

    @property
    def whole(self) -> bool:
        """Whether the check found nothing."""
        return self.faults == 0

    def __str__(self) -> str:
        if self.whole:
            return f"บันทึกครบถ้วน ไม่มีรายการใดถูกแก้หรือหายไป (ตรวจแล้ว {self.events:,} รายการ)"
        return f"บันทึกไม่ครบถ้วน พบความผิดปกติ {self.faults:,} แห่ง (ตรวจแล้ว {self.events:,} รายการ)"

    @property
    def meaning(self) -> str:
        """One line: what this verdict proves and what it doesn't."""
        if not self.whole:
            return "ผลนี้พิสูจน์ว่าบันทึกในฐานข้อมูลถูกเปลี่ยนนอกระบบ แต่ไม่บอกว่าใครเปลี่ยน และไม่อาจกู้เนื้อหาเดิมคืน"
        if self.against is None:
            return (
                "ผลนี้พิสูจน์ว่าไม่มีการแก้ ลบ ตัดท้าย สลับ หรือแทรกเฉพาะบางรายการ แต่ไม่พิสูจน์ว่าไม่ถูกเขียนขึ้นใหม่ทั้งหมด "
                "(ต้องเทียบกับค่ายืนยันที่เก็บไว้นอกระบบด้วย --against) และไม่รับรองว่าสิ่งที่บันทึกไว้เป็นความจริง"
            )
        return (
            f"ผลนี้พิสูจน์ว่ารายการถึงลำดับที่ {self.against.seq:,} เป็นชุดเดียวกับเมื่อเก็บค่ายืนยันไว้ และรายการหลังจากนั้น"
            "ไม่ถูกแก้เฉพาะบางรายการ แต่ไม่รับรองว่าสิ่งที่บันทึกไว้เป็นความจริง"
        )
