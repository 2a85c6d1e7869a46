"""When a home offers the next year, and what stands where there is no year at all."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import SignedInRequest
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.who_can import who_holds
from measures.models import Plan
from reports.models import Edition
from thai.fiscal import fiscal_year


def year_over(plan: Plan, edition: Edition, today: date) -> str:
    """Why the next year may begin, in Thai: the report is out, or the fiscal year has ended; nothing before that."""
    if edition.state == Edition.State.PUBLISHED:
        return f"เผยแพร่รายงานปี {plan.year} แล้ว"
    return f"ปีงบประมาณ {plan.year} สิ้นสุดแล้ว" if fiscal_year(today) > plan.year else ""


def no_year(request: SignedInRequest) -> HttpResponse:
    """Nothing to show: on to the first steps for who may take them; else who can, or that one has no agency."""
    user = request.user
    agencies: list[Agency] = list(dict.fromkeys(row.agency for row in user.active_memberships))
    able = next((agency for agency in agencies if user.can(Permission.PLAN_EDIT, on=agency)), None)
    if able is not None:
        return redirect("start", able.slug)
    lacking = [(agency, who_holds(Permission.PLAN_EDIT, agency, asking=user)) for agency in agencies]
    return render(request, "home/nothing.html", {"agencies": lacking})
