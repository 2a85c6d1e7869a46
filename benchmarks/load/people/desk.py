"""What all people share: the work that is left, and the book of what was answered."""

from __future__ import annotations

import json
import random
from collections import Counter, deque
from pathlib import Path
from typing import Any

from benchmarks.load.people.requests import AskedToComeAgain, Failed, Request, Unexpected
from benchmarks.load.portal.scene import World

Report = tuple[str, str, str, int]  # agency, coordinator, approver, plan
_LETTERS = "กขคงจชซดตถทนบปผพฟมยรลวสหอ"
_WORD = 14  # letters: no two words are the same


class Desk:
    """One for all people of a process; what is written here is read by who looks for it afterwards."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.chance = world, random.Random(world.seed)
        self._book = (folder / "book.jsonl").open("a")
        self._requests = (folder / "requests.jsonl").open("a")
        self._duties, self._reports = deque(world.duties), deque(world.reports)
        self._submitted, self._signed = deque[Report](), deque[Report]()
        self.faults, self.refused = Counter[str](), Counter[str]()
        self.requests = self.bytes = 0

    def take_duty(self) -> tuple[str, str, list[int]]:
        """An officer and measures that nobody else works at."""
        slug, username, measures = self._duties.popleft()
        return slug, username, list(measures)

    def next_report(self) -> Report | None:
        """One that can be submitted."""
        return self._reports.popleft() if self._reports else None

    def next_submitted(self) -> Report | None:
        return self._submitted.popleft() if self._submitted else None

    def next_signed(self) -> Report | None:
        return self._signed.popleft() if self._signed else None

    def new_word(self) -> str:
        """One that was never typed before."""
        return "".join(self.chance.choices(_LETTERS, k=_WORD))

    def was_saved(self, measure: int, word: str) -> None:
        """The portal answered that it has the word."""
        self._enter(act="save", measure=measure, word=word)

    def was_submitted(self, report: Report) -> None:
        self._enter(act="submit", plan=report[3])
        self._submitted.append(report)

    def was_approved(self, report: Report) -> None:
        self._enter(act="approve", plan=report[3])

    def was_signed(self, report: Report) -> None:
        self._signed.append(report)

    def was_published(self, report: Report, code: str) -> None:
        self._enter(act="publish", plan=report[3])
        self.world.whole.append(code)

    def back(self, report: Report, *, to: str) -> None:
        """An act that failed is tried by somebody later."""
        {"submit": self._reports, "approve": self._submitted, "publish": self._signed}[to].append(report)

    def failed(self, failed: Failed) -> None:
        """An act came to no end: by a request that is written down, or by something else."""
        if isinstance(failed, AskedToComeAgain):
            return
        (self.refused if isinstance(failed, Unexpected) else self.faults)[str(failed)] += 1

    def note(self, request: Request) -> None:
        """What came of it."""
        self.requests += 1
        self.bytes += request.size
        self._requests.write(request.line())

    def _enter(self, **facts: Any) -> None:  # noqa: ANN401 - written as JSON
        self._book.write(json.dumps(facts) + "\n")

    def close(self) -> None:
        """All is on disk."""
        self._book.close()
        self._requests.close()
