"""Content streams: which text belongs to the structure, and by what number."""

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Dictionary, Name, Operator

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_BEGIN = Operator("BDC")
_ARTIFACT = pikepdf.ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], _BEGIN)


def renumbered(instructions: Sequence[Instruction], numbers: Mapping[int, int]) -> bytes:
    """The same page with new numbers (MCID); marked content whose number has no new one is an artifact of paging."""
    return pikepdf.unparse_content_stream([_renumbered(instruction, numbers) for instruction in instructions])


def _renumbered(instruction: Instruction, numbers: Mapping[int, int]) -> Instruction:
    if instruction.operator != _BEGIN:
        return instruction
    kind, properties = instruction.operands
    if not isinstance(properties, Dictionary) or "/MCID" not in properties:
        return instruction
    number = numbers.get(int(properties.MCID))
    if number is None:
        return _ARTIFACT
    return pikepdf.ContentStreamInstruction([kind, Dictionary(MCID=number)], _BEGIN)
