"""What a report still lacks, each with the place where it is entered."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.urls import reverse

import clock
from accounts.models import Membership
from accounts.permissions import Permission, Role
from accounts.who_can import ByRole, administrators, people_by_role
from document import Measure as Printed
from document import ReportDocument
from document.doubts import Doubt, distinct
from measures.filters import Group
from measures.models import Measure, Plan, State
from reports.compiling import evidence_lines
from reports.compiling.kept import contents, findings
from reports.compiling.line import FINE, MUST, SHOULD, Check
from thai.characters import private_use_words, undrawn_words
from thai.dates.showing import format_date

__all__ = ["FINE", "MUST", "SHOULD", "Check", "Row", "check", "rows_of"]
_DOUBTS = "รหัส วันที่ และตัวอักษรที่ควรตรวจ"
_SYMBOLS = "สัญลักษณ์ที่เก็บถาวรไม่ได้"
People = Callable[[], ByRole]  # asks when a line wants a name, and once
_FIELDS = ("opening", "problems", "suggestions", "reporter", "reported_on", "approver")  # of the compile form


def check(
    plan: Plan,
    document: ReportDocument,
    doubts: Sequence[Doubt],
    *,
    approver: Membership | None,
    known: ByRole | None = None,
) -> list[Check]:
    """All lines, what must be mended first; wants one query for the measures' keys and states.

    `approver` is whom the report names, for they must still hold the role; `known` are the agency's people by role,
    where they were read already.
    """
    rows = rows_of(plan, document)
    people = cache(lambda: people_by_role(plan.agency) if known is None else known)
    checks = [
        _measures(plan, document),
        *_taken(plan, rows),
        _progress(plan, rows),
        _officers(plan, rows),
        _doubts(plan, doubts),
        *_words(plan, document, people),
        _approver(plan, document, approver, people),
        *_characters(plan, document, rows),
        *_settings(plan, document, people),
        *_digits(plan, document, people),
        *_personal(plan, document, rows),
        *evidence_lines.of(plan, document),
    ]
    if all(line.level != MUST for line in checks):  # before it can be submitted, its day may well be to come
        checks += _day_to_come(plan, document)
    order = (MUST, SHOULD, FINE)
    return sorted(checks, key=lambda check: order.index(check.level))


@dataclass(frozen=True)
class Row:
    """A measure as the document prints it, with its key and state; neither where a colleague has just removed it."""

    printed: Printed
    pk: int | None
    state: str

    def url(self, plan: Plan) -> str:
        """The address where it is mended."""
        return _url("measures:measure", plan, self.pk) if self.pk else _url("measures:list", plan)


def rows_of(plan: Plan, document: ReportDocument) -> list[Row]:
    """The document's measures, as many and in its order, each with its row as it is stored now.

    The document was read a moment before: a measure added, moved or removed since is no reason to fail. No query where
    the document was made of what is still kept.
    """
    if held := contents.behind(plan, document):
        return [Row(printed, *row) for printed, row in zip(held.measures, held.rows, strict=True)]
    stored: defaultdict[str, deque[tuple[int, str]]] = defaultdict(deque)
    for key, state, code in Measure.objects.kept().filter(plan=plan).values_list("pk", "state", "code"):
        stored[code].append((key, state))
    return [
        Row(printed, *stored[printed.code].popleft()) if stored[printed.code] else Row(printed, None, "")
        for printed in document.measures
    ]


def _url(name: str, plan: Plan, *rest: int) -> str:
    return reverse(name, args=[plan.agency.slug, plan.year, *rest])


def _measures(plan: Plan, document: ReportDocument) -> Check:
    url, count = _url("measures:list", plan), len(document.measures)
    if count:
        return Check(FINE, "มาตรการ", f"มี {count} มาตรการ", url)
    return Check(MUST, "มาตรการ", "ยังไม่มีมาตรการของปีนี้", url, "ไปเพิ่มมาตรการ")


def _lacking(
    plan: Plan,
    rows: Sequence[Row],
    lacks: Callable[[Row], bool],
    title: str,
    predicate: str,
    act: str,
    *,
    progress: bool,
) -> Check | None:
    """One line for all measures that lack something, which leads to the first; nothing where none does."""
    lacking = [row for row in rows if lacks(row)]
    if not lacking:
        return None
    codes = " ".join(row.printed.called for row in lacking)
    first = lacking[0]
    return Check(MUST, title, f"{codes} {predicate}", first.url(plan), f"{act} {first.printed.called}", progress)


def _taken(plan: Plan, rows: Sequence[Row]) -> list[Check]:
    """Nothing to say where nobody has entered a measure yet."""
    title = "การตรวจรับมาตรการ"
    lacking = _lacking(
        plan, rows, lambda row: row.state != State.TAKEN, title, "ยังไม่ได้ตรวจรับ", "ไปดูมาตรการ", progress=True
    )
    if lacking and any(row.state == State.HANDED_IN for row in rows):
        waiting = f"{_url('measures:list', plan)}?state={Group.WAITING}"
        return [replace(lacking, url=waiting, act="ตรวจรายการที่ส่งมา")]
    if lacking:
        return [lacking]
    return [Check(FINE, title, f"ตรวจรับแล้ว {len(rows)} มาตรการ", _url("measures:list", plan))] if rows else []


def _progress(plan: Plan, rows: Sequence[Row]) -> Check:
    title = "ผลการดำเนินการและผลลัพธ์"
    return _lacking(
        plan,
        rows,
        lambda row: not row.printed.actions or not row.printed.outcomes,
        title,
        "ยังบันทึกไม่ครบ",
        "ไปบันทึกมาตรการ",
        progress=True,
    ) or Check(FINE, title, f"มีครบ {len(rows)} มาตรการ", _url("measures:list", plan))


def _officers(plan: Plan, rows: Sequence[Row]) -> Check:
    title = "ผู้รับผิดชอบ"
    return _lacking(
        plan, rows, lambda row: not row.printed.officers, title, "ยังไม่ระบุ", "ไประบุผู้รับผิดชอบข้อ", progress=False
    ) or Check(FINE, title, "ระบุครบทุกมาตรการ", _url("measures:list", plan))


def _doubts(plan: Plan, doubts: Sequence[Doubt]) -> Check:
    url = _url("reports:compile", plan) + "#doubts"
    if doubts:
        return Check(SHOULD, _DOUBTS, f"มี {distinct(doubts)} เรื่อง จะพิมพ์ตามเดิมจนกว่าจะมีผู้แก้", url)
    return Check(FINE, _DOUBTS, "ไม่มีเรื่องที่ต้องตรวจ", url)


def _words(plan: Plan, document: ReportDocument, people: People) -> list[Check]:
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
        *_post_of_reporter(plan, document, people),
    ]


def _day_to_come(plan: Plan, document: ReportDocument) -> list[Check]:
    """A report that is submitted today and dated later would bear a day that is older than its signatures."""
    day = document.reported_on
    if day is None or day <= clock.today():
        return []
    words = f"{format_date(day)} ยังมาไม่ถึง หากเสนอวันนี้ รายงานจะลงวันที่หลังวันที่เสนอและลงนาม"
    return [Check(SHOULD, "วันที่รายงานอยู่หลังวันนี้", words, f"{_url('reports:compile', plan)}#id_reported_on")]


def _post_of_reporter(plan: Plan, document: ReportDocument, people: People) -> list[Check]:
    """A paper that is signed says in which post; an imported one may name the reporter alone."""
    reporter = document.reporter
    if not reporter.name or reporter.position:
        return []
    words = f"{reporter.name} ยังไม่มีตำแหน่ง เลือกผู้รายงานที่มีตำแหน่ง หรือเพิ่มในหน้าผู้รับผิดชอบ โดย{administrators(people())}"
    url = f"{_url('reports:compile', plan)}#id_reporter"
    return [Check(MUST, "ตำแหน่งของผู้รายงาน", words, url, "ไปเลือกผู้รายงาน")]


def _approver(plan: Plan, document: ReportDocument, approver: Membership | None, people: People) -> Check:
    url = f"{_url('reports:compile', plan)}#id_approver"
    if document.approver is None or approver is None:
        return Check(MUST, "ผู้อนุมัติ", f"ยังไม่ได้เลือก{_nobody_approves(people)}", url, "ไปเลือกผู้อนุมัติ")
    if not (approver.is_active and approver.user.is_active):
        left = f"{document.approver.name} ไม่ได้เป็นผู้อนุมัติแล้ว{_nobody_approves(people)}"
        return Check(MUST, "ผู้อนุมัติ", left, url, "ไปเลือกผู้อนุมัติ")
    if not document.approver.post:
        words = f"{document.approver.name} ยังไม่มีตำแหน่ง เพิ่มได้ในหน้าผู้ใช้ โดย{administrators(people())}"
        return Check(MUST, "ตำแหน่งของผู้อนุมัติ", words, url, "ไปเลือกผู้อนุมัติ")
    return Check(FINE, "ผู้อนุมัติ", f"{document.approver.name} {document.approver.printed_post}", url)


def _characters(plan: Plan, document: ReportDocument, rows: Sequence[Row]) -> list[Check]:
    """A line for each text with characters that the frozen file may not hold."""
    page = _url("reports:compile", plan)
    lines = []
    for number, part, where, words in findings.symbols(document):
        name = part.partition(":")[0]
        if number is not None:
            row = rows[number]
            place, url, act = f"{row.printed.called} {where}", row.url(plan), f"ไปแก้มาตรการ {row.printed.called}"
        elif name != "agency":
            place, url, act = where, f"{page}#id_{name}" if name in _FIELDS else page, f"ไปแก้{where}"
        else:
            continue
        lines.append(Check(MUST, _SYMBOLS, f"{place} {words}", url, act))
    return lines


def _settings(plan: Plan, document: ReportDocument, people: People) -> list[Check]:
    """The same of what stands in the agency's settings, which a coordinator may not open."""
    letterhead = plan.agency.letterhead
    parts = [
        (MUST, _SYMBOLS, "ชื่อหน่วยงาน", private_use_words(document.agency)),
        (MUST, _SYMBOLS, "หัวกระดาษ", private_use_words(letterhead)),
        (SHOULD, "ตัวอักษรในหัวกระดาษ", "หัวกระดาษ", undrawn_words(letterhead)),
    ]
    if not any(words for *_, words in parts):
        return []
    who, page = administrators(people()), _url("reports:compile", plan)
    return [
        Check(level, title, f"{where} {words} แก้ได้ในข้อมูลหน่วยงาน โดย{who}", page, f"ดู{where}ในตัวอย่างรายงาน")
        for level, title, where, words in parts
        if words
    ]


