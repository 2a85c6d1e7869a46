"""Checks of what the portal signs with: `manage.py check --deploy` fails for keys that no office should sign by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils import timezone

from pades.errors import NoKey
from pades.keys import agency_keys, certificates, demo_authority, key_files
from pades.signing.level import Level


@register(Tags.security)
def level(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """Returns an error for a level that doesn't exist."""
    if settings.SIGNING_LEVEL in list(Level):
        return []
    known = ", ".join(Level)
    return [Error(f"SIGNING_LEVEL is {settings.SIGNING_LEVEL!r}, not one of {known}.", id="reports.E001")]


@register(Tags.security, deploy=True)
def signing_keys(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's
    """Demonstration keys, weak and expired ones, keys in the wrong place."""
    return [*_demonstration(), *_places(), *_stampers(), *_secrets(), *_files(), *_beside()]


def _demonstration() -> Iterator[CheckMessage]:
    if settings.SIGNING_DEMO:
        hint = "Set SIGNING_DEMO=false and give each agency a certificate of its own: see docs/install.md."
        yield Error("Agencies without a certificate sign by a demonstration's.", hint=hint, id="reports.E002")
    if demo_authority.exists():
        hint = f"Remove {demo_authority.folder()} unless signatures of a demonstration must still be recognised here."
        yield Error("The demonstration's certification authority is trusted.", hint=hint, id="reports.E003")


def _places() -> Iterator[CheckMessage]:
    place = Path(settings.SIGNING_DIR).resolve()
    for name, other in (("DATA_DIR", settings.DATA_DIR), ("STATIC_ROOT", settings.STATIC_ROOT)):
        if place.is_relative_to(Path(other).resolve()):
            yield Error(f"SIGNING_DIR lies in {name}, which is copied or served.", id="reports.E004")
    if place.is_dir() and place.stat().st_mode & 0o077:
        yield Error("SIGNING_DIR is open to other users: chmod 700.", id="reports.E005")


def _stampers() -> Iterator[CheckMessage]:
    has_keys = bool(settings.PKCS11_MODULE) or bool(list(Path(settings.SIGNING_DIR).glob("*/signing.p12")))
    if has_keys and not settings.TSA_URL and settings.SIGNING_LEVEL != Level.B_B:
        yield Error(f"Level {settings.SIGNING_LEVEL} needs a time stamper: set TSA_URL.", id="reports.E006")
    if settings.PKCS11_MODULE and not Path(settings.PKCS11_MODULE).is_file():
        yield Error("PKCS11_MODULE names no file.", id="reports.E007")


def _secrets() -> Iterator[CheckMessage]:
    """Settings that name the files of secrets; those of one file for all agencies can be read here, too."""
    try:
        key_files.filled_in("PKCS11_TOKEN", "agency")
    except NoKey as error:
        yield Error(str(error), id="reports.E012")
    for name in ("SIGNING_PASSPHRASE_FILE", "PKCS11_PIN_FILE"):
        try:
            if key_files.filled_in(name, "agency") == key_files.filled_in(name, "another"):
                key_files.secret(name, "agency")
        except NoKey as error:
            yield Error(str(error), id="reports.E012")


def _beside() -> Iterator[CheckMessage]:
    """What lies beside keys, an agency's own or trusted ones, and holds something else than it should."""
    place = Path(settings.SIGNING_DIR)
    for path in [*sorted(place.glob("*/chain.pem")), *sorted(place.glob("_trusted/*.pem"))]:
        try:
            key_files.certificates_in(path)
        except NoKey as error:
            yield Error(f"{path.parent.name}/{path.name}: {error}", id="reports.E013")
    for folder in sorted({path.parent for path in place.glob("*/*.crl")}):
        try:
            key_files.lists_in(folder)
        except NoKey as error:
            yield Error(f"{folder.name}: {error}", id="reports.E013")


def _files() -> Iterator[CheckMessage]:
    now = timezone.now()
    for path in sorted(Path(settings.SIGNING_DIR).glob("*/signing.p12")):
        agency = path.parent.name
        try:
            key = agency_keys.key_of(agency, now=now, source=agency_keys.Source.PKCS12)
        except NoKey as error:
            yield Error(f"The key of {agency} cannot be used: {error}", id="reports.E008")
            continue
        facts = certificates.facts(key.certificate)
        weak = certificates.weaknesses(key.certificate)
        if weak:
            yield Error(f"The key of {agency} is too weak: {' '.join(weak)}", id="reports.E009")
        if facts.demo:
            yield Error(f"The key of {agency} is a demonstration's.", id="reports.E010")
        if facts.is_over(now):
            yield Error(f"The certificate of {agency} expired on {facts.ends:%Y-%m-%d}.", id="reports.E011")
        elif facts.ends_soon(now):
            yield Warning(f"The certificate of {agency} expires on {facts.ends:%Y-%m-%d}.", id="reports.W001")
