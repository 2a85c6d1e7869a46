"""With which key and at which level an agency signs: chosen and tried by its administrator, shown to others."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from pades.errors import Unsigned
from pades.keys import agency_keys
from pades.keys.agency_keys import Key, Shown, Source
from pades.signing.level import Level
from reports.models import SigningKey


def key_of(agency: Agency, *, now: datetime) -> Key:
    """The key that the agency chose, else the safest at hand. Raises NoKey and Locked."""
    return agency_keys.key_of(agency.slug, now=now, source=_chosen(agency))


def shown(agency: Agency, *, now: datetime) -> Shown:
    """What a page may show of that key, without a PIN. Raises NoKey and its kinds."""
    return agency_keys.shown(agency.slug, now=now, source=_chosen(agency))


def level_wanted() -> Level:
    """The level that all signatures of this installation have. Raises Unsigned for a setting that is none."""
    try:
        return Level(settings.SIGNING_LEVEL)
    except ValueError as error:
        raise Unsigned("ค่า SIGNING_LEVEL ไม่ถูกต้อง ใช้ได้เฉพาะ B-B, B-T, B-LT และ B-LTA โปรดแจ้งผู้ดูแลเครื่องแม่ข่าย") from error


@transaction.atomic
def choose_key(*, agency: Agency, source: Source, by: User) -> None:
    """Which of the keys at hand the agency signs with from now on. Raises Refused."""
    require(by, Permission.SETTINGS_EDIT, on=agency)
    SigningKey.objects.update_or_create(agency=agency, defaults={"source": source})
    chain.record(
        "certificate.chosen", actor=by.pk, agency=agency.pk, subject=f"agency:{agency.pk}", data={"source": str(source)}
    )


def try_key(*, agency: Agency, by: User, now: datetime) -> Level:
    """Signs an empty page as a report would be signed, and returns the level. Raises Refused and Unsigned's kinds."""
    require(by, Permission.SETTINGS_EDIT, on=agency)
    level = level_wanted()
    key = key_of(agency, now=now)
    from pades.signing import trial  # noqa: PLC0415 - loaded where somebody signs

    trial.try_out(key, level, agency=agency.name, now=now)
    tested: dict[str, JSON] = {"source": str(key.source)}
    with transaction.atomic():
        chain.record("certificate.tested", actor=by.pk, agency=agency.pk, subject=f"agency:{agency.pk}", data=tested)
    return level


def _chosen(agency: Agency) -> Source | None:
    row = SigningKey.objects.filter(agency=agency).first()
    return Source(row.source) if row else None
