"""What was examined, as sentences, and as facts for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pades.examination.found import Examination, Problem, Signature
from pades.examination.sandbox import LIMIT
from pades.field_names import APPROVER, REPORTER
from reports.verification.issued import Issued, PublicState
from reports.verification.judge import Judgement, Likeness
from reports.verification.sentences import words
from reports.verification.verdicts import Verdict
from thai.dates.showing import format_date, format_time

MEGABYTES = LIMIT // (1024 * 1024)
ROLES = {REPORTER: "ผู้เสนอ", APPROVER: "ผู้อนุมัติ"}
PROBLEMS = {
    Problem.NOT_A_PDF: "ไฟล์นี้ไม่ใช่ PDF",
    Problem.ENCRYPTED: "ไฟล์นี้ตั้งรหัสผ่านไว้ ระบบจึงเปิดตรวจไม่ได้",
    Problem.TOO_MANY: "ไฟล์นี้มีลายมือชื่อหรือการบันทึกซ้ำมากเกินกว่าที่ระบบตรวจให้ได้",
    Problem.TOO_LARGE: f"ไฟล์นี้ใหญ่เกิน {MEGABYTES} MB ระบบจึงไม่ตรวจ",
    Problem.TOO_COSTLY: "ตรวจไฟล์นี้ไม่สำเร็จภายในเวลาและเนื้อที่ที่กำหนด",
    Problem.IRREGULAR: "โครงสร้างของไฟล์ผิดจากมาตรฐาน PDF",
    Problem.REMOVED: "ไฟล์นี้เคยมีลายมือชื่อ แต่ถูกนำออก",
    Problem.TRAILING: "มีข้อมูลต่อท้ายไฟล์",
    Problem.UNLISTED: "มีข้อมูลแทรกอยู่หลังส่วนที่ลงนาม",
    Problem.OTHER_FIELDS: "มีช่องลายมือชื่อหรือแบบฟอร์มที่ไม่ได้อยู่ในเอกสารที่ออก",
    Problem.NO_REPORTER: "ไม่มีลายมือชื่อของผู้เสนอ",
    Problem.NO_APPROVER: "ไม่มีลายมือชื่อของผู้อนุมัติ",
    Problem.NOT_CERTIFIED: "ลายมือชื่อของผู้เสนอไม่ได้รับรองเอกสารนี้",
    Problem.NOT_LOCKED: "ลายมือชื่อของผู้อนุมัติไม่ได้ปิดการแก้ไข",
    Problem.UNSTAMPED: "ตราประทับเวลาของลายมือชื่อหนึ่งหายไป",
    Problem.GAP: "ข้อมูลของลายมือชื่อถูกแก้ไข",
    Problem.DIGEST: "เนื้อหาไม่ตรงกับที่ลงนาม",
    Problem.CHANGED_LATER: "มีการแก้ไขเพิ่มหลังจากที่ลงนาม",
    Problem.BROKEN: "ลายมือชื่อเสียหาย",
    Problem.CLOCK: "ยืนยันเวลาที่ลงนามไม่ได้",
    Problem.UNKNOWN: "ใบรับรองไม่ได้มาจากผู้ออกที่ระบบนี้เชื่อถือ หรือไม่ได้ออกไว้สำหรับลงลายมือชื่อ",
    Problem.EXPIRED: "ใบรับรองไม่อยู่ในระยะเวลาที่ใช้ได้",
    Problem.REVOKED: "ใบรับรองถูกเพิกถอนแล้วในเวลาที่ลงนาม",
    Problem.STRANGER: "ระบบนี้ไม่เคยใช้ใบรับรองนี้ลงนามให้หน่วยงานที่ไฟล์ระบุ",
}


@dataclass(frozen=True)
class Check:
    """One line of what was examined: passed, failed, or nothing that can be examined."""

    answer: Literal["yes", "no", "open"]
    text: str


def checks(judgement: Judgement) -> list[Check]:
    """The lines under the verdict, the decisive ones first; of an altered file only what speaks against it."""
    examination, verdict = judgement.examination, judgement.verdict
    lines = [*_of_record(judgement)]
    if examination is not None and verdict is not Verdict.NOT_SIGNED:
        lines += [Check("no", PROBLEMS[each]) for each in _of_file(examination)]
        lines += [line for each in examination.signatures if not each.is_stamp for line in _of_signature(each)]
        lines += [Check("no", PROBLEMS[each]) for each in _of_stamps(examination)]
        if examination.holds:
            lines.append(Check("yes", f"ระบบนี้ใช้ใบรับรองนี้ลงนามให้{examination.agency}"))
    if verdict is Verdict.NOT_SIGNED:
        lines.append(Check("open", "ไฟล์ถูกแก้ไขหรือไม่ และใครเป็นผู้ทำ เพราะไม่มีลายมือชื่อดิจิทัลในไฟล์"))
    elif judgement.issued is None and verdict is not Verdict.UNREADABLE:
        lines.append(Check("no", _unlike(judgement)))
    if verdict is Verdict.ALTERED:
        against = [each for each in lines if each.answer != "yes"]
        lines = [*against, Check("open", "ใครเป็นผู้แก้ไข และแก้ไขเมื่อใด")]
    return list(dict.fromkeys(lines))


def _of_file(examination: Examination) -> list[Problem]:
    """A file in which neither of our two signed has fields of its own."""
    foreign = {Problem.NO_REPORTER, Problem.NO_APPROVER} <= set(examination.problems)
    return [each for each in examination.problems if not (foreign and each is Problem.OTHER_FIELDS)]


def _of_record(judgement: Judgement) -> Iterator[Check]:
    if judgement.record is None:
        return
    if judgement.issued:
        yield Check("yes", "ไฟล์เหมือนฉบับที่เผยแพร่ทุกตัวอักษร")
    else:
        yield Check("yes", "ส่วนที่ลงนามเหมือนฉบับที่เผยแพร่ทุกตัวอักษร")
    yield _STANDINGS[judgement.record.standing]


def _unlike(judgement: Judgement) -> str:
    if judgement.likeness is Likeness.OTHER:
        return "ลายมือชื่อไม่ใช่ของฉบับที่ลงนามไว้ด้วยรหัสนี้"
    return "ไฟล์ไม่เหมือนฉบับที่เผยแพร่ทุกตัวอักษร" if judgement.record else "ไม่ตรงกับฉบับที่เผยแพร่ในระบบนี้"


_STANDINGS = {
    PublicState.PUBLISHED: Check("yes", "ยังไม่ถูกแทนที่หรือเพิกถอน"),
    PublicState.REPLACED: Check("no", "ถูกแทนที่ด้วยฉบับใหม่แล้ว"),
    PublicState.WITHDRAWN: Check("no", "ถูกเพิกถอนแล้ว"),
}


def _of_signature(signature: Signature) -> Iterator[Check]:
    whose = f"ลายมือชื่อ{whose_words(signature)}"
    if signature.problems:
        yield from (Check("no", f"{whose}: {PROBLEMS[each]}") for each in signature.problems)
        return
    yield Check("yes", f"{whose} ถูกต้อง")
    yield Check("yes", "ใบรับรองใช้ได้ในเวลาที่ลงนาม" if signature.clock else "ใบรับรองยังใช้ได้ในขณะนี้")


def _of_stamps(examination: Examination) -> list[Problem]:
    """What is wrong with the document's own time stamps, each fault once."""
    found = (problem for each in examination.signatures if each.is_stamp for problem in each.problems)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Signed:
    """A signature as a page lists it: whose certificate it is, then the name that the signer wrote beside."""

    role: str
    holder: str
    name: str
    when: str
    issuer: str
    fingerprint: str
    holds: bool


