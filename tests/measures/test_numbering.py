"""The markers that the report prints: a list keeps its own style when rows come, go or move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.services.numbering import renumbered
from thai.digits import to_arabic


@pytest.mark.parametrize(
    ("markers", "default", "shown"),
    [
        ([], "1.", []),
        ([""], "1.", [""]),
        (["3."], "1.", [""]),
        (["-"], "-", ["-"]),
        (["-"], "1.", ["-"]),
        (["", ""], "1.", ["1.", "2."]),
        (["", ""], "-", ["-", "-"]),
        (["2.", "1.", ""], "1.", ["1.", "2.", "3."]),
        (["1)", "", "2)"], "1.", ["1)", "2)", "3)"]),
        (["๑.", "๓."], "1.", ["๑.", "๒."]),
        (["", "๒)"], "-", ["๑)", "๒)"]),
        (["•", ""], "1.", ["•", "•"]),
        (["-", "1."], "-", ["1.", "2."]),
    ],
)
def test_the_markers_of_a_list(markers: list[str], default: str, shown: list[str]) -> None:
    assert renumbered(markers, default=default) == shown


@pytest.mark.parametrize(("marker", "shown"), [("", "1."), ("3.", "1."), ("๓)", "๑)"), ("-", "-")])
def test_one_step_has_its_number_as_many_have(marker: str, shown: str) -> None:
    assert renumbered([marker], default="1.", numbers_one=True) == [shown]


@given(
    st.lists(st.sampled_from(["", "1.", "2.", "10.", "๑.", "๑๐)", "3)", "-", "•"]), max_size=120),
    st.sampled_from(["1.", "-"]),
)
def test_numbers_count_from_one_and_a_second_time_nothing_changes(markers: list[str], default: str) -> None:
    shown = renumbered(markers, default=default)
    assert len(shown) == len(markers)
    assert renumbered(shown, default=default) == shown
    if len(shown) > 1 and shown[0] not in ("-", "•"):
        assert [int(to_arabic(marker)[:-1]) for marker in shown] == list(range(1, len(shown) + 1))
