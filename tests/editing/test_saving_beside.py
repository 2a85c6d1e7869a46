"""Saving while others save without end: nobody is overrun, and the person is told to try again."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from accounts.changed import Changed
from accounts.services.unit import UnitFacts
from editing.conflict import attempt
from editing.versions import Version
from ita_portal.office.forms.agency import UnitForm


def version(facts: UnitFacts) -> Version:
    return UnitForm.version(facts.short_name, vars(facts))


def posted(base: UnitFacts, **said: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({**vars(base), "base": version(base).sign(), **said})
    return data


@pytest.mark.django_db
@pytest.mark.parametrize(("faster", "saved"), [(0, True), (1, True), (4, True), (5, False)])
def test_each_save_of_others_is_merged_before_ones_own(faster: int, saved: bool) -> None:
    """The others change the long name each time, this person the short one."""
    seen: list[str] = []

    def write(form: UnitForm, base: str) -> bool:
        seen.append(form.cleaned_data["name"])
        if len(seen) <= faster:
            raise Changed(UnitFacts(f"กองคลัง {len(seen)}", "กองคลัง"))
        return True

    tried = attempt(
        posted(UnitFacts("กองคลัง", "กองคลัง"), short_name="คลัง"), bind=UnitForm, write=write, version=version
    )
    assert (tried.saved, tried.busy) == (saved, not saved)
    assert tried.form["short_name"].value() == "คลัง"
    assert tried.form["name"].value() == (f"กองคลัง {faster}" if faster else "กองคลัง")
    assert tried.taken == (["ชื่อที่พิมพ์ในรายงาน"] if faster else [])
    assert tried.status == (409 if not saved else 422)
