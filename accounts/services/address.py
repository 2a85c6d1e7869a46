"""Whose a mail address is already: one person has one account, which an invitation to their address leads to."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import Agency, Invitation, User
from accounts.models.user import plain_address

_OTHER = "หากเป็นคนละคน ให้ใช้อีเมลของผู้นั้นเอง หรือเว้นอีเมลว่างไว้"


def require_uninvited(agency: Agency, address: str) -> None:
    """Raises ValidationError of `email`, with what to do, for an address that is invited or a member's already.

    Whether it is an account's elsewhere is nobody's business here: that is found out by who holds the link. Wants the
    agency's lock, so that of two invitations at once the second sees the first.
    """
    if not address:
        return
    reason = _of_member(agency, address) or _of_invitation(agency, address)
    if reason:
        raise ValidationError({"email": reason})


def _of_member(agency: Agency, address: str) -> str:
    rows = agency.memberships.filter(user__email=address).select_related("user")
    row = rows.order_by("-user__is_active", "-is_active", "pk").first()
    if row is None:
        return ""
    whose = f"อีเมลนี้เป็นของ {row.user} (ชื่อผู้ใช้ {row.user.username})"
    if row.is_active and row.user.is_active:
        return f"{whose} ซึ่งเป็นผู้ใช้ของหน่วยงานแล้ว หากต้องการเพิ่มบทบาท ให้เปิดชื่อนี้ในหน้าผู้ใช้และบทบาท {_OTHER}"
    return f"{whose} ซึ่งปิดการใช้งานอยู่ ให้เปิดใช้งานอีกครั้งในหน้าผู้ใช้และบทบาท {_OTHER}"


def _of_invitation(agency: Agency, address: str) -> str:
    invitation = Invitation.objects.waiting().filter(agency=agency, email__iexact=address).first()
    if invitation is None:
        return ""
    return (
        f"มีคำเชิญถึงอีเมลนี้ที่ยังรอตอบรับ คือของ {invitation.name} หากลิงก์หายหรือหมดอายุ ให้แสดงลิงก์ใหม่ในหน้าผู้ใช้และบทบาท "
        f"หากต้องการเชิญด้วยบทบาทอื่น ให้ยกเลิกคำเชิญเดิมก่อน {_OTHER}"
    )


def account_invited(invitation: Invitation, *, but: User | None = None) -> User | None:
    """The account (other than `but`) with which the invitation is to be taken up; None where it makes a new one.

    A closed account counts in its own agency alone, whose administrator can open it again.
    """
    address = plain_address(invitation.email)
    if not address:
        return None
    usable = Q(is_active=True) | Q(memberships__agency=invitation.agency)
    users = User.objects.filter(usable, email=address)
    if but is not None:
        users = users.exclude(pk=but.pk)
    return users.order_by("-is_active", "pk").first()
