"""What a run measures of one act, one process, one agency: of this the sizing is reckoned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Of one act: requests, bytes that came, and seconds of the processor, those that pass in any case taken off."""

    requests: float
    bytes: float
    web: float
    database: float
    worker: float
    signer: float

    @property
    def cpu(self) -> float:
        """Of all machines."""
        return self.web + self.database + self.worker + self.signer


@dataclass(frozen=True)
class Measured:
    """`costs` by the names of acts; empty where no act was done alone."""

    costs: dict[str, Cost]
    memory: dict[str, float]  # MiB of each kind of machine's processes after the run, what they share counted once
    database: float  # bytes an agency and year of twelve measures, indexes included
    files: float  # bytes of a published report with its bundle, without photographs
