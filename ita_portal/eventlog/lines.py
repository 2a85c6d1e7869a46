"""Events as people read them: names out of the rows that an event points to, fetched for a whole page at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.models import Agency, Invitation, Unit, User
from accounts.permissions import Role
from audit.models import AuditEvent
from ita_portal.eventlog.roles import Roles
from ita_portal.eventlog.sentences import OF_CODES, SENTENCES, UNKNOWN
from measures.models import Decision as MeasureDecision
from measures.models import Indicator, Measure, Officer, Plan
from reports.models import Decision as ReportDecision
from reports.models import Edition
from reports.models.kinds import Kind
from scores.models import ScoreSheet

PORTAL = "ระบบ"
NOBODY = "ไม่ทราบผู้ใช้"
Words = Mapping[tuple[str, int, str], str]


@dataclass(frozen=True)
class Line:
    """`role` is what they held then, `did` the sentence, `on` what it was done to, `note` the words of a decision;
    `mark` is the short hash."""

    event: AuditEvent
    who: str
    role: str
    did: str
    on: str
    note: str

    @property
    def mark(self) -> str:
        return f"{self.event.hash[:4]} {self.event.hash[4:8]}"


def lines(events: Sequence[AuditEvent], agency: Agency) -> list[Line]:
    """One line an event, in the same order; one query for each kind of row that the events point to, however many.

    Names of another agency's rows are never looked up, whatever an event points to.
    """
    facts = [json.loads(event.data) for event in events]
    objects = objects_named({event.subject for event in events}, agency)
    people = _people(events, facts)
    roles = Roles({event.actor for event in events if event.actor}, agency)
    words = _words(events, facts, agency)
    return [
        Line(
            event,
            _who(event, people),
            roles.at(event.actor or 0, event.seq),
            did := _did(event, data),
            _said_once(did, _on(event, data, objects, people)),
            words.get((event.subject, data.get("round", 0), event.action.rpartition(".")[2]), ""),
        )
        for event, data in zip(events, facts, strict=True)
    ]


def _keys(events: Sequence[AuditEvent], kind: str) -> set[int]:
    return _numbers({event.subject for event in events}, kind)


def _numbers(subjects: Collection[str], kind: str) -> set[int]:
    """Those in subjects such as measure:12."""
    parts = (subject.partition(":") for subject in subjects)
    return {int(key) for name, _, key in parts if name == kind and key.isdecimal()}


def objects_named(subjects: Collection[str], agency: Agency) -> dict[str, str]:
    """What the page prints of these subjects (`measure:12`), where they are the agency's; people are not among them."""
    named: dict[str, str] = {f"agency:{agency.pk}": agency.short_name}
    for kind, look_up in _LOOK_UPS.items():
        keys = _numbers(subjects, kind)
        if keys:
            named |= {f"{kind}:{key}": name for key, name in look_up(keys, agency).items()}
    return named


def _measures(keys: Collection[int], agency: Agency) -> dict[int, str]:
    rows = Measure.objects.filter(pk__in=keys, plan__agency=agency).select_related("plan")
    return {each.pk: f"{each} ปี {each.plan.year}" for each in rows}


def _editions(keys: Collection[int], agency: Agency) -> dict[int, str]:
    rows = Edition.objects.filter(pk__in=keys, report__plan__agency=agency)
    found = rows.values_list("pk", "report__kind", "report__plan__year", "number")
    return {
        key: f"{Kind(kind).called}ปี {year}{f' ฉบับที่ {number}' if number > 1 else ''}"
        for key, kind, year, number in found
    }


def _plans(keys: Collection[int], agency: Agency) -> dict[int, str]:
    rows = Plan.objects.filter(pk__in=keys, agency=agency).values_list("pk", "year")
    return {key: f"ปี {year}" for key, year in rows}


def _units(keys: Collection[int], agency: Agency) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=keys, agency=agency).values_list("pk", "short_name"))


def _invitations(keys: Collection[int], agency: Agency) -> dict[int, str]:
    return dict(Invitation.objects.filter(pk__in=keys, agency=agency).values_list("pk", "name"))


def _officers(keys: Collection[int], agency: Agency) -> dict[int, str]:
    return dict(Officer.objects.filter(pk__in=keys, agency=agency).values_list("pk", "name"))


def _indicators(keys: Collection[int], agency: Agency) -> dict[int, str]:
    rows = Indicator.objects.filter(pk__in=keys).values_list("pk", "code", "year")
    return {key: f"ข้อ {code} ปี {year}" for key, code, year in rows}


