"""One doubt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """`key` stays the same whenever the same report is read again; `place` and `message` are Thai."""

    key: str
    place: str
    message: str
    may_stand: bool = True
    """Whether a person may let it be; what may not stops a submission."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
