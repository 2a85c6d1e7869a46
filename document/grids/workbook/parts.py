"""Parts of a container (ZIP) as bounded XML: no entity is opened, no address asked, no part beyond its said size."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from document.errors import ReportError
from document.grid import Picture, Place
from document.grids import bounds

MOST_ELEMENTS = 5 * bounds.MOST_CELLS  # cells of a colour alone count as well
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
MOST_PICTURES = 200


class Parts:
    """The parts of one opened container; `what` is its kind in Thai, for refusals."""

    def __init__(self, opened: zipfile.ZipFile, what: str) -> None:
        self.opened, self.what = opened, what
        self.names = {name.lower(): name for name in opened.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a part, of which there are none where it is missing; ReportError for a damaged one."""
        if name not in self:
            return b""
        try:
            return self.opened.read(self.names[name.lower()])
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise self.damaged() from error

    def events(self, name: str, *, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, etree._Element]]:
        """The elements of a part as they begin and end; whoever reads them clears them."""
        data = self.read(name)
        if not data:
            return
        if any(mark in data for mark in _ENTITIES):
            raise self.damaged()
        parsed = etree.iterparse(
            BytesIO(data), events=events, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            yield from parsed
        except etree.XMLSyntaxError as error:
            raise self.damaged() from error

    def root(self, name: str) -> etree._Element | None:
        """The root of a part with everything in it; None where the part is missing."""
        root = None
        if self.read(name).count(b"</") > MOST_ELEMENTS:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
        for _, element in self.events(name):
            root = element
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part names: by their key, the last word of their type and their name."""
        folder, file = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for each in [] if root is None else root:
            if each.get("TargetMode") != "External":
                target = each.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], path)
        return found

    def picture(self, name: str, sheet: str) -> Picture | None:
        """The picture that a part is; None where it is of a kind that no page shows, or missing."""
        media_type = PICTURES.get(posixpath.splitext(name)[1].lower(), "")
        data = self.read(name) if media_type else b""
        return Picture(data, media_type, Place(sheet=sheet)) if data else None

    def damaged(self) -> ReportError:
        """The refusal of a container with a damaged part."""
        return bounds.damaged(self.what)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, which the two standards of Office write differently."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute, whatever its namespace; empty where it is missing."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def is_on(value: str) -> bool:
    """Whether a value of an XML attribute says yes."""
    return value.lower() in ("1", "true", "on")


def dropped(element: etree._Element) -> None:
    """Frees an element that has been read and those before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
