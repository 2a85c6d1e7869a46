"""How a document is put on paper: the agency's settings and the marks of what it is not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from accounts.models import Agency
from reports.models import SigningKey


@dataclass(frozen=True)
class Paper:
    """`draft` and `demo` mark every page; what a submission freezes is never a draft.

    Where a portal will sign, `portal` is its address, under which the code leads to the signed file, and `seal` says
    that the agency's own certificate signs in the names of both people.
    """

    orientation: Literal["landscape", "portrait"] = "landscape"
    digits: Literal["as_written", "thai", "arabic"] = "as_written"
    letterhead: str = ""
    draft: bool = False
    demo: bool = False
    code: str = ""  # of the round, at the foot of each page and in the panel
    portal: str = ""
    seal: bool = False

    @property
    def check_url(self) -> str:
        """What the QR code holds: the page that says what is true of the report with this code."""
        return f"{self.portal}/v/{self.code}/"

    @property
    def check_page(self) -> str:
        """Where a person types the code, without what browsers add by themselves."""
        return f"{self.portal.partition('://')[2]}/v/"

    @classmethod
    def of(cls, agency: Agency, *, draft: bool) -> Paper:
        """The settings of an agency; in a demonstration, or where none but its key would sign, every sheet says so.

        Each agency has one key, its own, so that it signs as the agency's seal for both people.
        """
        return cls(
            orientation="portrait" if agency.orientation == Agency.Orientation.PORTRAIT else "landscape",
            digits={"thai": "thai", "arabic": "arabic"}.get(agency.digits, "as_written"),  # type: ignore[arg-type]  # a choice
            letterhead=agency.letterhead,
            draft=draft,
            demo=settings.DEMO or signs_for_trial(agency),
            portal=settings.PORTAL_URL.rstrip("/"),
            seal=True,
        )


def signs_for_trial(agency: Agency) -> bool:
    """Whether the key that would sign for the agency now is the demonstration's, which no law knows."""
    from pades import keys  # noqa: PLC0415 - a paper without an agency needs no signatures, slow to load

    chosen = SigningKey.objects.filter(agency=agency).first()
    return (chosen.source if chosen else next(iter(keys.sources(agency.slug)), None)) == keys.Source.DEMO
