"""How a document is put on paper: the agency's settings and the marks of what it is not yet."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal


@dataclass(frozen=True)
class Submitter:
    """Who submits the report and so signs it first, with the day in Bangkok; never known before somebody submits."""

    name: str
    post: str
    on: date


@dataclass(frozen=True)
class Paper:
    """`draft`, `from_paper` and `demo` mark every page; what a submission freezes is neither a draft nor a past report
    that was brought in as it had been on paper.

    Where a portal will sign, `portal` is its address, under which the code leads to the signed file, and `seal` says
    that the agency's own certificate signs in the names of both people. The first of them is the `submitter`, whoever
    else the report names as its reporter.
    """

    orientation: Literal["landscape", "portrait"] = "landscape"
    digits: Literal["as_written", "thai", "arabic"] = "as_written"
    letterhead: str = ""
    emblem: bytes = field(default=b"", repr=False)  # a PNG of paper.emblem, above the title
    draft: bool = False
    from_paper: bool = False
    demo: bool = False
    code: str = ""  # of the round, at the foot of each page and in the panel
    portal: str = ""
    seal: bool = False
    submitter: Submitter | None = None
    # Of the report's photographs those that are printed: JPEG by the digest of what was kept. Which they are the
    # document says, so that no paper is another by them.
    photographs: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def classes(self) -> str:
        """The names by which the style sheet knows it."""
        marks = {"thai": self.digits == "thai", "draft": self.draft, "copied": self.from_paper, "demo": self.demo}
        return " ".join([self.orientation, *(name for name, is_so in marks.items() if is_so)])

    @property
    def mark_sheets(self) -> tuple[str, ...]:
        """The style sheets of the marks that every page bears."""
        marks = {"demo": self.demo, "draft": self.draft, "copied": self.from_paper}
        return tuple(f"{name}.css" for name, is_so in marks.items() if is_so)

    @property
    def emblem_source(self) -> str:
        """The emblem as the HTML carries it; empty where there is none."""
        return f"data:image/png;base64,{b64encode(self.emblem).decode()}" if self.emblem else ""

    @property
    def emblem_digest(self) -> str:
        """The SHA-256 of the emblem; empty where there is none."""
        return sha256(self.emblem).hexdigest() if self.emblem else ""

    @property
    def check_url(self) -> str:
        """What the QR code holds: the page that says what is true of the report with this code."""
        return f"{self.portal}/v/{self.code}/"

    @property
    def check_page(self) -> str:
        """Where a person types the code, without what browsers add by themselves."""
        return f"{self.portal.partition('://')[2]}/v/"
