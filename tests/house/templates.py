"""How a template is laid out, line by line: width, indentation, one element a line. Says what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDEST = 160
# Elements that begin a line of their own in a browser; those within a sentence (a, b, span, ...) are not among them.
BLOCKS = frozenset(
    {"html", "head", "body", "title", "main", "header", "footer", "nav", "section", "article", "aside", "div", "p"}
    | {"h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "details", "summary"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td", "form", "fieldset", "legend"}
)
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})  # they have no end
AS_TYPED = frozenset({"pre", "textarea", "script", "style"})  # whitespace in them counts, or isn't HTML's
# One row of a `dl.summary` may stand on one line.
_SHORT_ROW = re.compile(r"\s*<div><dt>.*</dt>(<dd[^>]*>.*</dd>)+</div>")

_VALUE = r"""\{%.*?%\}|\{\{.*?\}\}|"(?:\{%.*?%\}|\{\{.*?\}\}|[^"])*"|'(?:\{%.*?%\}|\{\{.*?\}\}|[^'])*'"""
_TOKEN = re.compile(
    r"(?P<comment>\{#.*?#\}|<!.*?>)"
    r"|\{%-?\s*(?P<django>\w+).*?%\}"
    r"|</(?P<end>[a-zA-Z][\w]*)(?:\{\{.*?\}\})?\s*>"
    rf"|<(?P<start>[a-zA-Z][\w]*)(?:{_VALUE}|[^>\"'])*>",
    re.DOTALL,
)
_BRANCHES = {"elif", "else", "empty"}


def faults(text: str) -> list[str]:
    """What is wrong with a template's layout, a sentence each that begins with the number of the line."""
    return sorted({*_too_wide(text), *_crowded(text), *_misplaced(text)}, key=lambda fault: int(fault.split(":")[0]))


def _too_wide(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > WIDEST:
            yield f"{number}: {len(line)} columns"


def _crowded(text: str) -> Iterator[str]:
    """Lines that begin two block-level elements, but for a short row of a summary."""
    begun: dict[int, list[str]] = {}
    for match in _TOKEN.finditer(text):
        if match["start"] and match["start"].lower() in BLOCKS:
            begun.setdefault(text.count("\n", 0, match.start()), []).append(match["start"])
    lines = text.splitlines()
    for number, elements in begun.items():
        if len(elements) > 1 and not _SHORT_ROW.fullmatch(lines[number]):
            yield f"{number + 1}: {len(elements)} elements begin here: {' '.join(elements)}"


def _misplaced(text: str) -> Iterator[str]:
    """Lines that don't stand two spaces in for each element and each Django block that is open where they begin."""
    for number, (line, depth) in enumerate(zip(text.splitlines(), _depths(text), strict=True), 1):
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and depth is not None and indent != 2 * depth:
            yield f"{number}: {indent} spaces instead of {2 * depth}"


def _depths(text: str) -> list[int | None]:
    """How deep each line belongs; None where the whitespace is the text's own."""
    count = len(text.splitlines())
    depths: list[int | None] = [0] * count
    closers = {match["django"][3:] for match in _TOKEN.finditer(text) if (match["django"] or "").startswith("end")}
    open_now, raw, last = 0, "", 0  # `last`: the line up to which depths are known

    def fill(up_to: int, depth: int | None) -> None:
        nonlocal last
        for line in range(last + 1, min(up_to, count - 1) + 1):
            depths[line] = depth
        last = max(last, up_to)

    for match in _TOKEN.finditer(text):
        first, final = (text.count("\n", 0, at) for at in (match.start(), match.end()))
        begins_line = not text[: match.start()].rpartition("\n")[2].strip()
        change, here = _steps(match, closers, raw)
        fill(first - 1 if begins_line else first, None if raw else open_now)
        if begins_line:
            fill(first, None if raw else open_now + here)
        fill(final, open_now + here + 1)  # a tag over several lines: its attributes stand further in
        open_now += change
        raw = _raw_after(match, raw)
    fill(count - 1, open_now)
    return depths


def _steps(match: re.Match[str], closers: set[str], raw: str) -> tuple[int, int]:
    """By how much a tag changes the depth of what follows, and of a line that begins with it."""
    start, end, django = ((match[name] or "").lower() for name in ("start", "end", "django"))
    if raw and end != raw:
        return 0, 0
    if end or django.startswith("end"):
        return -1, -1
    if django in _BRANCHES:
        return 0, -1
    return int(bool(start and start not in VOID) or django in closers), 0


def _raw_after(match: re.Match[str], raw: str) -> str:
    """The element whose text stays as it was typed, if one is open after a tag."""
    start, end = (match["start"] or "").lower(), (match["end"] or "").lower()
    if raw:
        return "" if end == raw else raw
    return start if start in AS_TYPED else ""
