"""What is kept of many agencies' scores is what would be gathered anew, whatever was saved, moved or taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.changed import digest
from accounts.models import Agency, User
from accounts.permissions import Role
from ita.catalogue import load_csv
from measures.models import Kind, kind_of
from measures.services import catalogue
from scores.models import Score, ScoreSheet
from scores.services import outline as outlines
from scores.services import results as years
from scores.services import sheet as sheets
from scores.services.comparing import kept, peers
from scores.services.comparing.gathered import Gathered, Place
from scores.services.comparing.kept import brought_up, gathered
from tests.factories import NOON, a_user
from tests.scores.conftest import YEAR
from tests.scores.many import a_sheet, agencies
from tests.scores.test_peers import plain

pytestmark = pytest.mark.django_db
KEYS = ("IIT", "EIT", "OIT", "1", "I1", "E1", "O1", "official_total")
FIGURES = ("", "84.99", "85.00", "85.00", "0.00", "100.00", "62.50", "91.07")
STEPS = 40


def said(found: Gathered) -> tuple[object, ...]:
    """All that can be asked of it."""
    agencies = {key: (each.total, each.level, found.figures_of(key)) for key, each in found.agencies.items()}
    return agencies, {place: list(column) for place, column in found.columns.items()}


class Country:
    """Agencies of two kinds in two provinces, and what can happen to them."""

    def __init__(self, seed: int) -> None:
        catalogue.load(load_csv())
        self.some = Random(seed)
        self.now = NOON
        self.agencies = agencies(14)
        self.people = {each.pk: a_user(f"of-{each.slug}", Role.COORDINATOR, agency=each) for each in self.agencies}

    def one(self) -> Agency:
        return Agency.objects.get(pk=self.some.choice(self.agencies).pk)

    def save(self) -> None:
        agency = self.one()
        facts = {key: self.some.choice(FIGURES) for key in self.some.sample(KEYS, 4)}
        self.now += timedelta(seconds=1)
        base = digest(sheets.facts_of(sheets.find(agency, YEAR), facts))
        outline = outlines.of_year(agency, YEAR)
        by: User = self.people[agency.pk]
        sheets.save(outline=outline, agency=agency, facts=facts, base=base, by=by, now=self.now)

    def save_and_take_back(self) -> None:
        """Whoever looks while the save is under way, in its own transaction, keeps nothing of it."""
        with suppress(ZeroDivisionError), transaction.atomic():
            self.save()
            gathered("all", ScoreSheet.objects.filter(year=YEAR), YEAR)
            raise ZeroDivisionError

    def move(self) -> None:
        agency = self.one()
        agency.province = self.some.choice(("สายธาร", "ไกลโพ้น"))
        agency.kind = self.some.choice((Agency.Kind.SUBDISTRICT, Agency.Kind.SUBDISTRICT, Agency.Kind.HOSPITAL))
        agency.list_kind = self.some.choice(("", "", "", Kind.SCHOOL))
        agency.save()

    def take_away(self) -> None:
        ScoreSheet.objects.filter(agency=self.one()).delete()


def by_place(agency: Agency, *, in_province: bool) -> Iterator[tuple[str, list[Decimal]]]:
    """The others' figures as a plain reckoning finds them."""
    others = list(Agency.objects.filter(kind=agency.kind).exclude(pk=agency.pk))
    alike = [each for each in others if kind_of(each) == kind_of(agency)]
    near = [each for each in alike if not in_province or each.province == agency.province]
    found: dict[str, list[Decimal]] = {}
    for each in near:
        now = years.of_year(each, YEAR).now
        for key, figure in (*now.scores.items(), ("total", now.total)):
            if figure is not None:
                found.setdefault(key, []).append(figure)
    yield from found.items()


