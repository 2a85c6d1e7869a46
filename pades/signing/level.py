"""How well a signature proves itself."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How long a signature proves itself (ETSI EN 319 142-1), each with all that the one before has."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"

    @property
    def is_stamped(self) -> bool:
        """Whether someone else's clock says when."""
        return self is not Level.B_B

    @property
    def is_long_term(self) -> bool:
        """Whether the file holds what its examination needs: certificates, and that none was revoked."""
        return self in (Level.B_LT, Level.B_LTA)

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Level.B_B: "ลายมือชื่อพื้นฐาน",
    Level.B_T: "มีตราประทับเวลา",
    Level.B_LT: "ตรวจได้ระยะยาว",
    Level.B_LTA: "ตรวจได้ระยะยาว พร้อมตราประทับเวลาเพื่อเก็บรักษา",
}
