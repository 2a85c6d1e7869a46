"""Of the tests that another database repeats, every statement is sent by one at least."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Agency
from accounts.who_can import people_by_role
from tests.factories import an_agency
from tests.statements import Kind, Recorder, Told, cover, few, name, read, taken_of, takes_none_of

ORDINARY, DEAR, ALWAYS = Kind(False, False), Kind(False, True), Kind(True, False)
SELECT, INSERT, UPDATE = "a.py:1|SELECT", "a.py:2|INSERT", "b.py:1|UPDATE"


def told(seconds: float, *statements: str) -> Told:
    return Told(seconds, frozenset(statements))


def test_every_statement_is_sent_and_no_test_is_run_for_what_another_sends_sooner() -> None:
    tests = {
        "dear": told(9, SELECT, INSERT),
        "cheap": told(1, SELECT),
        "cheap too": told(1, INSERT),
        "only one": told(60, UPDATE),
        "none": told(1),
    }
    assert cover(tests, []) == {"cheap", "cheap too", "only one"}


def test_what_runs_in_any_case_need_not_be_sent_again() -> None:
    tests = {"a race": told(5, SELECT, UPDATE), "cheap": told(1, SELECT), "insert": told(1, INSERT)}
    assert cover(tests, ["a race"]) == {"insert"}


def heard(recorder: Recorder, execute: object) -> set[str]:
    """What the recorder wrote down of what `execute` sends."""
    recorder.seen = set()
    with connection.execute_wrapper(recorder):
        execute()  # type: ignore[operator]
    return recorder.seen


def line_of(sent: str) -> str:
    return sent.partition("|")[0]


@pytest.mark.django_db
def test_a_statement_is_known_by_its_line_and_its_form_whatever_its_values() -> None:
    recorder = Recorder()
    agencies = [an_agency(slug) for slug in ("one", "two", "three")]

    def names_of(numbers: list[int]) -> None:
        list(Agency.objects.filter(pk__in=numbers))

    of_three = heard(recorder, lambda: names_of([agency.pk for agency in agencies]))
    assert of_three == heard(recorder, lambda: names_of([agencies[0].pk])) and len(of_three) == 1
    assert {line_of(sent) for sent in of_three} == {""}, "a test asked by itself"
    [line] = {line_of(sent) for sent in heard(recorder, lambda: people_by_role(agencies[0]))}
    assert line.startswith("accounts/who_can.py:")


@pytest.mark.django_db
def test_a_statement_that_came_to_an_error_is_another() -> None:
    an_agency("one")

    def again() -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            an_agency("one")

    assert {sent.rpartition("|")[2] for sent in heard(Recorder(), again) if "INSERT" in sent} == {"IntegrityError"}


@pytest.fixture
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a run of two processes left: both collected all, and one test failed."""
    folder = tmp_path / "statements"
    for process, asked in (("gw0", {"a.py::one": {SELECT}}), ("gw1", {"b.py::two": {SELECT, INSERT}})):
        recorder = Recorder()
        recorder.kinds = {
            **{"a.py::one": ORDINARY, "b.py::two": ORDINARY, "c.py::failed": ORDINARY},
            **{"d.py::in a browser": DEAR, "e.py::a race": ALWAYS},
        }
        for test, sent in asked.items():
            recorder.seen = sent
            recorder.keep(test, 2)
        monkeypatch.setenv("PYTEST_XDIST_WORKER", process)
        recorder.write(folder)
    return folder


def test_what_the_processes_of_a_run_wrote_down_is_read_together(before: Path) -> None:
    assert read(before).told == {"a.py::one": told(2, SELECT), "b.py::two": told(2, SELECT, INSERT)}
    assert read(before).kinds.keys() == {"a.py::one", "b.py::two", "c.py::failed", "d.py::in a browser", "e.py::a race"}


def test_only_modules_are_passed_over_that_were_collected_and_of_which_nothing_is_taken(
    before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert taken_of(before)[1] == {"b.py::two", "c.py::failed", "e.py::a race"}
    monkeypatch.setenv("COVER_STATEMENTS", str(before))
    modules = [f"{letter}.py" for letter in "abcde"]
    assert [module for module in [*modules, "new.py"] if takes_none_of(module)] == ["a.py", "d.py"]
    monkeypatch.delenv("COVER_STATEMENTS")
    assert not any(takes_none_of(module) for module in modules)


def test_a_test_that_was_not_there_before_is_taken_unless_it_is_dear(
    before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected = {
        **{"a.py::one": ORDINARY, "b.py::two": ORDINARY, "b.py::new": ORDINARY},
        **{"b.py::new in a browser": DEAR, "b.py::a new race, which takes long": Kind(always=True, dear=True)},
    }
    monkeypatch.setenv("COVER_STATEMENTS", str(before))
    assert collected.keys() & few(collected) == {"b.py::two", "b.py::new", "b.py::a new race, which takes long"}
    monkeypatch.delenv("COVER_STATEMENTS")
    assert set(few(collected)) == collected.keys()


def test_a_test_has_the_same_name_in_both_runs_whichever_process_takes_it(request: pytest.FixtureRequest) -> None:
    assert name(request.node) == (
        "tests/house/test_statements.py::test_a_test_has_the_same_name_in_both_runs_whichever_process_takes_it"
    )
