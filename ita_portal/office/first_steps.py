"""What an office does before its first report: five steps, each derived from what is stored, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from accounts.models import Agency, Invitation, User
from accounts.permissions import Permission, Role
from accounts.who_can import people_by_role, who_holds
from measures.models import Measure, Plan
from measures.services.years import copying
from pades.keys import agency_keys
from reports.compiling.agency_paper import signs_for_trial
from thai.dates import format_date
from workflow.badge import Status

DONE = Status("ok", "check-circle-fill", "เสร็จแล้ว")
NEXT = Status("now", "arrow-right-circle-fill", "ทำขั้นนี้ต่อ")
TODO = Status("idle", "circle", "ยังไม่เริ่ม")


@dataclass(frozen=True)
class FirstStep:
    """`url` is empty where it is for others to do, or another step comes before it: then `detail` says so."""

    number: int
    title: str
    detail: str
    url: str
    is_done: bool
    status: Status = TODO


def steps_of(agency: Agency, user: User) -> list[FirstStep]:
    """The five steps as the person sees them; the first of those that they can do and is not done is the next."""
    plan = Plan.objects.filter(agency=agency).order_by("-year").first()
    found = [_agency(agency), _people(agency), _year(agency, plan), _measures(agency, plan), _certificate(agency)]
    steps = [_for(user, agency, permission, step) for permission, step in found]
    first = next((step for step in steps if step.url and not step.is_done), None)
    return [replace(step, status=DONE if step.is_done else NEXT if step is first else TODO) for step in steps]


def next_of(steps: Iterable[FirstStep]) -> FirstStep | None:
    """The step that is marked as the next, if there is one."""
    return next((step for step in steps if step.status is NEXT), None)


def after(number: int, agency: Agency, user: User) -> FirstStep | None:
    """The step that comes after this one while the office is at its beginning; nothing once there is a measure."""
    if Measure.objects.filter(plan__agency=agency).exists():
        return None
    return next(
        (step for step in steps_of(agency, user) if step.number > number and step.url and not step.is_done), None
    )


_Step = tuple[Permission, FirstStep]


def _for(user: User, agency: Agency, permission: Permission, step: FirstStep) -> FirstStep:
    """A step that the person may not take says who can."""
    if user.can(permission, on=agency):
        return step
    if step.is_done:
        return replace(step, url="")
    return replace(step, url="", detail=f"{step.detail} ผู้ทำขั้นนี้คือ{who_holds(permission, agency, asking=user)}")


def _agency(agency: Agency) -> _Step:
    facts = (("ตรา", agency.emblem), ("หัวกระดาษ", agency.letterhead), ("โทรศัพท์", agency.telephone))
    has = [name for name, there in facts if there]
    detail = f"{agency.name} {'มี' + ' '.join(has) + 'แล้ว' if has else 'เพิ่มตรา โทรศัพท์ และหัวกระดาษของรายงาน'}"
    url = reverse("accounts:agency", args=[agency.slug])
    return Permission.SETTINGS_EDIT, FirstStep(1, "ข้อมูลหน่วยงานและหัวกระดาษ", detail, url, bool(has))


def _people(agency: Agency) -> _Step:
    people = people_by_role(agency)
    waiting = Invitation.objects.waiting().filter(agency=agency).count()
    counted = [f"{role.label} {len(people[role])} คน" for role in (Role.OFFICER, Role.COORDINATOR, Role.APPROVER)]
    counted += [f"เชิญแล้วรอตอบรับ {waiting} คน"] if waiting else []
    counted.append(f"สำนัก/กอง {agency.units.count()} แห่ง")
    is_done = bool(people[Role.COORDINATOR] and people[Role.APPROVER])
    page = "accounts:users" if is_done or waiting else "accounts:invite"
    url = reverse(page, args=[agency.slug])
    return Permission.SETTINGS_EDIT, FirstStep(2, "ผู้ใช้และสำนัก/กอง", " ".join(counted), url, is_done)


def _year(agency: Agency, plan: Plan | None) -> _Step:
    if plan is None:
        url, detail = reverse("measures:begin", args=[agency.slug]), "เลือกปีที่จะทำมาตรการ และปีของผลคะแนนที่ใช้"
    else:
        url, detail = reverse("measures:deadlines", args=[agency.slug, plan.year]), " ".join(_said_of(plan))
    return Permission.PLAN_EDIT, FirstStep(3, "ปีงบประมาณและกำหนดการ", detail, url, plan is not None)


def _said_of(plan: Plan) -> Iterator[str]:
    yield f"ปี {plan.year} จากผลคะแนนปี {plan.assessed_year}"
    yield from (f"{words} {format_date(day, style='short')}" for words, day in plan.deadlines)


def _measures(agency: Agency, plan: Plan | None) -> _Step:
    title = f"มาตรการของปี {plan.year}" if plan else "มาตรการของปีแรก"
    if plan is None:
        return Permission.PLAN_EDIT, FirstStep(4, title, "ทำได้เมื่อเริ่มปีงบประมาณในขั้นที่ 3 แล้ว", "", False)
    count = Measure.objects.kept().filter(plan=plan).count()
    place = [agency.slug, plan.year]
    if not count and copying.sources(plan):
        detail = f"ปี {plan.year} ยังไม่มีมาตรการ คัดลอกจากปีอื่นหรือพิมพ์ใหม่ได้"
        return Permission.PLAN_EDIT, FirstStep(4, title, detail, reverse("measures:copy", args=place), False)
    if count:
        url, detail = reverse("measures:list", args=place), f"ปี {plan.year} มี {count} มาตรการ"
        return Permission.MEASURE_VIEW, FirstStep(4, title, detail, url, True)
    detail = f"พิมพ์สิ่งที่จะทำในปี {plan.year} หลายมาตรการในหน้าเดียว หรือเลือกจากรายการทีละข้อ"
    return Permission.MEASURE_EDIT, FirstStep(4, title, detail, reverse("measures:add_many", args=place), False)


def _certificate(agency: Agency) -> _Step:
    is_done = bool(agency_keys.sources(agency.slug)) and not signs_for_trial(agency)
    detail = "มีใบรับรองของหน่วยงานแล้ว" if is_done else "ใช้เมื่ออนุมัติรายงาน ใช้เวลาขอหลายวัน เริ่มขอไว้ก่อนได้"
    url = reverse("settings_certificate" if is_done else "settings_certificate_how", args=[agency.slug])
    return Permission.SETTINGS_EDIT, FirstStep(5, "ใบรับรองสำหรับลงนาม", detail, url, is_done)
