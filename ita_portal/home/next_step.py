"""What to do next, as a home page says it: one thing, and never silence where the office is stuck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission, Role
from accounts.who_can import nobody, people_by_role, who_holds
from measures import worklists
from measures.models import Decision, Measure, Plan, State
from measures.services.years import copying
from notices.stopped import GOES_ON, SOON, stopped
from reports.compiling.completeness import MUST, Check
from reports.models import Edition, Publication, Signing
from reports.publication import late_scores
from reports.publication import public_state as public_standing
from reports.review.moves import standing

# What a round waits for; any approver may return it meanwhile, but it does not wait for each of them.
_AWAITED = frozenset({"endorse", "approve"})


@dataclass(frozen=True)
class Next:
    """What to do next, as the home page says it; `settled` where there is nothing to be done, not `able` where it is
    for others to do."""

    title: str
    detail: str
    url: str
    act: str
    settled: bool = False
    able: bool = True
    then: str = ""  # the template of what comes after it, where the year itself goes on

    @property
    def kind(self) -> str:
        """The kind of the notice that says it."""
        if self.settled:
            return "ok"
        return "" if self.able else "wait"

    @property
    def icon(self) -> str:
        """The icon of something to do; the kinds' own where there is nothing, or nothing that one can do."""
        return "inbox" if self.able and not self.settled else ""


def next_of(
    user: User,
    plan: Plan,
    edition: Edition,
    measures: Sequence[Measure],
    last: Mapping[int, Decision],
    checks: Sequence[Check],
    others: Sequence[Edition] = (),
) -> Next:
    """One thing: what waits for the person first, the report before measures, then what the report lacks.

    `others` are the latest editions of the year's other documents.
    """
    report = reverse("reports:compile", args=[plan.agency.slug, plan.year])
    judged = next((found for each in (edition, *others) if (found := to_judge(user, each))), None)
    if judged is not None:
        return judged
    waiting = [measure for measure in measures if measure.state == State.HANDED_IN]
    if waiting and user.can(Permission.MEASURE_CHECK, on=plan.agency):
        return _to_check(plan, waiting, last)
    stuck = unchecked(user, plan, measures)
    if stuck is not None:
        return stuck
    if not edition.is_open or plan.is_from_paper:
        return _decided(user, plan, edition, report)
    if user.can(Permission.REPORT_EDIT, on=plan.agency):
        return _to_compile(edition, report, checks) if measures else _to_begin(plan)
    taken = sum(measure.state == State.TAKEN for measure in measures)
    who = who_holds(Permission.REPORT_SUBMIT, plan.agency, asking=user)
    detail = f"ผู้จัดทำและเสนอรายงานคือ{who} ตรวจรับแล้ว {taken} จาก {len(measures)} มาตรการ"
    title = "ยังไม่มีรายงานที่รอท่าน" if user.can(Permission.REPORT_DECIDE, on=plan.agency) else "ยังไม่ได้เสนอรายงาน"
    return Next(title, detail, report, "ดูรายงานที่จัดทำถึงขณะนี้", settled=True)


def _to_begin(plan: Plan) -> Next:
    """The first measures of a year: copied from another where there is one; one query."""
    place, title = [plan.agency.slug, plan.year], f"ยังไม่มีมาตรการของปี {plan.year}"
    others = copying.sources(plan)
    if not others:
        return Next(title, "พิมพ์มาตรการแรกของปีนี้", reverse("measures:add", args=place), "ไปเพิ่มมาตรการ")
    year = others[0].year
    detail = f"คัดลอกมาตรการที่ทำต่อจากปี {year} ได้ โดยไม่ต้องพิมพ์ใหม่"
    return Next(title, detail, reverse("measures:copy", args=place), f"คัดลอกจากปี {year}")


def _to_compile(edition: Edition, report: str, checks: Sequence[Check]) -> Next:
    """What the report lacks; of a later edition also which it is, and what the public reads meanwhile: one query."""
    found = _lacking(edition, report, checks)
    if edition.number == 1:
        return found
    detail = f"{found.detail} {_of_the_public(edition)}".strip()
    return replace(found, title=f"ฉบับที่ {edition.number}: {found.title}", detail=detail)


def _lacking(edition: Edition, report: str, checks: Sequence[Check]) -> Next:
    must = next((line for line in checks if line.level == MUST), None)
    if must is not None:
        return Next(must.title, must.detail, must.url, must.act)
    if edition.state == Edition.State.RETURNED:
        return Next("รายงานถูกส่งกลับแก้ไข", "แก้ไขตามที่ขอ แล้วเสนอใหม่", report, "ไปหน้าจัดทำรายงาน")
    return Next("รายงานครบถ้วนแล้ว", "ตรวจตัวอย่างรายงาน แล้วเสนอให้พิจารณา", report, "ไปหน้าจัดทำรายงาน")


