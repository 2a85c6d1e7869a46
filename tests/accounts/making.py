"""Agencies, people and plans for tests: each function makes one thing, and says what matters about it by keyword."""

from functools import cache

from django.conf import settings

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from measures.models import Plan

PASSWORD = "ทุ่งนาเขียวขจี-2566"


def an_agency(slug: str = "thung-sai-than", *, short_name: str = "อบต.ทุ่งสายธาร") -> Agency:
    return Agency.objects.create(
        slug=slug,
        code=slug.replace("-", "").upper()[:12],
        name=f"{short_name} ({slug})",
        short_name=short_name,
        province="ตัวอย่าง",
        telephone="0 0000 0000",
    )


def a_person(username: str = "kanda", *, name: str = "นางสาวกานดา ใจงาม", email: str = "", telephone: str = "") -> User:
    hashed = _hashed(settings.PASSWORD_HASHERS[0])
    return User.objects.create(username=username, name=name, email=email, telephone=telephone, password=hashed)


@cache
def _hashed(hasher: str) -> str:
    """The password as this hasher keeps it, made once: the portal's own takes a seventh of a second."""
    user = User()
    user.set_password(PASSWORD)
    return user.password


def a_member(user: User, agency: Agency, role: Role = Role.OFFICER, *, post: str = "") -> Membership:
    return Membership.objects.create(user=user, agency=agency, role=role, post=post)


def a_plan(agency: Agency, year: int = 2566) -> Plan:
    return Plan.objects.create(agency=agency, year=year, assessed_year=year - 1)
