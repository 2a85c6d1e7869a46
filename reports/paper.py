"""How a document is put on paper: the agency's settings and the marks of what it is not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from accounts.models import Agency


@dataclass(frozen=True)
class Paper:
    """`draft` and `demo` mark every page; what a submission freezes is never a draft."""

    orientation: Literal["landscape", "portrait"] = "landscape"
    digits: Literal["as_written", "thai", "arabic"] = "as_written"
    letterhead: str = ""
    draft: bool = False
    demo: bool = False
    code: str = ""  # of the round, at the foot of each page

    @classmethod
    def of(cls, agency: Agency, *, draft: bool) -> Paper:
        """The settings of an agency; in a demonstration every sheet says so."""
        return cls(
            orientation="portrait" if agency.orientation == Agency.Orientation.PORTRAIT else "landscape",
            digits={"thai": "thai", "arabic": "arabic"}.get(agency.digits, "as_written"),  # type: ignore[arg-type]  # a choice
            letterhead=agency.letterhead,
            draft=draft,
            demo=settings.DEMO,
        )
