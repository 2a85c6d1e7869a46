"""Who in an agency can do something now, as a refusal names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts.models import Agency, Membership, User
from accounts.permissions import Permission, Role, roles_with

ByRole = Mapping[Role, tuple[User, ...]]
Members = Mapping[Role, tuple[Membership, ...]]
MOST = 5  # names in one sentence


def members_by_role(agency: Agency) -> Members:
    """The agency's memberships of active people under each role, by name; one query."""
    memberships = agency.memberships.filter(is_active=True, user__is_active=True)
    found: dict[Role, tuple[Membership, ...]] = dict.fromkeys(Role, ())
    for membership in memberships.select_related("user").order_by("user__name", "pk"):
        role = Role(membership.role)
        found[role] = (*found[role], membership)
    return found


def people_of(members: Members) -> ByRole:
    """The people of memberships, under the same roles."""
    return {role: tuple(each.user for each in found) for role, found in members.items()}


def people_by_role(agency: Agency) -> ByRole:
    """The agency's active people under each of their roles, by name; one query."""
    return people_of(members_by_role(agency))


def who_holds(permission: Permission, agency: Agency, *, asking: User | None = None) -> str:
    """`ผู้อนุมัติ (names)`: the roles that hold a permission with their people; with nobody there, who appoints one.

    `asking` is who reads it, who is not told to ask themselves.
    """
    people = people_by_role(agency)
    roles = roles_with(permission)
    able = list(dict.fromkeys(user for role in roles for user in people[role]))
    return f"{' หรือ '.join(str(role.label) for role in roles)} ({named(able) or nobody(people, asking)})"


def named(people: Sequence[User]) -> str:
    """Joins names for a sentence, `นายมานะ หรือ นายสมศักดิ์`; nothing for nobody."""
    more = f" และอีก {len(people) - MOST} คน" if len(people) > MOST else ""
    return " หรือ ".join(str(person) for person in people[:MOST]) + more


def nobody(people: Mapping[Role, Sequence[User]], asking: User | None = None) -> str:
    """What to do where nobody holds the role; `asking` as above."""
    if asking is not None and asking in people[Role.ADMINISTRATOR]:
        return "ขณะนี้ยังไม่มี ท่านกำหนดได้ในหน้าผู้ใช้และบทบาท"
    return f"ขณะนี้ยังไม่มี โปรดขอให้{administrators(people)} กำหนด"


def administrators(people: Mapping[Role, Sequence[User]]) -> str:
    """Names those who appoint others; their role where there is nobody."""
    able = named(people[Role.ADMINISTRATOR])
    return f"ผู้ดูแลระบบหน่วยงาน ({able})" if able else "ผู้ดูแลระบบหน่วยงาน"
