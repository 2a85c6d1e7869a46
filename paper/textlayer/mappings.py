"""The two tables beside a PDF's embedded font: the widths of its codes and the characters that they stand for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

BATCH = 100  # a CMap holds at most this many lines between beginbfchar and endbfchar
OUR_NAME = "ItaPortal-UCS"
HEAD = f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{OUR_NAME} def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def read_characters(cmap: bytes) -> dict[int, str]:
    """Code -> characters out of a ToUnicode stream with single lines only, as WeasyPrint writes it."""
    lines = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", cmap.partition(b"endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in lines}


def write_characters(texts: Mapping[int, str]) -> bytes:
    """A ToUnicode stream; codes without characters are left out."""
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items()) if text]
    parts = [HEAD]
    for start in range(0, len(lines), BATCH):
        batch = lines[start : start + BATCH]
        parts += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    return "\n".join([*parts, FOOT]).encode()


def is_ours(cmap: bytes) -> bool:
    """A ToUnicode stream that this module wrote: the font has been corrected before."""
    return OUR_NAME.encode() in cmap


def read_missing(cmap: bytes) -> frozenset[int]:
    """The codes that an Encoding stream of WeasyPrint sends to .notdef: characters that no font had."""
    return frozenset(int(code, 16) for code, glyph in re.findall(rb"<([0-9a-f]{4})> (\d+)", cmap) if int(glyph) == 0)


def read_widths(array: Iterable[Any]) -> dict[int, float]:
    """Code -> width in thousandths out of a W array of the form `first [w w ...]`, the one that WeasyPrint writes."""
    entries = list(array)
    return {
        int(first) + i: float(width)
        for first, widths in zip(entries[::2], entries[1::2], strict=True)
        for i, width in enumerate(widths)
    }


def write_widths(widths: Mapping[int, float]) -> list[int | list[float]]:
    """The entries of a W array, neighbouring codes together."""
    entries: list[int | list[float]] = []
    run: list[float] = []
    for code in sorted(widths):
        if code - 1 not in widths:
            run = []
            entries += [code, run]
        run.append(widths[code])
    return entries
