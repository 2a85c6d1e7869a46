"""A style sheet out of a package, without the rules that no page of the portal can meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import Any

import tinycss2
from django.conf import settings

# A class's name stands somewhere: in a template, a script, or between quotes in the program. Where in it is no matter,
# so that a name that is put together by a condition is found too; only one put together of halves would not be.
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_QUOTED = re.compile(r'"([^"\\\n]*)"')
_STATE = re.compile(r"data-bs-[a-z-]+(?:=[\"']?[a-z]+)?")  # what Bootstrap's own rules ask of attributes
_VARIABLE = re.compile(r"--[A-Za-z0-9_-]+")
_READ = re.compile(r"var\((--[\w-]+)")
_DECLARED = re.compile(r"(?<=[{;])(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))")
_NO_SELECTOR = re.compile(r"/\*.*?\*/|:not\([^()]*\)|\{[^{}]*\}", re.DOTALL)
_EMPTY = re.compile(r"[^{}]+\{\}")
_NOT_PAGES = {"tests", "benchmarks", "migrations", "management", "node_modules", "staticfiles", "data"}


def _drawn() -> list[Path]:
    """The templates and scripts of the pages."""
    base = Path(settings.BASE_DIR)
    return [*(base / "templates").rglob("*.html"), *(base / "static").glob("*.js"), base / "static" / "portal.css"]


def pages_state() -> tuple[int, float]:
    """What changes when a template, a script or the portal's own sheet does; the program itself is loaded but once."""
    times = [path.stat().st_mtime for path in _drawn()]
    return len(times), max(times)


def pages_words() -> frozenset[str]:
    """All words that a page's classes may be, and its attributes of Bootstrap's, with their values."""
    words: set[str] = set()
    for path in _drawn():
        text = path.read_text("utf-8")
        words.update(_WORD.findall(text))
        words.update(re.sub("[\"']", "", each) for each in _STATE.findall(text))
    for path in _program(Path(settings.BASE_DIR)):
        for quoted in _QUOTED.findall(path.read_text("utf-8")):
            words.update(_WORD.findall(quoted))
    return frozenset(words)


def _program(base: Path) -> Iterator[Path]:
    rooms = (each for each in base.iterdir() if each.is_dir() and not each.name.startswith(".") and each.name.islower())
    for room in rooms:
        if room.name not in _NOT_PAGES:
            yield from (path for path in room.rglob("*.py") if not _NOT_PAGES.intersection(path.parts))


def cut(sheet: bytes, words: Iterable[str], *others: str) -> bytes:
    """The sheet's rules whose classes are all among the words, and the variables that these or `others` (texts) use."""
    known = frozenset(words)
    kept = "".join(_kept(tinycss2.parse_stylesheet(sheet.decode(), skip_comments=True, skip_whitespace=True), known))
    return _without_unused(kept, others).encode()


def classes(sheet: str) -> set[str]:
    """The names of all classes that a sheet has rules for."""
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", _NO_SELECTOR.sub("", sheet)))


def _kept(rules: Sequence[Any], words: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _rule(rule, words)
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = "".join(_kept(tinycss2.parse_rule_list(rule.content, True, True), words))
            if inside:
                yield f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}"
        elif rule.type == "at-rule":
            yield rule.serialize()


def _rule(rule: Any, words: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 - the package carries no types
    selectors = [part for part in _selectors(rule.prelude) if _is_met(part, words)]
    if selectors:
        shown = ",".join(tinycss2.serialize(part).strip() for part in selectors)
        yield f"{shown}{{{tinycss2.serialize(rule.content)}}}"


def _selectors(prelude: Sequence[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for piece in prelude:
        if piece == ",":
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def _is_met(selector: Sequence[Any], words: frozenset[str]) -> bool:
    """Whether a page may hold what the selector names; what stands in parentheses, as of :not(), is not asked."""
    for before, piece in zip([None, *selector], selector, strict=False):
        if piece.type == "ident" and before == "." and piece.value not in words:
            return False
        if piece.type == "[] block":
            asked = re.sub("[\"']", "", tinycss2.serialize(piece.content))
            if asked.startswith("data-bs-") and asked not in words:
                return False
    return True


def _without_unused(sheet: str, others: Iterable[str]) -> str:
    """The sheet without declarations of variables that neither it nor another text reads."""
    read_by_others = {name for text in others for name in _VARIABLE.findall(text)}
    before = ""
    while sheet != before:
        before = sheet
        sheet = _DECLARED.sub(partial(_if_read, read_by_others.union(_READ.findall(sheet))), sheet)
    return _EMPTY.sub("", sheet)


def _if_read(read: AbstractSet[str], declaration: re.Match[str]) -> str:
    return declaration[0] if declaration[1] in read else ""
