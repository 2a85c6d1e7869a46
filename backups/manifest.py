"""What an archive says of itself: two files that ordinary tools read, manifest.json and SHA256SUMS.

The manifest carries the head of the event chain, so that `verify_audit --against manifest.json` takes it, too.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from audit.heads import CARRIED, Head
from backups.errors import NotDone
from files import writing

FORMAT = "ita-portal-backup-1"
NAME = "manifest.json"
SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True)
class Manifest:
    """`engine` is sqlite or postgresql; `migrations` are `app.name`; `let_go` are files whose time ran out while the
    archive was made, `damaged` those that the store had not whole.
    """

    made_at: str
    portal: str
    engine: str
    database: str
    migrations: tuple[str, ...]
    head: Head
    files: int
    size: int
    let_go: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def version() -> str:
    """The portal's own version; empty where the program lies without its pyproject.toml."""
    try:
        text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8")
        return str(tomllib.loads(text)["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return ""


def write(folder: Path, manifest: Manifest, sums: Mapping[str, str]) -> None:
    """Puts both files into an archive; `sums` are digests by path. Raises OSError."""
    facts = asdict(manifest) | {"format": FORMAT, CARRIED: manifest.head.facts()}
    del facts["head"]
    text = (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
    writing.replace(folder / NAME, text, mode=writing.PRIVATE)
    writing.replace(folder / SUMS, lines.encode(), mode=writing.PRIVATE)


def read(folder: Path) -> Manifest:
    """What an archive says of itself. Raises NotDone for anything that is none, or of a later format."""
    try:
        facts = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return _read(facts)
    except FileNotFoundError as error:
        raise NotDone(f"ไม่พบสำเนาสำรองที่ {folder} (ต้องเป็นโฟลเดอร์ที่มี {NAME})") from error
    except OSError as error:
        raise NotDone(f"เปิดสำเนาสำรองที่ {folder} ไม่ได้: {writing.reason(error)}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotDone(f"แฟ้ม {folder / NAME} ไม่ใช่ของสำเนาสำรองที่ระบบรุ่นนี้รู้จัก") from error


def _read(facts: dict[str, Any]) -> Manifest:
    if facts["format"] != FORMAT:
        raise ValueError("another format")
    head = facts[CARRIED]
    found = Manifest(
        made_at=str(facts["made_at"]),
        portal=str(facts["portal"]),
        engine=str(facts["engine"]),
        database=str(facts["database"]),
        migrations=tuple(map(str, facts["migrations"])),
        head=Head(int(head["seq"]), str(head["hash"])),
        files=int(facts["files"]),
        size=int(facts["size"]),
        let_go=tuple(map(str, facts["let_go"])),
        damaged=tuple(map(str, facts["damaged"])),
    )
    if Path(found.database).name != found.database or found.at.tzinfo is None:
        raise ValueError("no name of a file, or no time")
    return found


def sums(folder: Path) -> Iterator[tuple[str, str]]:
    """The path of each file and its digest. Raises NotDone where the list is broken or leads out of the archive."""
    try:
        with (folder / SUMS).open(encoding="utf-8") as file:
            for line in file:
                found = _LINE.fullmatch(line.rstrip("\n"))
                if found is None or found[2].startswith("/") or ".." in found[2].split("/"):
                    raise NotDone(f"แฟ้ม {folder / SUMS} อ่านไม่ได้ตั้งแต่บรรทัดที่ขึ้นต้นว่า {line[:40]!r}")
                yield found[2], found[1]
    except (OSError, UnicodeDecodeError) as error:
        raise NotDone(f"อ่านแฟ้ม {folder / SUMS} ไม่ได้") from error
