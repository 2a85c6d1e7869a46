"""A signed report as a witness against a rewritten audit chain: it carries the head from before its submission."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from audit.heads import CARRIED, Head, HeadFileError

_LIMIT = 64 * 1024 * 1024
_MOST = 64 * 1024
_UNFIT = "แฟ้ม {} ใช้เทียบไม่ได้: {}"


def head_in(path: Path) -> Head:
    """The head in a report's PDF, if both signatures hold: anyone could write another. Raises HeadFileError."""
    pdf = _read(path)
    from pades.errors import NoKey  # noqa: PLC0415 - as above
    from pades.examination import sandbox  # noqa: PLC0415 - slow to load, and a check of the chain seldom needs it
    from pades.examination.found import Roots  # noqa: PLC0415 - as above
    from pades.keys import agency_keys  # noqa: PLC0415 - slow to load, and a check of the chain seldom needs it

    try:
        roots = Roots(tuple(each.dump() for each in agency_keys.roots()), datetime.now(UTC))
        holds = sandbox.examine(pdf, roots=roots).holds
    except (NoKey, sandbox.Busy) as error:
        raise HeadFileError(_UNFIT.format(path, "ขณะนี้ตรวจลายมือชื่อไม่ได้")) from error
    if not holds:
        raise HeadFileError(_UNFIT.format(path, "ไม่มีลายมือชื่อที่ถูกต้องของรายงานจากระบบนี้"))
    return _head(pdf, path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            pdf = file.read(_LIMIT + 1)
    except OSError as error:
        raise HeadFileError(_UNFIT.format(path, "เปิดแฟ้มไม่ได้")) from error
    if len(pdf) > _LIMIT:
        raise HeadFileError(_UNFIT.format(path, "ใหญ่เกินไป"))
    return pdf


def _head(pdf: bytes, path: Path) -> Head:
    from paper import archive  # noqa: PLC0415 - as above

    try:
        facts = json.loads(archive.attached(pdf, archive.PROVENANCE, limit=_MOST) or b"")[CARRIED]
        seq, digest = int(facts["seq"]), str(facts["hash"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HeadFileError(_UNFIT.format(path, "ไม่มีค่ายืนยันของบันทึกเหตุการณ์อยู่ข้างใน")) from error
    return Head(seq, digest)
