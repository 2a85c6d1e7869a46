"""Lists of rows in one form, rearranged by submit buttons so that no script is needed.

A list is a Django formset; a row's fields are `<list>-<n>-<field>`, the rows stand in the order of n. A button sends
`do` = `<command>:<list>` or `<command>:<list>:<n>`; anything else saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.http import QueryDict

COMMANDS = ("add", "up", "down", "remove", "restore")
MOST_ROWS = 200


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
    if asked.verb in ("remove", "restore"):
        rows[at] = {**rows[at], "removed": "on" if asked.verb == "remove" else ""}
        if (
            asked.verb == "remove"
            and not rows[at].get("pk")
            and not any(rows[at].get(f) for f in rows[at] if f != "removed")
        ):
            del rows[at]
            return rows, min(at, len(rows) - 1) if rows else None
        return rows, at
    other = at - 1 if asked.verb == "up" else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
        return rows, other
    return rows, at
