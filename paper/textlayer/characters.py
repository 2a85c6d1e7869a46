"""What each glyph of a font stands for, read out of the font's own tables."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from fontTools.ttLib import TTFont

from thai import typefaces


def characters(font: TTFont) -> Mapping[int, str]:
    """Glyph number -> characters, for a whole font, as far as it tells: its character map, and what its rules (GSUB)
    make of one glyph or several. Of a font that is none of ours the character map alone.
    """
    name = str(font["name"].getDebugName(6))
    return _of_our_font(name) if name in typefaces.BY_NAME else _from_character_map(font)


@lru_cache
def _of_our_font(postscript_name: str) -> Mapping[int, str]:
    with typefaces.opened(postscript_name) as font:
        return _with_substitutes(font, _from_character_map(font))


def _from_character_map(font: TTFont) -> dict[int, str]:
    """The lowest character wins where a glyph has several; Latin ligatures stand for their letters."""
    found: dict[int, str] = {}
    for codepoint, name in sorted((font.getBestCmap() or {}).items()):
        text = chr(codepoint)
        if 0xFB00 <= codepoint <= 0xFB06:
            text = unicodedata.normalize("NFKC", text)
        found.setdefault(font.getGlyphID(name), text)
    return found


def _with_substitutes(font: TTFont, known: dict[int, str]) -> dict[int, str]:
    """Add the glyphs that only substitutions reach: a variant stands for its original, a ligature for its parts."""
    texts = {font.getGlyphName(glyph): text for glyph, text in known.items()}
    rules = list(_substitutions(font))
    before = -1
    while before != len(texts):
        before = len(texts)
        for parts, result in rules:
            if result not in texts and all(part in texts for part in parts):
                texts[result] = "".join(texts[part] for part in parts)
    return {font.getGlyphID(name): text for name, text in texts.items()}


def _substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            rule = subtable.ExtSubTable if subtable.LookupType == 7 else subtable
            if rule.LookupType == 1:
                yield from (((old,), new) for old, new in rule.mapping.items())
            elif rule.LookupType == 4:
                for first, ligatures in rule.ligatures.items():
                    yield from (((first, *each.Component), each.LigGlyph) for each in ligatures)