def _of_the_public(edition: Edition) -> str:
    shown = public_standing.last_of(edition)
    if shown is None:
        return ""
    number = shown.round.edition.number
    if shown.round.edition.is_published:
        return f"ประชาชนยังอ่านฉบับที่ {number} จนกว่าจะเผยแพร่ฉบับใหม่"
    return f"ฉบับที่ {number} เพิกถอนแล้ว ขณะนี้ไม่มีฉบับปัจจุบันให้ประชาชนอ่าน"


def _to_check(plan: Plan, waiting: Sequence[Measure], last: Mapping[int, Decision]) -> Next:
    title = f"มี {len(waiting)} มาตรการที่ส่งมาให้ตรวจ"
    detail = worklists.waiting_words(waiting, last)
    place = [plan.agency.slug, plan.year]
    if len(waiting) == 1:
        return Next(title, detail, reverse("measures:check", args=[*place, waiting[0].pk]), "ตรวจรายการที่ส่งมา")
    return Next(title, detail, reverse("measures:list", args=place) + "?state=waiting", "ตรวจรายการที่ส่งมา")


def of_task(plan: Plan, task: worklists.Task) -> Next:
    """The first of an officer's own measures, with the page where it goes on."""
    place = [plan.agency.slug, plan.year, task.measure.pk]
    title = f"{task.measure.shown_code} {task.measure.question}"
    if task.measure.state in (State.RETURNED, State.REOPENED):
        return Next(title, task.detail, reverse("measures:progress", args=place), "แก้ไขการดำเนินการ")
    if worklists.is_complete(task.measure):
        return Next(title, task.detail, reverse("measures:hand_in", args=place), "ตรวจทานและส่งตรวจ")
    return Next(title, task.detail, reverse("measures:action_new", args=place), "เพิ่มการดำเนินการ")


def to_judge(user: User, edition: Edition) -> Next | None:
    """The report, where it waits for the person to endorse or approve, whatever else they are."""
    if edition.state != Edition.State.SUBMITTED:
        return None
    now = standing(edition)
    if not _AWAITED.intersection(move.name for move in now.moves(user)):
        return None
    plan = edition.report.plan
    review = reverse("reports:review", args=[plan.agency.slug, plan.year, edition.kind])
    called = edition.called
    return Next(f"{called}รอการพิจารณาของท่าน", now.who_can_said_to(user), review, f"พิจารณา{called}")


def unchecked(user: User, plan: Plan, measures: Sequence[Measure]) -> Next | None:
    """Measures that were handed in where nobody is left to check them."""
    waiting = [measure for measure in measures if measure.state == State.HANDED_IN]
    if not waiting or people_by_role(plan.agency)[Role.COORDINATOR]:
        return None
    who = who_holds(Permission.MEASURE_CHECK, plan.agency, asking=user)
    place = reverse("measures:list", args=[plan.agency.slug, plan.year]) + "?state=waiting"
    title = f"มี {len(waiting)} มาตรการที่ส่งตรวจแล้ว แต่ไม่มีผู้ตรวจ"
    return _appointing(user, plan, Next(title, f"ผู้ตรวจคือ{who}", place, "ดูมาตรการที่ส่งตรวจ", able=False))


def _appointing(user: User, plan: Plan, found: Next) -> Next:
    """With the button to where roles are given, for who gives them."""
    if not user.can(Permission.SETTINGS_EDIT, on=plan.agency):
        return found
    return replace(found, url=reverse("accounts:users", args=[plan.agency.slug]), act="ไปหน้าผู้ใช้และบทบาท", able=True)


def _decided(user: User, plan: Plan, edition: Edition, report: str) -> Next:
    if plan.is_from_paper:
        detail = "มาตรการและรายงานเป็นไปตามเอกสาร แก้คำที่อ่านผิดได้ และคัดลอกมาตรการไปใช้ในปีอื่นได้"
        return Next(f"รายงานปี {plan.year} นำเข้าตามเอกสาร", detail, report, "ดูรายงาน", settled=True)
    if edition.state == Edition.State.APPROVED:
        return _to_sign(user, plan, edition, report)
    if edition.state == Edition.State.SIGNED:
        return _to_publish(user, plan, report)
    if edition.state == Edition.State.SUBMITTED:
        return _submitted(user, plan, edition)
    shown = public_standing.last_of(edition)
    if shown is not None and shown.round.edition == edition:
        return _shown_to_public(user, edition, shown)
    return Next(f"รายงาน{edition.get_state_display()}", "", report, "ดูรายงาน", settled=True)


