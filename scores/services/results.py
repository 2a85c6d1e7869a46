"""An agency's year as its page shows it: every figure with last year's beside it, the total, the level and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects

from accounts.models import Agency
from ita import rules
from ita.catalogue import TOOLS
from ita.codes import code_key, tool_of
from ita.rules import Level, Rules
from scores.models import ScoreSheet
from scores.services import outline as outlines
from scores.services.outline import Outline
from scores.services.pairs import pairs
from scores.services.sheet import DEFAULT_TARGET

_SHEETS = ScoreSheet.objects.select_related("saved_by")


@dataclass(frozen=True)
class Line:
    """One figure with its name, and last year's; `mean` is that of what it is made of, where all of that is there."""

    key: str
    called: str
    tool: str
    score: Decimal | None
    before: Decimal | None = None
    mean: Decimal | None = None
    text: str = ""
    group: str = ""
    was: str = ""  # the item's code a year before, where it was another
    is_unconfirmed: bool = False  # whether nobody confirmed the text

    @property
    def change(self) -> Decimal | None:
        """How much it rose or fell; None where one of both is missing."""
        return None if self.score is None or self.before is None else self.score - self.before

    @property
    def differs(self) -> bool:
        """Whether the figure is another than the mean of its parts."""
        return self.mean is not None and self.score is not None and self.mean != self.score


@dataclass(frozen=True)
class Year:
    """What is stored of one year, by key, with its outline and its sheet (None where nothing was ever saved)."""

    outline: Outline
    sheet: ScoreSheet | None
    scores: Mapping[str, Decimal]

    @cached_property
    def tools(self) -> dict[str, Decimal]:
        return {tool: self.scores[tool] for tool in TOOLS if tool in self.scores}

    @cached_property
    def computed(self) -> Decimal | None:
        """The total out of the tools by their weights."""
        return rules.weighted(self.outline.year, self.tools)

    @property
    def total(self) -> Decimal | None:
        """The announced total, else the computed one."""
        official = self.sheet.official_total if self.sheet else None
        return self.computed if official is None else official

    @cached_property
    def level(self) -> Level | None:
        return rules.level(self.outline.year, self.total, self.tools)

    @property
    def level_name(self) -> str:
        """The level by the rule; the announced one where the figures don't tell."""
        if self.level:
            return self.level.name
        return self.sheet.official_level if self.sheet else ""


def year_of(agency: Agency, year: int, sheets: Mapping[int, ScoreSheet]) -> Year:
    """One year out of the agency's sheets by year, of which the scores were fetched."""
    return _year(outlines.of_year(agency, year), sheets)


def _year(outline: Outline, sheets: Mapping[int, ScoreSheet]) -> Year:
    sheet = sheets.get(outline.year)
    return Year(outline, sheet, {score.key: score.value for score in sheet.scores.all()} if sheet else {})


def sheets_of(agency: Agency, year: int) -> dict[int, ScoreSheet]:
    """All the agency's sheets by year, those of the year and the one before it with their scores; two queries."""
    sheets = {sheet.year: sheet for sheet in _SHEETS.filter(agency=agency).order_by("-year")}
    shown = [sheets[each] for each in (year, year - 1) if each in sheets]
    if shown:
        prefetch_related_objects(shown, "scores")
    return sheets


