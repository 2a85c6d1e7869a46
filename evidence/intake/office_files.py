"""Files of office programs as they are kept: unchanged, and refused where they hold a program, a password or a bomb, or
fetch one when they are opened.
"""

from __future__ import annotations

import re
import zlib
from zipfile import BadZipFile, ZipFile

from document.errors import ReportError
from document.grids.bounds import container, damaged
from evidence.intake.kinds import EvidenceError, Kind
from evidence.intake.programs import is_program

# Where office programs keep programs: refused whatever they do.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex/", "basic/", "scripts/", "macrosheets/")
_MACROS = "ไฟล์นี้มีแมโครหรือโปรแกรม (คำสั่งที่ทำงานเองได้) จึงไม่รับ โปรดบันทึกเป็นชนิดที่ไม่มีแมโคร หรือ PDF"
_FETCHES = "ไฟล์นี้เรียกแม่แบบหรือข้อมูลจากเครื่องอื่นทุกครั้งที่เปิด จึงไม่รับ โปรดบันทึกเป็น PDF แล้วแนบไฟล์ PDF แทน"
# What an office program loads, from elsewhere, as soon as it opens the file; a picture or a link to a page is not that.
_RELATION = re.compile(rb"<[\w:]*Relationship\b[^>]*>")
_LOADED = re.compile(rb"/(attachedTemplate|oleObject|frame|subDocument)[\"']")
_ELSEWHERE = re.compile(
    rb"""Target\s*=\s*["']\s*(mhtml:)?(https?:|ftp:|\\\\|//|file:(?![\\/]*[a-z]:|///[^\\/]))""", re.IGNORECASE
)  # of a file, not on a drive of one's own
# Dynamic Data Exchange, by which a field or a sheet starts a program: Word's, Excel's, and that of open documents.
_INSTRUCTION = re.compile(rb"<w:instrText\b[^>]*>([^<]*)<|\binstr\s*=\s*[\"']([^\"']*)")
_EXCHANGE = re.compile(rb"(^|\s)DDE(AUTO)?\s", re.I)
_EXCHANGES = re.compile(rb"<[\w:]*(ddeLink|dde-connection|dde-source|dde-link)\b")
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError)


def check(data: bytes, kind: Kind) -> None:
    """Raises EvidenceError for a file that can't be opened, or that holds a program."""
    try:
        with container(data, kind.words) as opened:
            _check(opened, kind)
    except ReportError as error:
        raise _refusal(error) from error
    except _BROKEN as error:
        raise _refusal(damaged(kind.words)) from error


def _refusal(error: ReportError) -> EvidenceError:
    return EvidenceError(f"ไฟล์{error.problems[0].message}")


def _check(opened: ZipFile, kind: Kind) -> None:
    names = [name.lower() for name in opened.namelist()]
    if kind in (Kind.ODT, Kind.ODS) and b"encryption-data" in _manifest(opened):
        raise EvidenceError("ไฟล์นี้ตั้งรหัสผ่านไว้ ผู้อ่านจะเปิดไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน")
    if any(part in name for name in names for part in _PROGRAMS):
        raise EvidenceError(_MACROS)
    for part in opened.infolist():
        _look(part.filename.lower(), opened.read(part))


def _look(name: str, part: bytes) -> None:
    """Raises EvidenceError for a part that is a program, or by which one would be started or fetched."""
    if name.endswith(".rels"):
        for relation in _RELATION.findall(part):
            if _LOADED.search(relation) and _ELSEWHERE.search(relation):
                raise EvidenceError(_FETCHES)
    elif name.endswith(".xml"):
        found = _INSTRUCTION.findall(part) if b"instr" in part else []
        instructions = b"".join(first + second for first, second in found)
        if _EXCHANGE.search(instructions) or (b"dde" in part and _EXCHANGES.search(part)):
            raise EvidenceError(_FETCHES)
    elif is_program(name, part):
        raise EvidenceError(_MACROS)


def _manifest(opened: ZipFile) -> bytes:
    name = "META-INF/manifest.xml"
    return opened.read(name) if name in opened.namelist() and opened.getinfo(name).file_size < 1024 * 1024 else b""
