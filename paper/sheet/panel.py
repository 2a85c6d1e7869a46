"""Who signs, as the end of the report shows it: the same words before and after the signatures are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from document import Approver, ReportDocument
from document.kinds.layouts import layout_of
from document.values import CAPACITY_WORDS
from paper.paper import Paper
from paper.sheet.measuring import letters

_SENTENCE = {True: "ลงลายมือชื่อดิจิทัลด้วยใบรับรองของหน่วยงาน ในนามของ", False: "ลงลายมือชื่อดิจิทัลโดย"}
# So many letters, marks aside, surely stand side by side at 12 pt in the frame of a sentence.
IN_FRAME = {"landscape": 23, "portrait": 27}
_LINES = (3, 4, 5)  # as many as panel.css has


@dataclass(frozen=True)
class Signer:
    """One of the two blocks; `name` is empty where nobody is known yet, `missing` what is printed then.

    `on` is the day that is frozen with the page: that of the submission. When anyone signs stands in no page.
    """

    name: str
    post: SafeString | str
    act: str
    missing: str
    is_dated: bool = False
    on: date | None = None


def signers(report: ReportDocument, paper: Paper) -> tuple[Signer, ...]:
    """Who submits and who approves; nobody where the report names no approver and nothing is to be signed."""
    if report.approver is None and not paper.draft:
        return ()
    return _first(report, paper), _approver(report.approver)


def sentence(paper: Paper) -> str:
    """What stands over each name, true of a page that is not signed yet and of one that is."""
    return _SENTENCE[paper.seal]


def frame_lines(report: ReportDocument, paper: Paper) -> int:
    """How many lines both frames have, so that the names under them stand in one line."""
    most = IN_FRAME[paper.orientation]
    names = [each.name for each in signers(report, paper)]
    wanted = [-(-letters(sentence(paper)) // most) + (1 if letters(name) <= most else 2) for name in names]
    return min(max([_LINES[0], *wanted]), _LINES[-1])


def is_second_person(report: ReportDocument, paper: Paper) -> bool:
    """Whether somebody else than the printed reporter submits, and so signs in their own name."""
    submitter = paper.submitter
    return submitter is not None and not report.reporter.is_named(submitter.name, submitter.post)


def _first(report: ReportDocument, paper: Paper) -> Signer:
    submitter, reporter = paper.submitter, report.reporter
    if submitter is None:
        return Signer(reporter.name, reporter.position, "ผู้รายงาน", "ยังไม่ระบุผู้รายงาน", is_dated=bool(paper.portal))
    act = f"ผู้เสนอ{layout_of(report).called}" if is_second_person(report, paper) else "ผู้รายงาน"
    return Signer(submitter.name, submitter.post, act, "", is_dated=True, on=submitter.on)


def _approver(named: Approver | None) -> Signer:
    if named is None:
        return Signer("", "", "ผู้อนุมัติ", "ยังไม่ระบุผู้อนุมัติ")
    return Signer(named.name, _post(named), "ผู้อนุมัติ", "")


def _post(approver: Approver) -> SafeString:
    """The post as printed; a stand-in's capacity does not break."""
    capacity = CAPACITY_WORDS[approver.capacity]
    bound = format_html('<span class="nb">{}</span>', capacity) if capacity else ""
    return format_html_join(" ", "{}", ((part,) for part in (approver.post, bound, approver.acting_for) if part))
