"""One doubt, and what it proposes instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Redate:
    """Another date in the date field of a measure's action; `number` counts its actions from 1."""

    number: int
    start: date
    end: date | None
    open_ended: bool


@dataclass(frozen=True, slots=True)
class Reword:
    """Other words of a measure's action; `number` counts its actions from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Another item for a reference, in the step that names it; `number` counts the measure's references from 1."""

    number: int
    as_written: str


@dataclass(frozen=True, slots=True)
class Reyear:
    """Another year's list for a reference, whose words stay; `number` counts the measure's references from 1."""

    number: int
    year: int


@dataclass(frozen=True, slots=True)
class Recode:
    """Another item for the measure itself."""

    code: str


Change = Redate | Reword | Rename | Reyear | Recode


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was perhaps meant; `label` is the Thai button that makes the change."""

    label: str
    change: Change


@dataclass(frozen=True, slots=True)
class Doubt:
    """`key` stays the same whenever the same report is read again; `place` and `message` are Thai."""

    key: str
    place: str
    message: str
    may_stand: bool = True
    """Whether a person may let it be; what may not stops a submission."""
    proposals: tuple[Proposal, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @property
    def kind(self) -> str:
        """What sort of doubt it is: the first word of its key."""
        return self.key.partition(":")[0]

    @property
    def measure(self) -> str:
        """What names its measure (measure_key); nothing where it is about the report itself."""
        return self.key.partition(":")[2].partition(":")[0]

    @property
    def number(self) -> int:
        """Which action or reference of its measure it is about, counted from 1; 0 where it is about none."""
        parts = self.key.split(":")
        return int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0
