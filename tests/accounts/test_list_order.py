"""Lists of agencies stand in the order of the Thai dictionary, sorted by any database."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from accounts.list_order import list_order
from accounts.models import Agency
from tests.factories import an_agency
from tests.thai.strategies import any_text
from thai.text import sort_key


@given(any_text, any_text)
def test_it_sorts_as_the_dictionary_does(first: str, second: str) -> None:
    first, second = first[:40], second[:40]
    assume(max(first + second, default="") <= "\uffff")  # beyond are no letters of a name
    assert (list_order("ก", first) < list_order("ก", second)) is (sort_key(first) < sort_key(second))


@pytest.mark.django_db
def test_the_database_sorts_by_province_then_name_and_a_new_name_moves_an_agency() -> None:
    for number, (province, name) in enumerate(
        (("ขอนแก่น", "เกาะ"), ("เชียงใหม่", "กาด"), ("ขอนแก่น", "กาว"), ("กระบี่", "ฮอด"))
    ):
        an_agency(f"a-{number}", name=name, province=province)
    listed = Agency.objects.order_by("list_order", "pk")
    assert list(listed.values_list("name", flat=True)) == ["ฮอด", "กาว", "เกาะ", "กาด"]
    agency = Agency.objects.get(name="กาว")
    agency.name = "หนอง"
    agency.save(update_fields=["name"])
    assert list(listed.values_list("name", flat=True)) == ["ฮอด", "เกาะ", "หนอง", "กาด"]
    assert Agency.objects.filter(folded_name__contains="หนอง").count() == 1
