"""What a report still lacks, each with the place where it is entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import Permission, Role
from accounts.who_can import ByRole, administrators, people_by_role
from document import ReportDocument
from document.doubts import Doubt, distinct
from document.kinds.layouts import Part, words_of
from measures.filters import Group
from measures.models import Plan, State
from reports.compiling import evidence_lines
from reports.compiling.edition import LISTS
from reports.compiling.kept import findings
from reports.compiling.line import FINE, MUST, SHOULD, Check
from reports.compiling.lines.rows import Row, compile_page, lacking, rows_of, url_of
from reports.compiling.lines.words import before_its_day, day_to_come, own_words
from reports.models.kinds import ACTIONS, EVIDENCE, PERIODS, Declared, Kind
from thai.characters import private_use_words, undrawn_words

__all__ = ["FINE", "MUST", "SHOULD", "Check", "Row", "check", "rows_of"]
_DOUBTS = "รหัส วันที่ และตัวอักษรที่ควรตรวจ"
_SYMBOLS = "สัญลักษณ์ที่เก็บถาวรไม่ได้"
People = Callable[[], ByRole]  # asks when a line wants a name, and once
_FIELDS = ("opening", *LISTS, "reporter", "reported_on", "approver")  # of the compile form


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
    rows, declared = rows_of(plan, document), Kind(document.kind).declared
    people = cache(lambda: people_by_role(plan.agency) if known is None else known)
    checks = [
        _measures(plan, document),
        *_of_measures(plan, rows, declared),
        _officers(plan, rows),
        _doubts(plan, document, doubts),
        *own_words(plan, document, people),
        _approver(plan, document, approver, people),
        *_characters(plan, document, rows),
        *_settings(plan, document, people),
        *_digits(plan, document, people),
        *_personal(plan, document, rows),
        *(evidence_lines.of(plan, document) if EVIDENCE in declared.tells else ()),
        *before_its_day(plan, document),
    ]
    if all(line.level != MUST for line in checks):  # before it can be submitted, its day may well be to come
        checks += day_to_come(plan, document)
    order = (MUST, SHOULD, FINE)
    return sorted(checks, key=lambda check: order.index(check.level))


def _measures(plan: Plan, document: ReportDocument) -> Check:
    url, count = url_of("measures:list", plan), len(document.measures)
    if count:
        return Check(FINE, "มาตรการ", f"มี {count} มาตรการ", url)
    return Check(MUST, "มาตรการ", "ยังไม่มีมาตรการของปีนี้", url, "ไปเพิ่มมาตรการ")


def _of_measures(plan: Plan, rows: Sequence[Row], declared: Declared) -> list[Check]:
    """What the measures must have before a document of this kind is submitted."""
    found = _taken(plan, rows) if declared.is_final else []
    if ACTIONS in declared.wants:
        found.append(_progress(plan, rows))
    if PERIODS in declared.wants:
        found += _periods(plan, rows)
    return found


def _periods(plan: Plan, rows: Sequence[Row]) -> list[Check]:
    """A period of each measure must be said, how it is followed should be."""
    title, url = "ระยะเวลาและการติดตาม", url_of("measures:list", plan)

    def lacks(part: Part) -> Callable[[Row], bool]:
        return lambda row: not words_of(row.printed, part)

    when = lacking(plan, rows, lacks(Part.PERIOD), title, "ยังไม่ระบุระยะเวลาหรือวันครบกำหนด", "ไประบุระยะเวลาของมาตรการ")
    how = lacking(plan, rows, lacks(Part.MONITORING), title, "ยังไม่ระบุการติดตาม", "ไประบุการติดตามของมาตรการ", level=SHOULD)
    return [line for line in (when, how) if line] or [Check(FINE, title, f"ระบุครบ {len(rows)} มาตรการ", url)]


def _taken(plan: Plan, rows: Sequence[Row]) -> list[Check]:
    """Nothing to say where nobody has entered a measure yet."""
    title = "การตรวจรับมาตรการ"
    left = lacking(plan, rows, lambda row: row.state != State.TAKEN, title, "ยังไม่ได้ตรวจรับ", "ไปดูมาตรการ", progress=True)
    if left and any(row.state == State.HANDED_IN for row in rows):
        waiting = f"{url_of('measures:list', plan)}?state={Group.WAITING}"
        return [replace(left, url=waiting, act="ตรวจรายการที่ส่งมา")]
    if left:
        return [left]
    return [Check(FINE, title, f"ตรวจรับแล้ว {len(rows)} มาตรการ", url_of("measures:list", plan))] if rows else []


def _progress(plan: Plan, rows: Sequence[Row]) -> Check:
    title = "ผลการดำเนินการและผลลัพธ์"
    return lacking(
        plan,
        rows,
        lambda row: not row.printed.actions or not row.printed.outcomes,
        title,
        "ยังบันทึกไม่ครบ",
        "ไปบันทึกมาตรการ",
        progress=True,
    ) or Check(FINE, title, f"มีครบ {len(rows)} มาตรการ", url_of("measures:list", plan))


def _officers(plan: Plan, rows: Sequence[Row]) -> Check:
    title = "ผู้รับผิดชอบ"
    return lacking(
        plan, rows, lambda row: not row.printed.officers, title, "ยังไม่ระบุ", "ไประบุผู้รับผิดชอบข้อ", progress=False
    ) or Check(FINE, title, "ระบุครบทุกมาตรการ", url_of("measures:list", plan))


def _doubts(plan: Plan, document: ReportDocument, doubts: Sequence[Doubt]) -> Check:
    url = f"{compile_page(plan, document)}#doubts"
    if doubts:
        return Check(SHOULD, _DOUBTS, f"มี {distinct(doubts)} เรื่อง จะพิมพ์ตามเดิมจนกว่าจะมีผู้แก้", url)
    return Check(FINE, _DOUBTS, "ไม่มีเรื่องที่ต้องตรวจ", url)


def _approver(plan: Plan, document: ReportDocument, approver: Membership | None, people: People) -> Check:
    url = f"{compile_page(plan, document)}#id_approver"
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
    page = compile_page(plan, document)
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
    who, page = administrators(people()), compile_page(plan, document)
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
        return [Check(FINE, title, sentence, compile_page(plan, document))]
    return [
        Check(SHOULD, title, f"{', '.join(sentence)} ควรลบก่อนเสนอหากไม่ควรเปิดเผย", _place(plan, document, part, rows))
        for part, sentence in parts.items()
    ]


def _place(plan: Plan, document: ReportDocument, part: str, rows: Sequence[Row]) -> str:
    """Returns the address where a part of the document is mended."""
    name, _, number = part.partition(":")
    if name == "measures":
        return rows[int(number)].url(plan)
    return compile_page(plan, document) + ("" if name == "title" else f"#id_{name}")


def _nobody_approves(people: People) -> str:
    """Where there is nobody to choose: who appoints an approver."""
    if people()[Role.APPROVER]:
        return ""
    return f" และหน่วยงานยังไม่มีผู้อนุมัติ โปรดขอให้{administrators(people())} กำหนด"