def _sheets(keys: Collection[int], agency: Agency) -> dict[int, str]:
    rows = ScoreSheet.objects.filter(pk__in=keys, agency=agency).values_list("pk", "year")
    return {key: f"ผลคะแนน ปี {year}" for key, year in rows}


_LOOK_UPS: Mapping[str, Callable[[Collection[int], Agency], dict[int, str]]] = {
    "measure": _measures,
    "edition": _editions,
    "plan": _plans,
    "unit": _units,
    "invitation": _invitations,
    "officer": _officers,
    "indicator": _indicators,
    "scores": _sheets,
}


def _people(events: Sequence[AuditEvent], facts: Sequence[dict[str, Any]]) -> dict[int, str]:
    keys = _keys(events, "user") | {event.actor for event in events if event.actor}
    keys |= {data["user"] for data in facts if isinstance(data.get("user"), int)}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _words(events: Sequence[AuditEvent], facts: Sequence[dict[str, Any]], agency: Agency) -> Words:
    """What was said with decisions: the log holds no words, the decisions do."""
    comments: dict[tuple[str, int, str], str] = {}
    measures, editions = _keys(events, "measure"), _keys(events, "edition")
    if not any("round" in each for each in facts):
        return comments
    if measures:
        rows = MeasureDecision.objects.filter(measure__in=measures, measure__plan__agency=agency).exclude(comment="")
        for key, number, move, words in rows.values_list("measure", "round", "move", "comment"):
            comments[f"measure:{key}", number, move] = words
    if editions:
        decisions = ReportDecision.objects.filter(
            round__edition__in=editions, round__edition__report__plan__agency=agency
        )
        found = decisions.exclude(comment="").values_list("round__edition", "round__number", "move", "comment")
        for key, number, move, words in found:
            comments[f"edition:{key}", number, move] = words
    return comments


def _who(event: AuditEvent, people: Mapping[int, str]) -> str:
    if event.actor is None:
        return NOBODY if event.action == "account.sign_in_failed" else PORTAL
    return people.get(event.actor, "บัญชีที่ไม่มีแล้ว")


def _did(event: AuditEvent, data: Mapping[str, Any]) -> str:
    role = data.get("role", "")
    label = str(Role(role).label) if role in Role.values else ""
    differs = "ด้วยบัญชีที่ชื่อหรืออีเมลไม่ตรงกับที่เชิญ" if data.get("differs") else ""
    said = SENTENCES | OF_CODES if data.get("factor") == Authenticator.Type.RECOVERY_CODES else SENTENCES
    more = {"files": _files(data), "kept": _kept(data)}
    text = said.get(event.action, UNKNOWN).format(role=label, differs=differs, **more)
    if "submitted_by" in data:
        return f"{text}แทนผู้เสนอ"
    return f"{text}แทนผู้รับผิดชอบ" if data.get("on_behalf") else text


def _files(data: Mapping[str, Any]) -> str:
    """How many files of which years the portal told of, or deleted."""
    if not isinstance(data.get("years"), list):
        return ""
    return f" {data.get('count', 0)} ไฟล์ ปี {' '.join(map(str, data['years']))}"


def _kept(data: Mapping[str, Any]) -> str:
    """For how many years evidence is kept, or that no end is said."""
    return f" {data['years']} ปี" if isinstance(data.get("years"), int) else " โดยไม่มีกำหนด"


def _said_once(did: str, on: str) -> str:
    """What it was done to, without the word by which the sentence before it ends: ตรวจรับมาตรการ E8."""
    for end, word in _ENDS.items():
        if did.endswith(end):
            return on.removeprefix(word).lstrip()
    return on


_ENDS = {"มาตรการ": "มาตรการ", "ผลคะแนน": "ผลคะแนน", "ปีงบประมาณ": "ปี", "รายงาน": "รายงาน"}


def _on(event: AuditEvent, data: Mapping[str, Any], objects: Mapping[str, str], people: Mapping[int, str]) -> str:
    kind, _, key = event.subject.partition(":")
    if kind == "user" and key.isdecimal():
        named = people.get(int(key), "") if int(key) != event.actor else ""
    elif isinstance(data.get("user"), int):
        named = people.get(data["user"], "")
    else:
        named = objects.get(event.subject, "")
    return f"{named} รอบที่ {data['round']}" if named and isinstance(data.get("round"), int) else named
