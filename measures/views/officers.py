"""Who answers for a measure, in order; several in one go."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

import clock
from accounts.models import Agency, User
from accounts.permissions import Permission, Role
from accounts.who_can import people_by_role, who_holds
from editing import drafts
from editing.conflict import attempt, given_up, respond
from editing.versions import Version, read
from editing.who_saved import Trail
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms import lists
from measures.forms.officers import DUTY_FIELDS, DutyList, DutyRows, Offered, seen, version_of
from measures.forms.progress import BaseRows
from measures.models import Measure, Officer, Plan
from measures.services import officers
from measures.services.permission import Locked, require_progress
from measures.views.conflict import KEPT
from measures.views.locked import redirect_locked


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def edit(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """The responsible officers of a measure."""
    measure = measure_of(plan, pk, "duties")
    require_progress(request.user, measure)
    if request.method == "GET" and not measure.is_editable:
        return redirect_locked(request, measure)
    asked, typed = lists.command(request.POST, ["duties"]), drafts.asked(request)
    if request.method == "POST" and not asked:
        return _save(request, measure)
    current = officers.current(measure)
    rows: list[dict[str, object]] = [{"officer": pk} for pk in current]
    rows.append({})
    base, at = version_of(current).sign(), None
    if asked or typed is not None:
        data = request.POST if typed is None else typed
        rows, at = lists.rearranged(lists.raw_rows(data, "duties", DUTY_FIELDS), asked)
        base = data.get("base", "")
    offered = Offered(plan.agency, [*current, *seen(read(base).digest)])
    form = DutyRows(initial=rows, prefix="duties", form_kwargs={"offered": offered})
    lists.put_cursor(form.forms, at, "officer", asked)
    return _draw(request, measure, form, base)


def _save(request: PlanRequest, measure: Measure) -> HttpResponse:
    standing, may_empty = officers.current(measure), officers.may_leave_nobody(request.user, measure)
    bind = partial(DutyList, agency=measure.plan.agency, standing=standing, may_empty=may_empty)
    _keep_unchosen(request, measure, bind(request.POST))
    locked: list[str] = []

    def write(form: DutyList, base: str) -> bool:
        now = clock.now()
        try:
            officers.assign(measure=measure, officers=form.wanted(), seen=seen(base), by=request.user, now=now)
        except Locked as refused:
            locked.append(refused.reason)
        return not locked

    tried = attempt(request.POST, bind=bind, write=write, version=_version)
    trail = Trail([f"measure:{measure.pk}"])
    if tried.clashes:
        return respond(request, tried, trail, about=f"ผู้รับผิดชอบ{measure.caption}", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        status = 409 if locked else tried.status
        return _draw(request, measure, tried.form.formset, tried.form.base, status, "".join(locked))
    messages.success(request, f"บันทึกผู้รับผิดชอบ{measure.item} แล้ว")
    _say_without_account(request, measure)
    return redirect("measures:measure", measure.plan.agency.slug, measure.plan.year, measure.pk)


def asking_for_accounts(by: User, agency: Agency) -> dict[str, str]:
    """For a page on which officers are named: who invites people, and the letter that asks them, or the way oneself."""
    if by.can(Permission.SETTINGS_EDIT, on=agency):
        return {"invite_url": reverse("accounts:invite", args=[agency.slug])}
    to = [user.email for user in people_by_role(agency)[Role.ADMINISTRATOR] if user.email]
    words = {
        "subject": f"ขอให้เชิญผู้ใช้เข้าระบบรายงาน ITA ของ{agency.short_name}",
        "body": f"โปรดเชิญผู้รับผิดชอบมาตรการต่อไปนี้ให้เข้าใช้ระบบ ที่หน้า ตั้งค่าหน่วยงาน > ผู้ใช้และบทบาท\n\nชื่อ:\nตำแหน่ง:\nอีเมล:\n\n{by}",
    }
    letter = f"mailto:{','.join(to)}?{urlencode(words, quote_via=quote)}" if to else ""
    return {"inviters": who_holds(Permission.SETTINGS_EDIT, agency, asking=by), "invite_letter": letter}


def _say_without_account(request: PlanRequest, measure: Measure) -> None:
    """Who on the measure cannot sign in, and whom to ask for an account."""
    names = [duty.officer.name for duty in measure.duties.select_related("officer").filter(officer__user=None)]
    if names:
        who = who_holds(Permission.SETTINGS_EDIT, measure.plan.agency, asking=request.user)
        messages.info(request, f"{' '.join(names)} ยังไม่มีบัญชีเข้าใช้ จึงไม่ได้รับการแจ้งเตือน ผู้ที่เชิญให้เข้าใช้ได้คือ{who}")


def _version(theirs: list[Officer]) -> Version:
    return version_of([officer.pk for officer in theirs])


def _keep_unchosen(request: PlanRequest, measure: Measure, form: DutyList) -> None:
    """Whom the person gave up in a choice, before anything else happens to them."""
    for part, value in given_up(request.POST, form).items():
        lines = form.shown(part, value)
        officers.keep_unchosen(measure=measure, lines=lines, by=request.user, now=clock.now())


def _draw(
    request: PlanRequest, measure: Measure, rows: BaseRows, base: str, status: int = 200, locked: str = ""
) -> HttpResponse:
    context = {
        "measure": measure,
        "duties": rows,
        "base": base,
        "locked": locked,
        **asking_for_accounts(request.user, measure.plan.agency),
        "forms": [rows] if status == 422 else [],
    }
    return render(request, "measures/officers/form.html", context, status=status)