def _shown_to_public(user: User, edition: Edition, shown: Publication) -> Next:
    """Published, and what its annex of scores lacks where these came later; or withdrawn."""
    then = "home/_goes_on.html" if edition.is_published else ""
    plan, title = edition.report.plan, f"รายงาน{edition.get_state_display()}"
    late = late_scores.of(shown) if user.can(Permission.REPORT_PUBLISH, on=plan.agency) else None
    if late is not None and late.has_annex:
        begin = reverse("reports:begin", args=[plan.agency.slug, plan.year])
        return Next(late.title, late.words, begin, "ออกฉบับใหม่", then=then)
    where = reverse("reports:public_report", args=[shown.round.code])
    return Next(title, late.both if late else "", where, "เปิดรายงานที่เผยแพร่", settled=True, then=then)


def _to_sign(user: User, plan: Plan, edition: Edition, report: str) -> Next:
    """Approved and not signed: under way, or stuck, with why and who can."""
    row = Signing.objects.filter(round__edition=edition).order_by("-round__number").first()
    state = Signing.State(row.state) if row else Signing.State.WAITING
    reason = row.reason if row else ""
    if state == Signing.State.UNFIT:
        who = who_holds(Permission.REPORT_SUBMIT, plan.agency, asking=user)
        detail = f"{reason} ผู้ที่เปิดให้เสนอใหม่ได้คือ{who}".strip()
        may = user.can(Permission.REPORT_SUBMIT, on=plan.agency)
        stuck = Next("รายงานที่อนุมัติแล้วลงนามไม่ได้", detail, report, "ไปเปิดให้เสนอใหม่" if may else "ดูรายงาน", able=may)
        return stuck if people_by_role(plan.agency)[Role.COORDINATOR] else _appointing(user, plan, stuck)
    if state == Signing.State.FAILED or reason:
        who = who_holds(Permission.REPORT_SIGN_AGAIN, plan.agency, asking=user)
        title = "ลงนามในรายงานไม่สำเร็จ" if state == Signing.State.FAILED else "รายงานอนุมัติแล้ว แต่ยังลงนามไม่ได้"
        may = user.can(Permission.REPORT_SIGN_AGAIN, on=plan.agency)
        act = "ไปสั่งลงนามอีกครั้ง" if may else "ดูรายงาน"
        return Next(title, f"{reason} ผู้ที่สั่งลงนามอีกครั้งได้คือ{who}".strip(), report, act, able=may)
    silent = stopped(plan.agency, user, SOON)
    if silent is not None:
        detail = f"งานเบื้องหลังไม่ทำงาน {GOES_ON} {silent.cure}"
        return Next("รายงานอนุมัติแล้ว แต่ยังไม่ได้ลงนาม", detail, report, "ดูรายงาน", able=False)
    return Next("รายงานอนุมัติแล้ว รอลงนาม", "ระบบจะลงนามให้เองภายในไม่กี่นาที", report, "ดูรายงาน", settled=True)


def _to_publish(user: User, plan: Plan, report: str) -> Next:
    if user.can(Permission.REPORT_PUBLISH, on=plan.agency):
        publish = reverse("reports:publish", args=[plan.agency.slug, plan.year])
        return Next("รายงานอนุมัติและลงนามแล้ว", "ตรวจข้อมูลส่วนบุคคล แล้วเผยแพร่ต่อประชาชน", publish, "เผยแพร่รายงาน")
    who = who_holds(Permission.REPORT_PUBLISH, plan.agency, asking=user)
    has_publisher = bool(people_by_role(plan.agency)[Role.COORDINATOR])
    found = Next("รายงานลงนามแล้ว รอเผยแพร่", f"ผู้เผยแพร่คือ{who}", report, "ดูรายงาน", settled=has_publisher, able=False)
    return found if has_publisher else _appointing(user, plan, found)


def _submitted(user: User, plan: Plan, edition: Edition) -> Next:
    review = reverse("reports:review", args=[plan.agency.slug, plan.year])
    now = standing(edition)
    if not now.is_stuck:
        return Next("เสนอรายงานแล้ว รอพิจารณา", now.who_can, review, "ดูรายงานที่เสนอ", settled=True)
    if user in now.recallers:
        recall = reverse("reports:recall", args=[plan.agency.slug, plan.year])
        return Next("รายงานที่เสนอไม่มีผู้อนุมัติแล้ว", now.who_can, recall, "เรียกคืนมาแก้ไข")
    if not now.recallers and user in now.people[Role.ADMINISTRATOR]:
        detail = f"ผู้ประสานงาน ITA เรียกรายงานคืนไปเลือกผู้อนุมัติคนใหม่ได้ {nobody(now.people, user)}"
        return _appointing(user, plan, Next("รายงานที่เสนอไม่มีผู้อนุมัติแล้ว", detail, review, "ดูรายงานที่เสนอ"))
    return Next("เสนอรายงานแล้ว รอพิจารณา", now.who_can, review, "ดูรายงานที่เสนอ")
