"""What the public list says of each version, read as values: a list makes no objects of six tables' rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.models.publication import PublicationQuerySet
from reports.models.report import Kind
from reports.publication.publish import PDF
from reports.review import badge
from workflow.badge import Status


@dataclass(frozen=True)
class Listed:
    """A version in the list: whose it is, which, since when, and how large its PDF is, in pages and bytes."""

    pk: int
    code: str
    agency: str
    province: str
    year: int
    kind: str
    number: int  # of the edition
    published_at: datetime
    pages: int
    size: int
    state: str

    @property
    def kind_label(self) -> str:
        """`รายงานผลการดำเนินการ`, say."""
        return str(Kind(self.kind).label)

    @property
    def status(self) -> Status:
        """Whether it is the one to use."""
        return badge.for_readers(self.state)


_COLUMNS = (
    *("pk", "round__code", "agency__name", "agency__province", "year", "kind", "round__edition__number"),
    *("published_at", "round__pictures", f"files__{PDF}__size", "round__edition__state"),
)


def listed(rows: PublicationQuerySet) -> list[Listed]:
    """The rows as the list shows them, in their order; one query."""
    return [
        Listed(key, code, agency, province, year, kind, number, at, len(pictures), size, state)
        for key, code, agency, province, year, kind, number, at, pictures, size, state in rows.values_list(*_COLUMNS)
    ]