@dataclass(frozen=True)
class Results:
    """A year and the one before it, matched; `sheets` are all the agency's by year, the latest first."""

    now: Year
    past: Year
    sheets: Mapping[int, ScoreSheet]

    @property
    def year(self) -> int:
        return self.now.outline.year

    @property
    def rules(self) -> Rules:
        return rules.of_year(self.year)

    @property
    def target(self) -> Decimal:
        return self.now.sheet.target if self.now.sheet else DEFAULT_TARGET

    @cached_property
    def _pairs(self) -> Mapping[str, str]:
        return pairs(self.now.outline, self.past.outline)

    def _before(self, key: str) -> Decimal | None:
        return self.past.scores.get(self._pairs.get(key, ""))

    def _mean(self, keys: Sequence[str]) -> Decimal | None:
        """The mean of figures, where every one of them is there."""
        found = [self.now.scores[key] for key in keys if key in self.now.scores]
        return rules.rounded(sum(found, Decimal()) / len(found)) if found and len(found) == len(keys) else None

    @cached_property
    def tools(self) -> list[Line]:
        """The three tools, those without a figure too; the mean is that of the groups."""
        outline, scores = self.now.outline, self.now.scores
        return [
            Line(
                tool,
                tool,
                tool,
                scores.get(tool),
                self._before(tool),
                self._mean([group.key for group in outline.groups_of(tool)]),
            )
            for tool in TOOLS
        ]

    @cached_property
    def groups(self) -> list[Line]:
        """Every group that the year has; the mean is that of the items."""
        outline = self.now.outline
        of_group: dict[int, list[str]] = {}
        for item in outline.items:
            of_group.setdefault(item.group_no, []).append(item.code)
        return [
            Line(
                group.key,
                group.called,
                group.tool,
                self.now.scores.get(group.key),
                self._before(group.key),
                self._mean(of_group.get(group.number, [])),
            )
            for group in outline.groups
        ]

    @cached_property
    def items(self) -> list[Line]:
        """The items of the list and those of which a score alone is known, in the order of the instrument."""
        outline = self.now.outline
        unlisted = {key for key in self.now.scores if key[0] in "IEO" and key not in TOOLS} - outline.by_code.keys()
        return [self._item(code) for code in sorted([*outline.by_code, *unlisted], key=code_key)]

    def _item(self, code: str) -> Line:
        item = self.now.outline.by_code.get(code)
        text, group = (item.text, f"{item.group_no}. {item.group_name}") if item else ("", "")
        was = self._pairs.get(code, code)
        return Line(
            *(code, code, tool_of(code), self.now.scores.get(code), self._before(code)),
            text=text,
            group=group,
            was=was if was != code else "",
            is_unconfirmed=item is not None and self.now.outline.is_unconfirmed(item),
        )

    @property
    def wordings(self) -> list[tuple[str, int]]:
        """Where the texts of the year's items come from, the most frequent first, with how many items; nothing where
        all are confirmed.
        """
        outline = self.now.outline
        if not any(map(outline.is_unconfirmed, outline.items)):
            return []
        return Counter(map(outline.wording_of, outline.items)).most_common()

    @property
    def rows(self) -> list[Line]:
        """Each tool with its groups under it, those that nobody knows of left out."""
        rows = []
        for tool in self.tools:
            groups = [line for line in self.groups if line.tool == tool.key]
            rows += [tool, *(line for line in groups if line.score is not None or line.before is not None)]
        return rows

    @property
    def levels(self) -> list[tuple[str, str]]:
        """The levels of the year with what each takes."""
        return [(step.name, self.rules.words(step)) for step in self.rules.steps]

    @property
    def total_change(self) -> Decimal | None:
        """How much the total rose or fell."""
        now, before = self.now.total, self.past.total
        return None if now is None or before is None else now - before

    @property
    def total_words(self) -> str:
        """The same in words."""
        change = self.total_change
        if change is None:
            return ""
        if not change:
            return f"เท่ากับปี {self.year - 1}"
        return f"{'เพิ่มขึ้น' if change > 0 else 'ลดลง'} {abs(change)} จากปี {self.year - 1}"

    @property
    def has_groups(self) -> bool:
        return any(line.score is not None for line in self.groups)

    @property
    def scored_items(self) -> list[Line]:
        return [line for line in self.items if line.score is not None]

    @property
    def items_by_tool(self) -> list[tuple[str, list[Line]]]:
        """The items with a figure, tool by tool."""
        by_tool = ((tool, [line for line in self.scored_items if line.tool == tool]) for tool in TOOLS)
        return [(tool, lines) for tool, lines in by_tool if lines]

    @property
    def difference(self) -> Decimal | None:
        """By how much the announced total is another than the computed one; None where one of both is missing."""
        official = self.now.sheet.official_total if self.now.sheet else None
        if official is None or self.now.computed is None:
            return None
        return official - self.now.computed

    @property
    def misfit(self) -> str:
        """Why the announced level can't be that of the figures, in Thai."""
        word = self.now.sheet.official_level if self.now.sheet else ""
        return rules.misfit(self.year, word, self.now.level)


def of_year(agency: Agency, year: int) -> Results:
    """The results of a year; the same number of queries however many figures there are."""
    sheets = sheets_of(agency, year)
    both = outlines.of_years(agency, year, year - 1)
    return Results(_year(both[year], sheets), _year(both[year - 1], sheets), sheets)
