"""What an agency says of itself, and how its reports look."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.changed import compare
from accounts.models import Agency, User
from accounts.services.agency_lock import lock
from accounts.websites import site_of
from audit import chain


@dataclass(frozen=True)
class AgencyFacts:
    """What the agency's page can change.

    Province and department decide who oversees it and are the keeper's; one made by an import says its province here.
    """

    name: str
    short_name: str
    province: str
    telephone: str
    website: str
    letterhead: str
    digits: str
    orientation: str
    mfa_optional: bool


def facts_of(agency: Agency) -> AgencyFacts:
    """Returns the stored facts that the agency's page can change."""
    return AgencyFacts(
        agency.name,
        agency.short_name,
        agency.province,
        agency.telephone,
        agency.website,
        agency.letterhead,
        agency.digits,
        agency.orientation,
        agency.mfa_optional,
    )


@transaction.atomic
def set_emblem(*, agency: Agency, digest: str, by: User) -> None:
    """Names the stored PNG that is the agency's emblem, or none. Raises Refused."""
    stored = lock(agency, by)
    if stored.emblem == digest:
        return
    stored.emblem = digest
    stored.save(update_fields=["emblem"])
    subject = f"agency:{agency.pk}"
    if digest:
        chain.record("agency.emblem_set", actor=by.pk, agency=agency.pk, subject=subject)
    else:
        chain.record("agency.emblem_removed", actor=by.pk, agency=agency.pk, subject=subject)


@transaction.atomic
def save(*, agency: Agency, facts: AgencyFacts, base: str, by: User) -> None:
    """Writes what changed, and records which fields did.

    Raises Refused, Changed where another saved since `base`, ValidationError for a name that another agency has and for
    another province than the one that is stored.
    """
    stored = lock(agency, by)
    before = facts_of(stored)
    compare(before, base)
    if before.province and facts.province != before.province:
        raise ValidationError("จังหวัดเปลี่ยนได้โดยผู้ดูแลการติดตั้งระบบ")
    changed = [name for name, value in asdict(facts).items() if value != getattr(before, name)]
    if not changed:
        return
    for name in changed:
        setattr(stored, name, getattr(facts, name))
    stored.site = site_of(stored.website)
    stored.full_clean()
    stored.save(update_fields=[*changed, "site"])
    subject = f"agency:{agency.pk}"
    chain.record("agency.changed", actor=by.pk, agency=agency.pk, subject=subject, data={"fields": changed})
    if "mfa_optional" in changed:
        data = {"optional": facts.mfa_optional}
        chain.record("agency.second_factor_rule", actor=by.pk, agency=agency.pk, subject=subject, data=data)
