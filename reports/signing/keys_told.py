"""What machines without keys know of them: the machine that signs tells it, over the database, each minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from accounts.changed import sha256_of
from accounts.models import KeyTold
from pades.errors import Hidden, NoKey
from pades.keys import agency_keys, elsewhere
from pades.keys.agency_keys import Source
from pades.keys.elsewhere import KeyFacts, Told

LATE = timedelta(minutes=15)  # since the signing machine last looked: then nobody signs
_INSTALLATION = ""


def tell(now: datetime) -> int:
    """Writes down what changed in SIGNING_DIR since the last time, and that somebody looked; returns how many changed.

    To be called where the keys are. No key is opened that didn't change; none is written down.
    """
    known = dict(KeyTold.objects.values_list("slug", "state"))
    folders = {each.name: each for each in _folders()}
    changed = [name for name, folder in folders.items() if known.get(name) != _state(folder)]
    for name in changed:
        KeyTold.objects.update_or_create(slug=name, defaults=_of_folder(name, folders[name], now))
    gone = KeyTold.objects.exclude(slug=_INSTALLATION).exclude(slug__in=folders)
    installation = _of_installation(now)
    if changed or gone.exists() or known.get(_INSTALLATION) != installation["state"]:
        installation["lying"] = elsewhere.as_pem(list(agency_keys.roots()))
    gone.delete()
    KeyTold.objects.update_or_create(slug=_INSTALLATION, defaults=installation)
    return len(changed)


def is_late(now: datetime, late: timedelta = LATE) -> bool:
    """Whether the machine that signs gave no sign for so long; False where keys lie on this one."""
    if not settings.SIGNING_ELSEWHERE:
        return False
    return not KeyTold.objects.filter(slug=_INSTALLATION, at__gt=now - late).exists()


def register() -> None:
    """Has machines without keys ask the database."""
    elsewhere.told_by(Told(_of, _roots))


def _folders() -> list[Path]:
    place = Path(settings.SIGNING_DIR)
    return sorted(each for each in place.glob("*") if each.is_dir() and not each.name.startswith("_"))


def _state(folder: Path) -> str:
    """Names what lies in a folder without reading it: another name where a file came, went or was written anew."""
    files = sorted(each for each in folder.glob("*") if each.is_file())
    found = [(each.name, each.stat().st_mtime_ns, each.stat().st_size) for each in files]
    told = [settings.PKCS11_MODULE, settings.PKCS11_TOKEN, settings.SIGNING_DEMO, settings.SIGNING_PASSPHRASE_FILE]
    return sha256_of([found, told])


def _of_folder(slug: str, folder: Path, now: datetime) -> dict[str, object]:
    sources = agency_keys.sources(slug)
    certificates, problems = {}, {}
    for source in sources:
        if source is Source.DEMO and not (folder / "demo.pem").is_file():
            continue  # made when it first signs
        try:
            certificates[str(source)] = elsewhere.as_pem([agency_keys.shown(slug, now=now, source=source).certificate])
        except Hidden:
            continue
        except NoKey as error:
            problems[str(source)] = str(error)
    return {
        "sources": [str(each) for each in sources],
        "certificates": certificates,
        "problems": problems,
        "lying": elsewhere.as_pem(agency_keys.lying(slug)),
        "state": _state(folder),
        "at": now,
    }


def _of_installation(now: datetime) -> dict[str, object]:
    """The places that every agency has, with or without a folder."""
    place = Path(settings.SIGNING_DIR)
    sources = [str(each) for each in agency_keys.sources(_INSTALLATION) if each is not Source.PKCS12]
    states = [_state(place / name) for name in ("_trusted", "_demo")]
    return {"sources": sources, "state": sha256_of([sources, states]), "at": now}


def _of(slug: str) -> KeyFacts:
    rows = {row.slug: row for row in KeyTold.objects.filter(slug__in=[slug, _INSTALLATION])}
    found, everywhere = rows.get(slug), rows.get(_INSTALLATION)
    places = [*(found.sources if found else []), *(everywhere.sources if everywhere else [])]
    if found is None:
        return KeyFacts(tuple(places))
    return KeyFacts(tuple(dict.fromkeys(places)), found.certificates, found.problems, found.lying)


def _roots() -> str:
    return KeyTold.objects.filter(slug=_INSTALLATION).values_list("lying", flat=True).first() or ""
