"""Content streams: every group of glyphs that belong together becomes one code, every line one text operator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pikepdf

from paper.textlayer.alignment import aligned
from paper.textlayer.lines import Line
from paper.textlayer.typeface import Typeface

SHOWS = ("Tj", "TJ")
FOREIGN = ("'", '"', "Tc", "Tw", "Tz")  # WeasyPrint writes none of them, and each would move glyphs
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(slots=True)
class State:
    """What of the text state outlives an operator; saved and restored with the graphics state."""

    font: str = ""
    size: float = 0
    rise: float = 0


@dataclass(slots=True)
class Marked:
    """A marked-content sequence that is open: its number, if it has one, and where it begins among the new items."""

    number: int | None
    since: int
    other_fonts: bool = False


def rewritten(
    instructions: Sequence[Instruction], typefaces: Mapping[str, Typeface], written: Sequence[str] = ()
) -> bytes:
    """The same page with the same look, whose codes stand for whole clusters. Text in other fonts stays as it is.

    `written` has the text of each marked-content sequence by its number (MCID), where that is known.
    """
    rewriter = _Rewriter(instructions, typefaces, written)
    rewriter.read()
    return pikepdf.unparse_content_stream(list(rewriter.instructions()))


class _Rewriter:
    def __init__(
        self, instructions: Sequence[Instruction], typefaces: Mapping[str, Typeface], written: Sequence[str]
    ) -> None:
        self._old = instructions
        self._typefaces = typefaces
        self._written = written
        self._state = State()
        self._saved: list[State] = []
        self._new: list[Instruction | Line] = []
        self._line: Line | None = None
        self._marked: list[Marked] = []

    def read(self) -> None:
        """Go through the old instructions once, gathering lines between the others."""
        for i, instruction in enumerate(self._old):
            operator = str(instruction.operator)
            typeface = self._typefaces.get(self._state.font)
            if typeface and operator in SHOWS:
                self._show(typeface, instruction.operands[0])
            elif typeface and operator == "Ts":
                self._state.rise = float(instruction.operands[0])
            else:
                if self._line and operator == "ET" and self._line.ends_with_hyphen:
                    self._line.is_last = _is_last(self._old, i)
                self._line = None
                if operator in SHOWS and self._marked:
                    self._marked[-1].other_fonts = True
                self._follow(operator, list(instruction.operands))
                self._new.append(instruction)

    def _show(self, typeface: Typeface, operand: pikepdf.Object) -> None:
        if self._line is None:
            self._line = Line(typeface)
            self._new.append(self._line)
        self._line.take(operand, self._state.rise * 1000 / self._state.size)

    def instructions(self) -> Iterator[Instruction]:
        for item in self._new:
            yield item.instruction() if isinstance(item, Line) else item

    def _follow(self, operator: str, operands: list[pikepdf.Object]) -> None:
        if operator == "q":
            self._saved.append(replace(self._state))
        elif operator == "Q":
            self._state = self._saved.pop()
        elif operator == "Tf":
            self._state.font, self._state.size = str(operands[0]), float(operands[1])
        elif operator in ("BDC", "BMC"):
            self._marked.append(Marked(_number(operands), len(self._new)))
        elif operator == "EMC":
            self._settle(self._marked.pop())
        elif operator in FOREIGN:
            raise ValueError(f"text operator {operator} is not one that WeasyPrint writes")

    def _settle(self, marked: Marked) -> None:
        """Now that a marked-content sequence is whole, hold what its glyphs say against what was written there."""
        if marked.number is None or marked.number >= len(self._written) or marked.other_fonts:
            return
        lines = [item for item in self._new[marked.since :] if isinstance(item, Line)]
        texts = iter(aligned([text for line in lines for text in line.texts], self._written[marked.number]))
        for line in lines:
            line.texts = [next(texts) for _ in line.texts]


def _number(operands: Sequence[pikepdf.Object]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    return int(properties["/MCID"]) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None


def _is_last(instructions: Sequence[Instruction], at: int) -> bool:
    """No text follows to the right on the same base line."""
    here = _next_matrix(instructions, range(at, -1, -1))
    there = _next_matrix(instructions, range(at, len(instructions)))
    return here is None or there is None or here[5] != there[5] or there[4] < here[4]


def _next_matrix(instructions: Sequence[Instruction], order: range) -> list[float] | None:
    for i in order:
        if str(instructions[i].operator) == "Tm":
            return [float(number) for number in instructions[i].operands]
    return None
