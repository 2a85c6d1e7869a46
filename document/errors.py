"""What is wrong with a file that should have been a report, said in Thai with its place."""

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` says where (row, column, key), `message` what was found and what was expected; both are Thai."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ReportError(ValueError):
    """The input is no report that can be read; `problems` holds every reason that was found, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"และยังมีอีก {len(self.problems) - SHOWN} แห่ง")
        return "\n".join(lines)


def refuse(place: str, message: str) -> ReportError:
    """A ReportError of one problem, to be raised."""
    return ReportError([Problem(place, message)])