def _digits(plan: Plan, document: ReportDocument, people: People) -> list[Check]:
    """Numbers of both kinds on one paper, which the agency's setting would print as one."""
    if plan.agency.digits != plan.agency.Digits.AS_WRITTEN or not findings.mixes_digits(document):
        return []
    words = f"เลือกให้พิมพ์เป็นเลขชนิดเดียวทั้งฉบับได้ในข้อมูลหน่วยงาน โดย{administrators(people())}"
    url = reverse("accounts:agency", args=[plan.agency.slug]) + "#id_digits"
    needs = Permission.SETTINGS_EDIT
    return [Check(SHOULD, "ใช้เลขไทยปนเลขอารบิก", words, url, "ไปเลือกชนิดของเลข", needs=needs)]


def _personal(plan: Plan, document: ReportDocument, rows: Sequence[Row]) -> list[Check]:
    """A line for each part of the report in which somebody's personal data may stand; a person decides."""
    title = "ข้อมูลส่วนบุคคล"
    parts: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for found in findings.personal(document):
        parts[found.part][f"{found.kind.words} {found.text} ใน{found.where}"] = None
    if not parts:
        sentence = "ไม่พบเลขประจำตัวประชาชน หมายเลขโทรศัพท์ หรืออีเมล"
        return [Check(FINE, title, sentence, _url("reports:compile", plan))]
    return [
        Check(SHOULD, title, f"{', '.join(sentence)} ควรลบก่อนเสนอหากไม่ควรเปิดเผย", _place(plan, part, rows))
        for part, sentence in parts.items()
    ]


def _place(plan: Plan, part: str, rows: Sequence[Row]) -> str:
    """Returns the address where a part of the document is mended."""
    name, _, number = part.partition(":")
    if name == "measures":
        return rows[int(number)].url(plan)
    return _url("reports:compile", plan) + ("" if name == "title" else f"#id_{name}")


def _nobody_approves(people: People) -> str:
    """Where there is nobody to choose: who appoints an approver."""
    if people()[Role.APPROVER]:
        return ""
    return f" และหน่วยงานยังไม่มีผู้อนุมัติ โปรดขอให้{administrators(people())} กำหนด"