@pytest.mark.parametrize("seed", range(3))
def test_after_anything_that_happens_the_same_is_kept_as_is_gathered_anew(seed: int) -> None:
    country = Country(seed)
    happens: list[Callable[[], None]] = [country.save, country.move, country.take_away, country.save_and_take_back]
    every, near = ScoreSheet.objects.filter(year=YEAR), ScoreSheet.objects.filter(year=YEAR, agency__province="สายธาร")
    for _ in range(STEPS):
        [step] = country.some.choices(happens, weights=(8, 2, 1, 1))
        step()
        for name, of in (("all", every), ("near", near), ("all", near)):  # a name that is used for others, too
            found = gathered(name, of, YEAR)
            assert said(found) == said(brought_up(Gathered(), of, YEAR)), step
            assert sum(map(len, found.columns.values())) == Score.objects.filter(sheet__in=of).count() + len(
                found.column(Place("", "total"))
            )


@pytest.mark.parametrize("seed", range(2))
def test_each_agency_sees_what_a_plain_reckoning_finds_after_anything_that_happens(seed: int) -> None:
    country, seen = Country(seed), 0
    for _ in range(STEPS // 4):
        for step in (country.save, country.save, country.save, country.move):
            step()
        agency = country.one()
        results = years.of_year(agency, YEAR)
        for in_province in (False, True):
            others = peers.compare(agency, results, in_province=in_province)
            among = others.of_province if in_province else others.of_kind
            assert among is not None
            expected = {key: plain(figures) for key, figures in by_place(agency, in_province=in_province)}
            assert {key: among.quartiles(key) for key in expected} == expected
            shown = [row.others for row in (*others.main, *others.groups) if row.others]
            assert all(each.number >= peers.LEAST for each in shown)
            seen += len(shown)
    assert seen


def test_a_save_is_seen_in_the_next_look_and_reads_its_own_sheet_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    every = ScoreSheet.objects.filter(year=YEAR)
    saved = [a_sheet(agency, YEAR) for agency in agencies(5)]
    gathered("all", every, YEAR)
    saved[1].scores.filter(code="E1").update(value=Decimal("12.34"))
    saved[2].scores.filter(code="E1").update(value=Decimal("12.35"))  # without a save: nobody reads that sheet
    ScoreSheet.objects.filter(pk=saved[1].pk).update(revision=2)
    with django_assert_num_queries(3):
        found = gathered("all", every, YEAR)
    assert found.column(Place("general", "E1"))[0] == 1234
    assert 1235 not in found.column(Place("general", "E1"))
    with django_assert_num_queries(1):
        assert gathered("all", every, YEAR) is found


def test_another_save_at_the_same_revision_is_another(db: None) -> None:
    """As after a restore of what was kept the day before."""
    every = ScoreSheet.objects.filter(year=YEAR)
    saved = a_sheet(agencies(1)[0], YEAR, saved_at=NOON)
    gathered("all", every, YEAR)
    saved.scores.filter(code="E1").update(value=Decimal("12.34"))
    ScoreSheet.objects.filter(pk=saved.pk).update(saved_at=NOON + timedelta(hours=1))
    assert list(gathered("all", every, YEAR).column(Place("general", "E1"))) == [1234]


def test_of_very_many_changed_sheets_all_are_read_in_as_many_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_FEW", 3)
    every = ScoreSheet.objects.filter(year=YEAR)
    saved = [a_sheet(agency, YEAR) for agency in agencies(6)]
    gathered("all", every, YEAR)
    counts = []
    for number in (1, 3, 4, 6):
        keys = [each.pk for each in saved[:number]]
        Score.objects.filter(sheet__in=keys, code="E1").update(value=Decimal(number))
        ScoreSheet.objects.filter(pk__in=keys).update(revision=1 + number)
        with CaptureQueriesContext(connection) as captured:
            found = gathered("all", every, YEAR)
        counts.append(len(captured))
        assert list(found.column(Place("general", "E1")))[:number] == [100 * number] * number
        assert said(found) == said(brought_up(Gathered(), every, YEAR))
    assert counts == [3] * 4


def test_what_was_asked_for_longest_ago_is_kept_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 2 * kept._LEAST)
    for agency in agencies(3):
        a_sheet(agency, YEAR)
    every = ScoreSheet.objects.filter(year=YEAR)
    for name in ("a", "b", "a", "c"):
        gathered(name, every, YEAR)
    assert [name for name, _ in kept._kept] == ["a", "c"]
