"""The demonstration's scores of three years. They are invented: no agency was ever assessed with them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from accounts.changed import digest
from accounts.models import Agency, User
from measures.models import Indicator
from scores.services import outline as outlines
from scores.services import sheet as sheets

DATA = Path(__file__).parent / "data" / "demo-scores.json"
_HEAD = ("official_total", "official_level", "target")


def years() -> list[dict[str, Any]]:
    """Each year's scores with whoever enters them, and when."""
    found: list[dict[str, Any]] = json.loads(DATA.read_text("utf-8"))["years"]
    return found


def enter(agency: Agency, each: dict[str, Any]) -> None:
    """Enters the scores of one year through the door, as whoever the data name.

    Does nothing where the installation has no list of that year: groups and items would be scores of nothing.
    """
    year = each["scores_of"]
    if not Indicator.objects.filter(year=year).exists():
        return
    facts = {name: each[name] for name in _HEAD} | each["scores"]
    base = digest(sheets.facts_of(sheets.find(agency, year), facts))
    by, now = User.objects.get(username=each["by"]), datetime.fromisoformat(each["at"])
    sheets.save(outline=outlines.of_year(agency, year), agency=agency, facts=facts, base=base, by=by, now=now)
