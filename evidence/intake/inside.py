"""Opens one file within the bounds of an examination; pades.examination.sandbox starts it for evidence.intake.taking.

It reads a line (the kind) and the file, and writes a line of JSON and then the bytes to keep (none: as they came) and
those of the thumbnail.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pades.examination.inside_sandbox import close


def main() -> None:
    """Writes what is kept of the file on standard input, or why nothing is."""
    close()
    from evidence.intake.kinds import EvidenceError, Kind  # noqa: PLC0415 - within the limits

    kind = Kind(sys.stdin.buffer.readline().decode().strip())
    data = sys.stdin.buffer.read()
    try:
        facts, kept = _opened(kind, data)
    except EvidenceError as error:
        facts, kept = {"refused": str(error)}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + kept)


def _opened(kind: Any, data: bytes) -> tuple[dict[str, Any], bytes]:  # noqa: ANN401 - a Kind, which only main may load
    from evidence.intake import office_files, pdf_files, photographs  # noqa: PLC0415 - within the limits

    facts: dict[str, Any] = {"kind": kind, "size": 0, "width": 0, "height": 0, "taken_on": "", "pages": 0, "text": ""}
    if kind.is_picture:
        kept = photographs.keep(data, kind)
        day = kept.taken_on.isoformat() if kept.taken_on else ""
        facts |= {
            "kind": kept.kind,
            "size": len(kept.data),
            "width": kept.width,
            "height": kept.height,
            "taken_on": day,
        }
        return facts, kept.data + kept.thumbnail
    if kind.value == "pdf":
        found = pdf_files.facts(data)
        return facts | {"pages": found.pages, "text": found.text}, b""
    office_files.check(data, kind)
    return facts, b""


if __name__ == "__main__":
    main()
