"""Many agencies with scores that are always the same for the same number."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from accounts.models import Agency
from scores.models import Score, ScoreSheet

TOOLS = ("IIT", "EIT", "OIT")
ITEMS = ("I1", "I2", "E1", "O1")


def a_score(*seeds: object) -> Decimal:
    """From 50.00 to 100.00."""
    digest = hashlib.blake2b(repr(seeds).encode(), digest_size=4).digest()
    return Decimal(5000 + int.from_bytes(digest) % 5001) / 100


def a_sheet(
    agency: Agency, year: int, *, tools: Sequence[str] = TOOLS, items: Sequence[str] = ITEMS, **head: object
) -> ScoreSheet:
    """The tools, the first group and some items, by the agency's slug."""
    sheet = ScoreSheet.objects.create(agency=agency, year=year, revision=1, **head)
    rows = [Score(sheet=sheet, of="tool", tool=tool, value=a_score(agency.slug, year, tool)) for tool in tools]
    rows.append(Score(sheet=sheet, of="group", tool="IIT", group_no=1, value=a_score(agency.slug, year, 1)))
    tool_of = {"I": "IIT", "E": "EIT", "O": "OIT"}
    rows += [
        Score(sheet=sheet, of="item", tool=tool_of[code[0]], code=code, value=a_score(agency.slug, year, code))
        for code in items
    ]
    Score.objects.bulk_create(rows)
    return sheet


def agencies(
    count: int, *, province: str = "สายธาร", kind: str = Agency.Kind.SUBDISTRICT, of: str = "peer"
) -> list[Agency]:
    """So many of a province and kind."""
    made = []
    for n in range(count):
        name = f"หน่วยงานลับ{of}{n}"
        made.append(
            Agency.objects.create(
                slug=f"{of}-{n}", code=f"{of.upper()}{n}", name=name, short_name=name, province=province, kind=kind
            )
        )
    return made
