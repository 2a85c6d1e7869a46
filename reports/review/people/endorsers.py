"""An agency's endorsers: who passes a report before the approver, in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require
from accounts.changed import Changed
from accounts.models import Agency, Membership, User
from accounts.permissions import Permission
from accounts.persons import same_person
from audit import chain
from reports.models import Endorser


def endorsers_of(agency: Agency) -> list[Membership]:
    """The agency's endorsers in order."""
    rows = Endorser.objects.filter(agency=agency).select_related("membership__user").order_by("position")
    return [row.membership for row in rows]


@transaction.atomic
def set_endorsers(
    *, agency: Agency, memberships: Sequence[Membership], by: User, seen: Sequence[int] | None = None
) -> None:
    """Puts the agency's endorsers in this order, from the next submission on; none means straight to the approver.

    Raises Refused without the right, Changed where they are no longer those (by key) that were `seen`, ValidationError
    for another agency's or inactive memberships and for a person who would stand twice.
    """
    require(by, Permission.SETTINGS_EDIT, on=agency)
    if any(each.agency_id != agency.pk or not each.is_active for each in memberships):
        raise ValidationError("เลือกได้เฉพาะผู้ที่ยังมีบทบาทในหน่วยงานนี้")
    if any(same_person(one.user, other.user) for one, other in combinations(memberships, 2)):
        raise ValidationError("ผู้เห็นชอบแต่ละคนอยู่ในลำดับได้ครั้งเดียว บัญชีที่ใช้อีเมลเดียวกันถือเป็นคนเดียวกัน")
    Agency.objects.select_for_update().get(pk=agency.pk)
    stored = endorsers_of(agency)
    if seen is not None and [row.pk for row in stored] != list(seen):
        raise Changed(stored)
    Endorser.objects.filter(agency=agency).delete()
    Endorser.objects.bulk_create(
        Endorser(agency=agency, position=number, membership=each) for number, each in enumerate(memberships, start=1)
    )
    keys = [each.pk for each in memberships]
    chain.record(
        "endorsers.set", actor=by.pk, agency=agency.pk, subject=f"agency:{agency.pk}", data={"memberships": keys}
    )
