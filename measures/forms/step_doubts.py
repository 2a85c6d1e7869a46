"""The doubts about the references of a measure's steps, at the field in which each is typed; nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from document import MarkedText, Reference
from document import Measure as Printed
from document.doubts import Doubt, Rename, of_references
from editing.fields import ThaiTextField
from ita import references
from measures.forms.days.when import Button
from measures.forms.progress import BaseRows
from measures.models import Measure, Plan
from measures.services import catalogue
from measures.services.doubts import settled
from measures.services.doubts.of_measure import key_of
from measures.services.measure import year_of_reference
from thai.text import clean

_VERB = "rename"


@dataclass(frozen=True)
class Typed:
    """The steps of a measure as they stand in a form; `measure` is None for a new one."""

    plan: Plan
    measure: Measure | None
    texts: Sequence[str]

    def doubts(self) -> Iterator[tuple[int, int, Doubt]]:
        """Each doubt with the step in which its reference stands, and which of that step's references it is, from 1."""
        found = [references.find(text) for text in self.texts]
        places = [(at, number) for at, names in enumerate(found) for number in range(1, len(names) + 1)]
        if not places:
            return
        years = {(ref.code, ref.as_written): ref.year for ref in self.measure.references.all()} if self.measure else {}
        named = [Reference(*name, years.get(name) or self._year(name[0])) for names in found for name in names]
        steps = tuple(MarkedText("", text) for text in self.texts)
        doubts = of_references(
            Printed("", "", "", "", "", steps, tuple(named)),
            key=key_of(self.measure) if self.measure else "",
            assessed_year=self.plan.assessed_year,
            measures_year=self.plan.year,
            catalogue=catalogue.of_plan(self.plan),
        )
        let_be = settled.of(self.plan) if doubts and self.measure else set()
        for doubt in doubts:
            if (doubt.key, doubt.message[:1000]) not in let_be:
                yield (*places[doubt.number - 1], doubt)

    def _year(self, code: str) -> int:
        return year_of_reference(self.plan, self.measure.code if self.measure else "", code)


def put_doubts(steps: BaseRows, plan: Plan, measure: Measure | None) -> None:
    """Each row says in `doubt` of its field what is doubtful in it, and has the buttons that make what is proposed."""
    rows = list(steps)
    texts = ["" if getattr(row, "gone", False) else clean(str(row["text"].value() or "")) for row in rows]
    buttons: dict[int, dict[str, None]] = {}
    for at, number, doubt in Typed(plan, measure, texts).doubts():
        field = rows[at].fields["text"]
        assert isinstance(field, ThaiTextField)
        if doubt.message not in field.asks:
            field.asks = (*field.asks, doubt.message)
        for proposal in doubt.proposals:
            if isinstance(proposal.change, Rename):
                buttons.setdefault(at, {})[f"{number}:{proposal.change.as_written}"] = None
    for at, row in enumerate(rows):
        row.proposals = [  # type: ignore[attr-defined]  # read by the template of a row
            Button(f"{_VERB}:{at}:{each}", f"แก้เป็น {each.partition(':')[2]}") for each in buttons.get(at, {})
        ]


def renamed(data: QueryDict, rows: Sequence[Mapping[str, object]]) -> tuple[list[dict[str, object]], int] | None:
    """The rows after a button of `put_doubts`, and the row that it stood in; None where the post pressed none."""
    verb, _, rest = data.get("do", "").partition(":")
    at, _, rest = rest.partition(":")
    number, _, written = rest.partition(":")
    if verb != _VERB or not _is_place(at, len(rows)) or not _is_place(number, references.LONGEST * 10):
        return None
    changed = [dict(row) for row in rows]
    row = changed[int(at)]
    [row["text"]] = references.renamed([clean(str(row.get("text", "")))], int(number), written[: references.LONGEST])
    return changed, int(at)


def _is_place(text: str, below: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4 and int(text) < below
