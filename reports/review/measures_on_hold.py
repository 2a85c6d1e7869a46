"""While its report is with the approver or approved, a plan's measures stay as they were reported."""

from __future__ import annotations

from accounts.who_can import named
from audit.chain import in_a_transaction
from measures.models import Plan
from reports.compiling import edition as editions
from reports.models import Edition
from reports.review.moves import TRANSITIONS, standing


def edition_of(plan: Plan) -> Edition:
    """The latest edition of the plan's report: for a page of the same object read once, in a transaction each time."""
    if in_a_transaction():
        return editions.latest(plan)
    known: Edition | None = plan.__dict__.get("_edition_of_page")
    if known is None:
        known = plan.__dict__["_edition_of_page"] = editions.latest(plan)
    return known


def why_held(plan: Plan) -> str:
    """Why no taken measure is reopened now, in Thai with what comes first; nothing while the report is open.

    A measure reopened then would wait for a round that nobody can submit.
    """
    edition = edition_of(plan)
    if edition.is_open:
        return ""
    if edition.state in TRANSITIONS["set_aside"].sources:
        return f"รายงานของปี {plan.year} อนุมัติแล้ว หากต้องแก้ไขมาตรการ ให้ผู้ประสานงาน ITA ยกเลิกรอบนี้ก่อนเผยแพร่"
    if edition.state != Edition.State.SUBMITTED:
        return f"รายงานของปี {plan.year} อนุมัติแล้ว มาตรการจึงคงไว้ตามที่อนุมัติ หากต้องแก้ไขภายหลังต้องออกรายงานฉบับใหม่แทน"
    where = standing(edition)
    state = f"รายงานของปี {plan.year} อยู่ระหว่างพิจารณา"
    if not where.recallers:
        return f"{state} จึงต้องรอผลการพิจารณาก่อน {where.who_can}"
    wait = "" if where.is_stuck else " หรือรอให้ส่งกลับแก้ไข"
    return f"{state} หากต้องแก้ไขมาตรการ ให้ {named(where.recallers)} เรียกรายงานคืนก่อน{wait}"
