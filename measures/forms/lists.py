"""Lists of rows in one form, rearranged by submit buttons so that no script is needed.

A list is a Django formset; a row's fields are `<list>-<n>-<field>`, the rows stand in the order of n. A button sends
`do` = `<command>:<list>` or `<command>:<list>:<n>`; anything else saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.http import QueryDict

COMMANDS = ("add", "up", "down", "remove", "restore", "split")
MOST_ROWS = 200
ASKED = "lines-asked"  # the field by which a page says that it told of texts of several lines
# What stands before the lines of a list that is pasted: rows have numbers of their own.
_MARKER = re.compile(r"\s*(?:[-–•*·]|\(?[0-9๐-๙]{1,2}[.)])\s+")


@dataclass(frozen=True)
class Command:
    """What a button asks for: index is the row that it stands in, or None for `add`."""

    verb: str
    name: str
    index: int | None


def command(data: QueryDict, names: Iterable[str]) -> Command | None:
    """The rearranging command in a post, or None where the post saves (or is not one of ours)."""
    verb, _, rest = data.get("do", "").partition(":")
    name, _, index = rest.partition(":")
    if verb not in COMMANDS or name not in names:
        return None
    if verb == "add":
        return Command(verb, name, None)
    return Command(verb, name, int(index)) if index.isascii() and index.isdigit() and len(index) < 4 else None


def put_cursor(forms: Sequence[Form], at: int | None, field: str, asked: Command | None = None) -> None:
    """The focus stands in a row when the page comes: on the button that undoes or repeats the command, else in a field.

    A moved row is moved on by the same key; of a removed one the way back is at hand.
    """
    if at is None or at >= len(forms):
        return
    verb = asked.verb if asked else ""
    if verb in ("up", "down") or (verb == "remove" and getattr(forms[at], "gone", False)):
        forms[at].cursor = verb  # type: ignore[attr-defined]  # read by the templates of rows
    else:
        forms[at].fields[field].widget.attrs["autofocus"] = True


def raw_rows(data: QueryDict, name: str, fields: Sequence[str]) -> list[dict[str, object]]:
    """The rows of a list just as they were typed."""
    total = data.get(f"{name}-TOTAL_FORMS", "0")
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() and len(total) < 5 else 0
    return [{field: data.get(f"{name}-{n}-{field}", "") for field in fields} for n in range(count)]


def put_rows(data: QueryDict, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Makes the data of a form say these rows of a list, and an empty one behind them."""
    for key in [key for key in data if key.startswith(f"{name}-")]:
        del data[key]
    data[f"{name}-TOTAL_FORMS"], data[f"{name}-INITIAL_FORMS"] = str(len(rows) + 1), "0"
    for at, row in enumerate(rows):
        for field, value in row.items():
            data[f"{name}-{at}-{field}"] = value


def lines_of(text: object) -> list[str]:
    """The lines of a row's text that say something, without the marks of a list where all have one."""
    lines = [line.strip() for line in str(text or "").splitlines() if line.strip()]
    if len(lines) > 1 and all(_MARKER.match(line) for line in lines):
        return [_MARKER.sub("", line, count=1) for line in lines]
    return lines


def asks_about_lines(data: QueryDict, names: Iterable[str]) -> bool:
    """Whether a text of several lines is sent that no page has told of: a report prints a row as one paragraph."""
    if ASKED in data:
        return False
    rows = [row for name in names for row in raw_rows(data, name, ("text", "removed"))]
    return any(len(lines_of(row["text"])) > 1 for row in rows if row["removed"] not in ("on", "True"))


def _split(rows: list[dict[str, object]], at: int) -> list[dict[str, object]]:
    """The rows with one of them as many as its text has lines; what else it says stays with the first."""
    lines = lines_of(rows[at].get("text"))
    if len(rows) + len(lines) - 1 > MOST_ROWS or len(lines) < 2:
        return rows
    more: list[dict[str, object]] = [{"text": line} for line in lines[1:]]
    return [*rows[:at], {**rows[at], "text": lines[0]}, *more, *rows[at + 1 :]]


def _removed(rows: list[dict[str, object]], at: int, verb: str) -> tuple[list[dict[str, object]], int | None]:
    """The rows with one of them marked as going or staying; a new one without a word goes at once."""
    row = rows[at] = {**rows[at], "removed": "on" if verb == "remove" else ""}
    if verb == "remove" and not row.get("pk") and not any(row.get(name) for name in row if name != "removed"):
        del rows[at]
        return rows, min(at, len(rows) - 1) if rows else None
    return rows, at


def rearranged(rows: list[dict[str, object]], asked: Command | None) -> tuple[list[dict[str, object]], int | None]:
    """The rows after a command (as they are without one), and the index of the row that the cursor should be in."""
    rows = list(rows)
    if asked and asked.verb == "add":
        if len(rows) < MOST_ROWS:
            rows.append({})
        return rows, len(rows) - 1
    at = asked.index if asked else None
    if asked is None or at is None or at >= len(rows):
        return rows, None
    if asked.verb == "split":
        return _split(rows, at), at
    if asked.verb in ("remove", "restore"):
        return _removed(rows, at, asked.verb)
    other = at - 1 if asked.verb == "up" else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
        return rows, other
    return rows, at
