"""The sample report as the other documents of its year would have been, and with scores before and after."""

from __future__ import annotations

from dataclasses import replace

from document import Detail, MarkedText, Measure, ReportDocument, ScorePair
from document.kinds.analysis import Analysis
from document.kinds.layouts import PLAN, PROGRESS
from tests.reports.frozen import seed

ANALYSIS = Analysis(
    (MarkedText("1.", "ผู้รับบริการไม่ทราบขั้นตอนและค่าธรรมเนียมก่อนมาติดต่อ"), MarkedText("2.", "ไม่มีช่องทางรับฟังคำติชม")),
    (MarkedText("1.", "การมีส่วนร่วมของประชาชนในการกำหนดแผนงาน น้ำใจบริการ"),),
    (MarkedText("-", "จัดทำคู่มือประชาชน ติดประกาศ และเผยแพร่ทางเว็บไซต์"),),
)
_SAID = (
    Detail("period", "", "ตุลาคม 2565 – กันยายน 2566"),
    Detail("monitoring", "", "รายงานผู้บริหารทุกไตรมาส ครั้งแรก 31 มีนาคม 2566"),
    Detail("budget", "", "ไม่ใช้งบประมาณ"),
)


def a_plan(measures: int = 3) -> ReportDocument:
    """With all three lists, and of each measure a period, its monitoring and a detail that has no column."""

    def planned(measure: Measure) -> Measure:
        return replace(measure, actions=(), outcomes=(), details=_SAID)

    report = seed(measures)
    return replace(
        report,
        schema=3,
        kind=PLAN.kind,
        title="มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        columns=PLAN.columns,
        measures=tuple(map(planned, report.measures)),
        problems=(),
        suggestions=(),
        analysis=ANALYSIS,
    )


def a_progress_report(measures: int = 3) -> ReportDocument:
    """With what was done and how far each measure is."""
    report = seed(measures)
    told = (replace(each, outcomes=(), standing="อยู่ระหว่างดำเนินการ") for each in report.measures)
    return replace(report, schema=3, kind=PROGRESS.kind, columns=PROGRESS.columns, measures=tuple(told), suggestions=())


PAIRS = (ScorePair(1, "I11", "62.40", "I12", "76.55"), ScorePair(2, "E13", "66.31", "E13", "66.31"))


def with_scores(measures: int = 3) -> ReportDocument:
    """The result report with the scores of two of its measures."""
    return replace(seed(measures), schema=4, scores=PAIRS)
