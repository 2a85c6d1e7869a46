"""Two who keep the installation write the same thing at the same moment: one is told, nothing is there twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError

from accounts.changed import Changed, digest
from accounts.models import User
from audit.models import AuditEvent
from audit.verify import verify
from measures.models import Indicator, Kind, Recommended
from measures.services.lists import forerunners, forward
from measures.services.lists import items as list_items
from measures.services.lists import loading as list_files
from measures.services.lists.forerunners import UNDECIDED, Choice
from measures.services.previewing import Overtaken
from measures.services.recommended import keeping, loading
from measures.services.recommended.entries import Entry, entry_of
from tests.audit.making import at_once
from tests.factories import NOON, a_user, an_indicator

pytestmark = pytest.mark.django_db(transaction=True)
ENTRY = Entry("", "OIT", "", "คู่มือ", "ทำ")


@pytest.fixture
def operators(transactional_db: None) -> Iterator[tuple[User, User]]:
    yield a_user("somying", is_superuser=True), a_user("somchai", is_superuser=True)


def both(write: Callable[[int], object], *refusals: type[Exception]) -> int:
    """Lets two write at once; returns how many were refused."""
    start, refused = threading.Barrier(2), []

    def act(number: int) -> None:
        start.wait()
        try:
            write(number)
        except refusals as error:
            refused.append(error)

    at_once(2, act)
    assert verify().whole
    return len(refused)


def test_an_item_is_added_once(operators: tuple[User, User]) -> None:
    facts = list_items.ItemFacts("คำ", "uncertain", "", 1, "กลุ่ม")

    def add(number: int) -> None:
        said = {"year": 2569, "kind": Kind.GENERAL, "code": "O1", "facts": facts}
        list_items.add(**said, by=operators[number], now=NOON)  # type: ignore[arg-type]  # as named

    assert both(add, ValidationError) == 1
    assert (Indicator.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_a_list_is_copied_once(operators: tuple[User, User]) -> None:
    an_indicator("O1", year=2568)

    def copy(number: int) -> None:
        forward.copy(year=2568, kind=Kind.GENERAL, to=2569, by=operators[number], now=NOON)

    assert both(copy, ValidationError) == 1
    assert Indicator.objects.filter(year=2569).count() == 1


def test_a_list_is_loaded_once(operators: tuple[User, User]) -> None:
    from ita.catalogue import Entry as Item  # noqa: PLC0415 - another Entry than that of the library

    token = list_files.preview([Item(2569, "OIT", "O1", 1, "กลุ่ม", "คำ", "uncertain", "general")]).token
    assert both(lambda number: list_files.store(token=token, by=operators[number])) == 0  # the other finds it there
    assert (Indicator.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_of_two_wordings_of_an_item_one_stands_and_the_other_is_told(operators: tuple[User, User]) -> None:
    item = an_indicator("O1", year=2568, text="เดิม")
    base = digest(list_items.facts_of(item))

    def save(number: int) -> None:
        facts = list_items.ItemFacts(f"คำ {number}", "uncertain", "", 1, "กลุ่ม")
        list_items.save(item=item.pk, facts=facts, base=base, by=operators[number], now=NOON)

    assert both(save, Changed) == 1


def test_of_two_forerunners_of_an_item_one_stands_and_the_other_is_told(operators: tuple[User, User]) -> None:
    old = [an_indicator(code, year=2567) for code in ("O1", "O2")]
    new, told = an_indicator("O3", year=2568), list[frozenset[int]]()

    def settle(number: int) -> None:
        choices = {new.pk: Choice(old[number].pk, was=UNDECIDED)}
        done = forerunners.settle(year=2568, kind=Kind.GENERAL, choices=choices, by=operators[number], now=NOON)
        told.append(done.overtaken)

    both(settle)
    assert sorted(told, key=len) == [frozenset(), frozenset({new.pk})]
    assert AuditEvent.objects.count() == 1


def test_a_recommended_measure_is_added_once(operators: tuple[User, User]) -> None:
    assert both(lambda number: keeping.add(entry=ENTRY, by=operators[number], now=NOON), ValidationError) == 1
    assert (Recommended.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_the_library_is_loaded_once(operators: tuple[User, User]) -> None:
    token = loading.preview([Entry("a", "OIT", "", "คู่มือ", "ทำ")]).token
    assert both(lambda number: loading.store(token=token, by=operators[number]), Overtaken) == 1
    assert (Recommended.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_of_two_changes_of_a_recommended_measure_one_stands_and_the_other_is_told(
    operators: tuple[User, User],
) -> None:
    row = Recommended.objects.create(key="a", tool="OIT", question="คู่มือ", text="เดิม")
    base = digest(entry_of(row))

    def save(number: int) -> None:
        entry = Entry("a", "OIT", "", "คู่มือ", f"ทำ {number}")
        keeping.save(pk=row.pk, entry=entry, base=base, by=operators[number], now=NOON)

    assert both(save, Changed) == 1
