"""What a report still lacks, each with the place where it is entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Membership
from measures.models import Measure, Plan, State
from reports.document import ReportDocument
from reports.doubts import Doubt

MUST = "must"
SHOULD = "should"
FINE = "fine"
_STATUS = {
    MUST: ("bad", "x-circle-fill", "ต้องแก้"),
    SHOULD: ("wait", "exclamation-triangle-fill", "ควรดู"),
    FINE: ("ok", "check-circle-fill", "เรียบร้อย"),
}


@dataclass(frozen=True)
class Check:
    """One line: `must` stops a submission, `should` never does."""

    level: str
    title: str
    detail: str
    url: str
    act: str = ""
    is_about_progress: bool = False

    @property
    def kind(self) -> str:
        return _STATUS[self.level][0]

    @property
    def icon(self) -> str:
        return _STATUS[self.level][1]

    @property
    def text(self) -> str:
        return _STATUS[self.level][2]


def check(plan: Plan, document: ReportDocument, doubts: Sequence[Doubt], *, approver: Membership | None) -> list[Check]:
    """All lines, what must be mended first; wants one query for the measures' keys and states.

    `approver` is whom the report names, for they must still hold the role.
    """
    kept = list(Measure.objects.kept().filter(plan=plan).values_list("pk", "state"))
    keys = [key for key, _ in kept]
    checks = [
        _measures(plan, document),
        *_taken(plan, document, kept),
        _progress(plan, document, keys),
        _officers(plan, document, keys),
        _doubts(plan, doubts),
        *_words(plan, document),
        _approver(plan, document, approver),
    ]
    order = (MUST, SHOULD, FINE)
    return sorted(checks, key=lambda check: order.index(check.level))


def _url(name: str, plan: Plan, *rest: int) -> str:
    return reverse(name, args=[plan.agency.slug, plan.year, *rest])


def _measures(plan: Plan, document: ReportDocument) -> Check:
    url, count = _url("measures:list", plan), len(document.measures)
    if count:
        return Check(FINE, "มาตรการ", f"มี {count} มาตรการ", url)
    return Check(MUST, "มาตรการ", "ยังไม่มีมาตรการของปีนี้", url, "ไปเพิ่มมาตรการ")


def _taken(plan: Plan, document: ReportDocument, kept: Sequence[tuple[int, str]]) -> list[Check]:
    """Nothing to say where nobody has entered a measure yet."""
    title = "มาตรการตรวจรับครบทุกข้อ"
    waiting = [
        (key, measure.code)
        for (key, state), measure in zip(kept, document.measures, strict=True)
        if state != State.TAKEN
    ]
    if not waiting:
        return [Check(FINE, title, f"ตรวจรับแล้ว {len(kept)} มาตรการ", _url("measures:list", plan))] if kept else []
    key, code = waiting[0]
    codes = " ".join(code for _, code in waiting)
    url = _url("measures:measure", plan, key)
    return [Check(MUST, title, f"{codes} ยังไม่ได้ตรวจรับ", url, f"ไปดูมาตรการ {code}", True)]


def _progress(plan: Plan, document: ReportDocument, keys: Sequence[int]) -> Check:
    lacking = [
        (key, measure.code)
        for key, measure in zip(keys, document.measures, strict=True)
        if not measure.actions or not measure.outcomes
    ]
    title = "ผลการดำเนินการและผลลัพธ์"
    if not lacking:
        return Check(FINE, title, f"มีครบ {len(keys)} มาตรการ", _url("measures:list", plan))
    key, code = lacking[0]
    codes = " ".join(code for _, code in lacking)
    return Check(
        MUST, title, f"{codes} ยังบันทึกไม่ครบ", _url("measures:measure", plan, key), f"ไปบันทึกมาตรการ {code}", True
    )


def _officers(plan: Plan, document: ReportDocument, keys: Sequence[int]) -> Check:
    lacking = [(key, m.code) for key, m in zip(keys, document.measures, strict=True) if not m.officers]
    if not lacking:
        return Check(FINE, "ผู้รับผิดชอบ", "ระบุครบทุกมาตรการ", _url("measures:list", plan))
    key, code = lacking[0]
    codes = " ".join(code for _, code in lacking)
    act = f"ไประบุผู้รับผิดชอบข้อ {code}"
    return Check(MUST, "ผู้รับผิดชอบ", f"{codes} ยังไม่ระบุ", _url("measures:measure", plan, key), act)


def _doubts(plan: Plan, doubts: Sequence[Doubt]) -> Check:
    url = _url("reports:compile", plan) + "#doubts"
    if doubts:
        return Check(SHOULD, "รหัสและวันที่ที่ควรตรวจ", f"มี {len(doubts)} เรื่อง จะพิมพ์ตามเดิมจนกว่าท่านจะแก้", url)
    return Check(FINE, "รหัสและวันที่ที่ควรตรวจ", "ไม่มีเรื่องที่ต้องตรวจ", url)


def _words(plan: Plan, document: ReportDocument) -> list[Check]:
    page = _url("reports:compile", plan)
    years = f"ผลคะแนนปี {document.assessed_year} มาตรการปี {document.measures_year}"
    reporter = " ".join(filter(None, (document.reporter.name, document.reported_on_as_written)))
    both = document.problems and document.suggestions
    return [
        Check(FINE, "ข้อความนำและปีที่อ้างอิง", years, f"{page}#id_opening")
        if document.opening
        else Check(MUST, "ข้อความนำและปีที่อ้างอิง", "ยังไม่มีข้อความนำ", f"{page}#id_opening", "ไปพิมพ์ข้อความนำ"),
        Check(FINE, "ปัญหา/อุปสรรค และข้อเสนอแนะ", "พิมพ์แล้วทั้งสองส่วน", f"{page}#id_problems")
        if both
        else Check(
            MUST,
            "ปัญหา/อุปสรรค และข้อเสนอแนะ",
            "ยังพิมพ์ไม่ครบ หากไม่มีให้พิมพ์ว่า ไม่มี",
            f"{page}#{'id_suggestions' if document.problems else 'id_problems'}",
            "ไปพิมพ์ปัญหาและข้อเสนอแนะ",
        ),
        Check(FINE, "ผู้รายงานและวันที่", reporter, f"{page}#id_reporter")
        if document.reporter.name and document.reported_on
        else Check(MUST, "ผู้รายงานและวันที่", "ยังระบุไม่ครบ", f"{page}#id_reporter", "ไประบุผู้รายงานและวันที่"),
    ]


def _approver(plan: Plan, document: ReportDocument, approver: Membership | None) -> Check:
    url = f"{_url('reports:compile', plan)}#id_approver"
    if document.approver is None or approver is None:
        return Check(MUST, "ผู้อนุมัติ", "ยังไม่ได้เลือก", url, "ไปเลือกผู้อนุมัติ")
    if not (approver.is_active and approver.user.is_active):
        return Check(MUST, "ผู้อนุมัติ", f"{document.approver.name} ไม่ได้เป็นผู้อนุมัติแล้ว", url, "ไปเลือกผู้อนุมัติ")
    return Check(FINE, "ผู้อนุมัติ", f"{document.approver.name} {document.approver.printed_post}", url)
