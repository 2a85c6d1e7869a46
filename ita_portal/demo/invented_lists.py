"""The demonstration's list of a year before those that are known, invented and said to be so, with other numbers.

By it a plan that is over has scores before and after that stand under two numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from audit import chain
from audit.facts import JSON
from ita.codes import tool_of
from measures.models import Indicator, Kind
from measures.services.catalogue import SUBJECT
from measures.services.lists import forerunners

DATA = Path(__file__).parent / "data" / "demo-lists.json"


@transaction.atomic
def make() -> None:
    """Adds the invented list, and confirms which items of the later lists continue which before them.

    Does nothing where the installation lacks the list that it is made of, or has one of its year.
    """
    data = json.loads(DATA.read_text("utf-8"))
    listed = list(_general(data["next"]))
    if not listed or _general(data["year"]).exists():
        return
    before = Indicator.objects.bulk_create(_invented(data, listed))
    chain.record(
        "catalogue.loaded",
        actor=None,
        agency=None,
        subject=SUBJECT,
        data={"added": len(before), "changed": 0, "years": [data["year"]]},
    )
    by_code = {item.code: item for item in before}
    _confirm(((item, by_code[_code_before(item.code, data["more"])]) for item in listed), data)
    _confirm(_like(data["likeness"], listed), data)
    same = {item.code: item for item in listed}
    later = _general(data["same"]["year"]).filter(code__in=data["same"]["codes"])
    _confirm(((item, same[item.code]) for item in later), data)


def _general(year: int) -> Any:  # noqa: ANN401 - a QuerySet of items
    return Indicator.objects.filter(year=year, kind=Kind.GENERAL).order_by("pk")


def _code_before(code: str, more: Iterable[str]) -> str:
    """The number that an item had where each of `more` stood in the list, too."""
    number = int(code[1:])
    return f"{code[0]}{number + sum(each[0] == code[0] and number >= int(each[1:]) for each in more)}"


def _invented(data: dict[str, Any], listed: list[Indicator]) -> list[Indicator]:
    """The items of the invented year: those of the list under their other numbers, and those that it has besides."""
    texts = data["texts"] | data["more"]
    by_code = {_code_before(item.code, data["more"]): item for item in listed}
    own = {item.code: item for item in listed}
    by_code |= {code: own[code] for code in data["more"]}  # of the group of what has their numbers now
    found = []
    for code, like in by_code.items():
        text = texts.get(code, like.text)
        status = Indicator.Status.UNCERTAIN if text else Indicator.Status.NO_TEXT
        facts = {"group_no": like.group_no, "group_name": like.group_name, "text": text, "status": status}
        found.append(Indicator(year=data["year"], tool=tool_of(code), code=code, source=data["source"], **facts))
    return found


def _like(wanted: dict[str, Any], earlier: list[Indicator]) -> list[tuple[Indicator, Indicator]]:
    """The items of a later list whose words are nearly those of an earlier one, as the operator's page ticks them."""
    items = _general(wanted["year"]).filter(tool=wanted["tool"])
    lines = forerunners.lines(items, [item for item in earlier if item.tool == wanted["tool"]])
    return [(line.item, line.first.item) for line in lines if line.first is not None]


def _confirm(linked: Iterable[tuple[Indicator, Indicator]], data: dict[str, Any]) -> None:
    at, rows = datetime.fromisoformat(data["at"]), list[Indicator]()
    for item, before in linked:
        item.forerunner, item.forerunner_confirmed_at = before, at
        rows.append(item)
    Indicator.objects.bulk_update(rows, ["forerunner", "forerunner_confirmed_at"], batch_size=200)
    if rows:
        said: dict[str, JSON] = {"items": [row.pk for row in rows], "year": rows[0].year, "kind": str(Kind.GENERAL)}
        chain.record("catalogue.forerunners", actor=None, agency=None, subject=SUBJECT, data=said)
