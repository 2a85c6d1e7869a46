"""What stands outside the body: headers and footers, once each, and the notes at the foot of pages and at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from document.grid import Block, Kind, Paragraph, Place
from document.grids.word import numerals
from document.grids.word.names import Element, R, W, child, number, setting, value
from document.grids.word.reading import Cited, Reading
from document.grids.word.story import Story, Where

# What is left of "หน้า 1 จาก 5" and "- 1 -" without the numbers.
_PAGE_ONLY = re.compile(r"(?:หน้า(?:ที่)?|จาก|page|of|[^\w฀-๿])*", re.IGNORECASE)


def of_pages(reading: Reading, kind: Kind) -> list[Block]:
    """The headers (Kind.HEAD) or footers (Kind.FOOT) that pages show, in the order of the sections, none twice.

    Their pictures are letterheads, and stay out.
    """
    reading.pages.now = 0
    found: dict[str, list[Block]] = {}
    for part in _parts(reading, "headerReference" if kind is Kind.HEAD else "footerReference"):
        root = reading.part(part)
        if root is not None and part not in found:
            reading.here = Place()
            found[part] = Story(reading, Where(part, kind, Place())).read(root)
    seen: set[str] = set()
    blocks = [each for story in found.values() for each in story]
    return [each for each in blocks if isinstance(each, Paragraph) and _is_new(each, seen)]


def notes(reading: Reading) -> list[Block]:
    """Footnotes and endnotes in the order in which the words name them, each with its number as the marker."""
    reading.pages.now = 0
    settings = reading.optional("settings")
    blocks: list[Block] = []
    for kind in ("footnote", "endnote"):
        cited = [each for each in reading.cited.values() if each.kind == kind]
        part = reading.package.related(reading.main, f"{kind}s")
        root = reading.part(part) if cited and part else None
        if root is None:
            continue
        elements = {value(each, "id"): each for each in root.iterchildren(W + kind)}
        for each, marker in zip(cited, _markers(cited, reading, settings), strict=True):
            if each.key in elements:
                story = Story(reading, Where(part, Kind.FOOT, each.place)).read(elements[each.key])
                blocks += _marked(story, marker)
    return blocks


def _parts(reading: Reading, reference: str) -> Iterator[str]:
    relations = reading.package.relations(reading.main)
    settings = reading.optional("settings")
    for section in reading.sections:
        shown = {"default", ""}
        shown |= {"first"} if setting(section, "titlePg") else set()
        shown |= {"even"} if setting(settings, "evenAndOddHeaders") else set()
        for each in section.iterchildren(W + reference):
            relation = relations.get(each.get(R + "id", ""))
            if relation and not relation.external and value(each, "type") in shown:
                yield relation.target


def _is_new(paragraph: Paragraph, seen: set[str]) -> bool:
    words = paragraph.words
    if words in seen or _PAGE_ONLY.fullmatch(words):
        return False
    seen.add(words)
    return True


def _markers(cited: list[Cited], reading: Reading, settings: Element | None) -> Iterator[str]:
    kind = cited[0].kind
    said = [child(each, f"{kind}Pr") for each in (*reading.sections[:1], settings)]
    forms = (value(child(each, "numFmt")) for each in said)
    form = next((each for each in forms if each), "decimal" if kind == "footnote" else "lowerRoman")
    starts = (number(value(child(each, "numStart"))) for each in said)
    at = next((each for each in starts if each is not None), 1)
    for each in cited:
        yield numerals.shown(at, form) if each.numbered else ""
        at += each.numbered


def _marked(story: list[Block], marker: str) -> list[Block]:
    first = story[0] if story else None
    if isinstance(first, Paragraph) and not first.marker:
        return [replace(first, text=first.text.lstrip(), marker=marker), *story[1:]]
    return story
