"""Help in short pages that anyone may read: one for each role, and which part of it belongs to the page at hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import public
from accounts.models import Agency
from accounts.permissions import Role
from ita_portal.frame.errors import administrators


@dataclass(frozen=True)
class Guide:
    """The help of one kind of reader: `name` in the address and of the template."""

    name: str
    title: str
    about: str


OFFICER = Guide("officer", "เจ้าหน้าที่", "บันทึกการดำเนินการและผลลัพธ์ แล้วส่งตรวจ")
COORDINATOR = Guide("coordinator", "ผู้ประสานงาน ITA", "เริ่มปี ตรวจรับมาตรการ จัดทำและเผยแพร่รายงาน")
APPROVER = Guide("approver", "ผู้อนุมัติ", "พิจารณารายงาน ส่งกลับ หรือลงนามอนุมัติ")
ADMINISTRATOR = Guide("administrator", "ผู้ดูแลระบบหน่วยงาน", "เริ่มใช้งาน ผู้ใช้ สำนัก/กอง และใบรับรองลงนาม")
OVERSEER = Guide("overseer", "ผู้กำกับดูแล", "ดูความก้าวหน้าของหลายหน่วยงาน")
PUBLIC = Guide("public", "ประชาชน", "อ่านรายงานที่เผยแพร่ และตรวจว่าเป็นฉบับจริง")
GUIDES = {each.name: each for each in (OFFICER, COORDINATOR, APPROVER, ADMINISTRATOR, OVERSEER, PUBLIC)}
OF_ROLE = {
    Role.OFFICER: OFFICER,
    Role.COORDINATOR: COORDINATOR,
    Role.APPROVER: APPROVER,
    Role.ADMINISTRATOR: ADMINISTRATOR,
}


@public
def using(request: HttpRequest) -> HttpResponse:
    """The list of guides, those of the reader's own roles first."""
    own: list[Guide] = []
    if request.user.is_authenticated:
        roles = {membership.role for membership in request.user.active_memberships}
        own = [OF_ROLE[role] for role in OF_ROLE if role in roles]
    return render(request, "help/using.html", {"own": own, "others": [g for g in GUIDES.values() if g not in own]})


@public
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """The help of one kind of reader."""
    if name not in GUIDES:
        raise Http404
    return render(request, f"help/{name}.html", {"guide": GUIDES[name]})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "help/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "help/privacy.html")


@public
def contact(request: HttpRequest) -> HttpResponse:
    """A signed-in person sees their own agencies' administrators; others learn where to ask."""
    mine: dict[Agency, None] = {}
    if request.user.is_authenticated:
        mine = dict.fromkeys(membership.agency for membership in request.user.active_memberships)
    agencies = [(agency, administrators(agency)) for agency in mine]
    return render(request, "help/contact.html", {"agencies": agencies})