def signed(judgement: Judgement) -> list[Signed]:
    """Who signed, when and by whose clock, where that can be read; a document's own time stamps are nobody's."""
    examination = judgement.examination
    return [
        Signed(
            role=ROLES.get(each.field, "ผู้ลงนาม"),
            holder=holder_words(each),
            name=each.name,
            when=when_words(each),
            issuer=each.issuer,
            fingerprint=each.fingerprint,
            holds=not each.problems,
        )
        for each in (examination.signatures if examination else ())
        if not each.is_stamp and (each.signer or each.organization or each.name or each.at)
    ]


def whose_words(signature: Signature) -> str:
    """`ผู้อนุมัติ ด้วยใบรับรองของ อบต.งามยิ่ง`: the role of the field, and who the issuer says that it was.

    Of a signature whose signer cannot be read, the role alone; a field that is none of ours goes by its own name.
    """
    role = ROLES.get(signature.field, "")
    if signature.signer:
        return f"{role} ด้วยใบรับรองของ {signature.signer}"
    return role or f"ในช่อง “{signature.field}”"


def holder_words(signature: Signature) -> str:
    """Returns holder and organization of the certificate, in Thai."""
    return ", ".join(dict.fromkeys(filter(None, (signature.signer, signature.organization))))


def when_words(signature: Signature) -> str:
    """Returns when a signature was made, and by whose clock, in Thai."""
    if signature.at is None:
        return "ไม่ระบุเวลา"
    clock = f"ตามเวลาของ {signature.clock}" if signature.clock else "ตามเวลาที่ผู้ลงนามแจ้ง"
    return f"{format_date(signature.at)} เวลา {format_time(signature.at)} {clock}"


def facts(judgement: Judgement) -> dict[str, Any]:
    """The judgement for other programs: names of verdicts and problems stay as they are from release to release."""
    examination = judgement.examination
    wording = words(judgement)
    return {
        "verdict": str(judgement.verdict),
        "good": judgement.verdict.is_good,
        "sentence": f"{wording.title}: {wording.sentence}",
        "sha256": judgement.sha256,
        "demo": judgement.is_demo,
        "issued": _issued(judgement.issued),
        "named": _issued(judgement.named),
        "likeness": judgement.likeness,
        "agency": examination.agency if examination and examination.holds else "",
        "level": examination.level if examination else "",
        "problems": list(examination.problems) if examination else [],
        "signatures": [_signature(each) for each in examination.signatures] if examination else [],
    }


def _issued(found: Issued | None) -> dict[str, Any] | None:
    if found is None:
        return None
    moments = {name: value.isoformat() if value else None for name, value in _moments(found)}
    plain = ("standing", "code", "sha256", "agency", "title", "year", "current", "reason")
    return {name: getattr(found, name) for name in plain} | moments


def _moments(found: Issued) -> list[tuple[str, Any]]:
    return [(name, getattr(found, name)) for name in ("signed_at", "published_at", "changed_at")]


def _signature(each: Signature) -> dict[str, Any]:
    return {
        "field": each.field,
        "time_stamp": each.is_stamp,
        "problems": list(each.problems),
        "signer": each.signer,
        "organization": each.organization,
        "issuer": each.issuer,
        "sha256": each.fingerprint,
        "name": each.name,
        "at": each.at.isoformat() if each.at else None,
        "clock": each.clock,
    }
