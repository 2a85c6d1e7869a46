"""The public evidence of a round as files that anyone may read: under /r/<code>/, and in the bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.facts import JSON
from document import EvidenceItem, Measure, ReportDocument
from evidence import names
from files import store
from reports.models import Publication, Round
from reports.models.attached import Attached, of_facts

FOLDER = "evidence"
_LONGEST = 60  # letters of a name in the bundle: paths are short on Windows
_UNSAFE = re.compile(r"[^A-Za-z0-9\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59._-]+")


@dataclass(frozen=True)
class PublicFile:
    """A piece of public evidence, numbered from 1 in the order of the document; of a link there are no bytes.

    `name` is its last part under /r/<code>/, `small` that of its small picture, `packed` its path in the bundle, and
    `handed_out` what it is called once it is downloaded.
    """

    number: int
    attached: Attached
    code: str

    @property
    def item(self) -> EvidenceItem:
        return self.attached.item

    @property
    def name(self) -> str:
        return "" if self.item.is_link else f"evidence-{self.number:02d}{self._ending}"

    @property
    def small(self) -> str:
        return f"evidence-{self.number:02d}-small.jpg" if self.attached.thumbnail else ""

    @property
    def handed_out(self) -> str:
        """Safe on every system, and unlike the others by its number."""
        said = _UNSAFE.sub("-", names.stem(self.item.name) if self.item.name else "")[:_LONGEST].strip("-.")
        parts = (f"{self.number:02d}", _UNSAFE.sub("", self.code), said)
        return "-".join(part for part in parts if part) + self._ending

    @property
    def packed(self) -> str:
        return f"{FOLDER}/{self.handed_out}"

    @property
    def _ending(self) -> str:
        return names.ending_of(self.item.media_type)


def of_round(round_: Round) -> list[PublicFile]:
    """The public evidence of a round in the order of its document."""
    frozen = [each for each in map(of_facts, round_.evidence) if each.is_public]
    measures = round_.read().measures if frozen else ()
    return [
        PublicFile(number, each, measures[each.item.measure - 1].code) for number, each in enumerate(frozen, start=1)
    ]


@dataclass(frozen=True)
class Proven:
    """A measure with what proves it: its photographs, then its files and links."""

    measure: Measure
    pictures: tuple[PublicFile, ...]
    others: tuple[PublicFile, ...]

    @property
    def count(self) -> int:
        return len(self.pictures) + len(self.others)


def proven(document: ReportDocument, publication: Publication, files: list[PublicFile]) -> list[Proven]:
    """The measures of a document, each with its links and those of its files that a publication names."""
    there = [each for each in files if each.item.is_link or each.name in publication.files]
    found = []
    for number, measure in enumerate(document.measures, start=1):
        own = [each for each in there if each.item.measure == number]
        pictures = tuple(each for each in own if each.small)
        found.append(Proven(measure, pictures, tuple(each for each in own if not each.small)))
    return found


def entries(files: list[PublicFile]) -> dict[str, dict[str, JSON]]:
    """What a publication names of them. Raises Altered where the store has other bytes, or none."""
    found: dict[str, dict[str, JSON]] = {}
    for each in files:
        if each.name:
            found[each.name] = {
                "digest": each.item.digest,
                "size": len(store.get(each.item.digest)),
                "kind": each.item.media_type,
                "name": each.handed_out,
            }
        if each.small:
            thumbnail = each.attached.thumbnail
            size = len(store.get(thumbnail))
            found[each.small] = {"digest": thumbnail, "size": size, "kind": "image/jpeg", "name": each.small}
    return found


class Packed(Mapping[str, bytes]):
    """The bodies by their paths in the bundle, each read when it is wanted: all together may be large."""

    def __init__(self, files: list[PublicFile]) -> None:
        self._digests = {each.packed: each.item.digest for each in files if each.name}

    def __getitem__(self, name: str) -> bytes:
        return store.get(self._digests[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)
