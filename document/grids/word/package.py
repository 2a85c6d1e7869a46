"""The package of a Word file: its parts, their relations and their XML, nothing of them trusted."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from document.errors import ReportError, refuse
from document.grids.bounds import PLACE, container, damaged, too_much
from document.grids.word.names import Element

WHAT = "ไฟล์ Word (.docx) "  # a sentence goes on behind it
MOST_MARKS = 2_000_000  # of "<" and "=" in the XML of all parts: each may cost a tree some 250 bytes of memory
# What zipfile raises for a container whose parts are not where its index says, or not what it says.
UNPACKING_FAILS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that a package may use
_PURL = "http://purl.oclc.org/ooxml/"
_OPEN = "http://schemas.openxmlformats.org/"
# A strict file's namespaces and what everybody else calls them.
_STRICT = {
    f"{_PURL}wordprocessingml/main": f"{_OPEN}wordprocessingml/2006/main",
    f"{_PURL}officeDocument/relationships": f"{_OPEN}officeDocument/2006/relationships",
    f"{_PURL}officeDocument/math": f"{_OPEN}officeDocument/2006/math",
    f"{_PURL}drawingml/main": f"{_OPEN}drawingml/2006/main",
    f"{_PURL}drawingml/picture": f"{_OPEN}drawingml/2006/picture",
    f"{_PURL}drawingml/diagram": f"{_OPEN}drawingml/2006/diagram",
    f"{_PURL}drawingml/chart": f"{_OPEN}drawingml/2006/chart",
    f"{_PURL}drawingml/wordprocessingDrawing": f"{_OPEN}drawingml/2006/wordprocessingDrawing",
}


class Unreadable(Exception):
    """A part is missing, damaged or no XML."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: `kind` is the last word of its type, `target` a part's name, or an address if external."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened Word file; ReportError for a container that is damaged, locked, hostile or beyond the bounds."""

    def __init__(self, data: bytes) -> None:
        self._container = container(data, WHAT)
        self._marks = MOST_MARKS
        self._relations: dict[str, dict[str, Relation]] = {}
        self._media: dict[str, bytes] = {}
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for part in self._container.infolist():
            name = part.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or name.lower() in self._parts:
                raise refuse(PLACE, "มีส่วนข้างในที่ชื่อซ้ำกันหรือผิดปกติ ไม่ใช่ไฟล์ที่ Word บันทึก โปรดเปิดด้วย Word แล้วบันทึกใหม่")
            self._parts[name.lower()] = part

    def names(self) -> set[str]:
        """The parts' names in lower case, as packages compare them."""
        return set(self._parts)

    def part(self, name: str) -> bytes:
        """A part's bytes; Unreadable."""
        found = self._parts.get(name.lower()) or self._parts.get(unquote(name).lower())
        if found is None or found.compress_type not in _STORED:
            raise Unreadable(name)
        try:
            with self._container.open(found) as file:
                return file.read(found.file_size + 1)  # never more than the container's index says
        except UNPACKING_FAILS as error:
            raise Unreadable(name) from error

    def media(self, name: str) -> bytes:
        """A picture's bytes, which are the same object however often it is shown; none for a damaged one."""
        if name not in self._media:
            try:
                self._media[name] = self.part(name)
            except Unreadable:
                self._media[name] = b""
        return self._media[name]

    def xml(self, name: str) -> Element:
        """A part's XML, without entities, in the namespaces of `names`; Unreadable, ReportError for a hostile one."""
        text = _as_utf8(self.part(name))
        self._marks -= text.count(b"<") + text.count(b"=")
        if self._marks < 0:
            raise too_much("ส่วนประกอบ", MOST_MARKS)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise refuse(PLACE, "มีคำสั่งแทนข้อความ (DTD) ซึ่ง Word ไม่ใช้ จึงไม่เปิด โปรดเปิดด้วย Word แล้วบันทึกใหม่")
        parser = etree.XMLParser(
            encoding="utf-8",  # whatever the declaration says
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "xcessive depth" in str(error):
                raise too_deep() from error
            raise Unreadable(name) from error
        return _without_strict(root) if _PURL.encode() in text else root

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part ("" for the package) points to, by the ids that its XML uses."""
        if name not in self._relations:
            folder, _, file = name.rpartition("/")
            try:
                root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
            except Unreadable:
                self._relations[name] = {}
            else:
                self._relations[name] = {each.get("Id", ""): _relation(each, folder) for each in root}
        return self._relations[name]

    def related(self, name: str, kind: str) -> str:
        """The part of that kind which a part points to; "" for none."""
        found = (each.target for each in self.relations(name).values() if each.kind == kind and not each.external)
        return next(found, "")


def too_deep() -> ReportError:
    """Tables within tables, or other things within each other, beyond what a report has."""
    return refuse(PLACE, "มีตารางซ้อนกันลึกเกินไป โปรดแยกตารางที่ซ้อนอยู่ออกมาแล้วบันทึกใหม่")


def broken() -> ReportError:
    """A Word file whose words can't be read."""
    return damaged(WHAT)


def _relation(element: Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
    return Relation(element.get("Type", "").rpartition("/")[2], target, external)


def _as_utf8(data: bytes) -> bytes:
    """The XML in UTF-8: a package may hold UTF-16 beside it, and nothing else."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:4] in {b"<\0?\0", b"\0<\0?"}:
        little = data[:2] == b"\xff\xfe" or data[:1] == b"<"
        return data.decode("utf-16-le" if little else "utf-16-be", "replace").lstrip("\ufeff").encode()
    return data


def _without_strict(root: Element) -> Element:
    for element in root.iter(etree.Element):
        element.tag = _renamed(element.tag)
        for name, value in element.attrib.items():
            if (other := _renamed(name)) != name:
                del element.attrib[name]
                element.set(other, value)
    return root


def _renamed(name: str) -> str:
    space, closed, local = name[1:].rpartition("}")
    return f"{{{_STRICT[space]}}}{local}" if closed and space in _STRICT else name
