"""Content streams: every group of glyphs that belong together becomes one code, every line one text operator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from reports.textlayer.clusters import Drawn, clusters, text_of
from reports.textlayer.typeface import Typeface

SHOWS = ("Tj", "TJ")
FOREIGN = ("'", '"', "Tc", "Tw", "Tz")  # WeasyPrint writes none of them, and each would move glyphs
HYPHEN, NO_BREAK_SPACE = "-", "\u00a0"
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(slots=True)
class State:
    """What of the text state outlives an operator; saved and restored with the graphics state."""

    font: str = ""
    size: float = 0
    rise: float = 0


@dataclass(slots=True)
class Line:
    """Glyphs that one font draws one after another, with the pen in thousandths of the font size."""

    glyphs: list[Drawn] = field(default_factory=list)
    pen: float = 0


def rewritten(instructions: Sequence[Instruction], typefaces: Mapping[str, Typeface]) -> bytes:
    """The same page with the same look, whose codes stand for whole clusters. Text in other fonts stays as it is."""
    return pikepdf.unparse_content_stream(list(_Rewriter(instructions, typefaces).instructions()))


class _Rewriter:
    def __init__(self, instructions: Sequence[Instruction], typefaces: Mapping[str, Typeface]) -> None:
        self._old = instructions
        self._typefaces = typefaces
        self._state = State()
        self._saved: list[State] = []
        self._line = Line()

    def instructions(self) -> Iterator[Instruction]:
        for i, instruction in enumerate(self._old):
            operator = str(instruction.operator)
            typeface = self._typefaces.get(self._state.font)
            if typeface and operator in SHOWS:
                self._take(typeface, instruction.operands[0])
            elif typeface and operator == "Ts":
                self._state.rise = float(instruction.operands[0])
            else:
                yield from self._shown(typeface, operator == "ET" and _line_ends(self._old, i))
                self._follow(operator, list(instruction.operands))
                yield instruction

    def _take(self, typeface: Typeface, operand: pikepdf.Object) -> None:
        line, rise = self._line, self._state.rise * 1000 / self._state.size
        for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(item, pikepdf.String):
                codes = bytes(item)
                for high, low in zip(codes[::2], codes[1::2], strict=True):
                    glyph = typeface.drawn(high << 8 | low, line.pen, rise)
                    line.glyphs.append(glyph)
                    line.pen += glyph.advance
            else:
                line.pen -= float(item)

    def _shown(self, typeface: Typeface | None, line_ends: bool) -> Iterator[Instruction]:
        line, self._line = self._line, Line()
        if typeface is None or not line.glyphs:
            return
        shown = _Shown()
        groups = list(clusters(line.glyphs))
        for group in groups:
            text = text_of(group)
            if line_ends and group is groups[-1] and text == HYPHEN:
                text += NO_BREAK_SPACE
            shown.add(group[0].x, *typeface.code_for(group, text))
        yield pikepdf.ContentStreamInstruction([shown.array(line.pen)], pikepdf.Operator("TJ"))

    def _follow(self, operator: str, operands: list[pikepdf.Object]) -> None:
        if operator == "q":
            self._saved.append(State(self._state.font, self._state.size, self._state.rise))
        elif operator == "Q":
            self._state = self._saved.pop()
        elif operator == "Tf":
            self._state.font, self._state.size = str(operands[0]), float(operands[1])
        elif operator in FOREIGN:
            raise ValueError(f"text operator {operator} is not one that WeasyPrint writes")


class _Shown:
    """The operand of a TJ: codes, and moves where the pen isn't where the next code must stand."""

    def __init__(self) -> None:
        self._items: list[pikepdf.Object | int] = []
        self._codes = bytearray()
        self._pen = 0.0

    def add(self, x: float, code: int, advance: float) -> None:
        self._move_to(x)
        self._codes += code.to_bytes(2, "big")
        self._pen += advance

    def array(self, end: float) -> pikepdf.Array:
        self._move_to(end)
        self._flush()
        return pikepdf.Array(self._items)

    def _move_to(self, x: float) -> None:
        """Less than a thousandth of the font size is no move; it is remembered, so that such errors never add up."""
        move = int(x - self._pen)
        if move:
            self._flush()
            self._items.append(-move)
            self._pen += move

    def _flush(self) -> None:
        if self._codes:
            self._items.append(pikepdf.String(bytes(self._codes)))
            self._codes.clear()


def _line_ends(instructions: Sequence[Instruction], at: int) -> bool:
    """No text follows to the right on the same base line. (Readers drop a hyphen that ends a line.)"""
    here = _next_matrix(instructions, range(at, -1, -1))
    there = _next_matrix(instructions, range(at, len(instructions)))
    return here is None or there is None or here[5] != there[5] or there[4] < here[4]


def _next_matrix(instructions: Sequence[Instruction], order: range) -> list[float] | None:
    for i in order:
        if str(instructions[i].operator) == "Tm":
            return [float(number) for number in instructions[i].operands]
    return None
