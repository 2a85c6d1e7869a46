"""Several commands in one process: in their order, checked once, none after one that fails."""

from __future__ import annotations

from io import StringIO
from unittest.mock import Mock

import pytest
from django.core import checks
from django.core.management import CommandError, call_command

from ita_portal.management.commands.in_turn import Command

pytestmark = pytest.mark.django_db


def said_by(*commands: str) -> str:
    out = StringIO()
    call_command("in_turn", *commands, stdout=out)
    return out.getvalue()


def test_each_is_done_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Mock(wraps=checks.run_checks)
    monkeypatch.setattr(checks, "run_checks", looked)
    said = said_by("migrate --plan", "load_catalogue")
    assert said.index("Planned operations") < said.index("มาตรการแนะนำ")
    assert looked.call_count == 1, "what is found once holds for all"


def test_none_is_done_after_one_that_fails() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="nowhere"):
        call_command("in_turn", "load_catalogue /nowhere.csv", "load_catalogue", stdout=out)
    assert out.getvalue() == ""


def test_what_a_check_finds_keeps_all_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "run_checks", lambda *every, **told: [checks.Error("broken settings")])
    out = StringIO()
    with pytest.raises(CommandError, match="broken settings"):
        call_command("in_turn", "load_catalogue", "first_agency", stdout=out)
    assert out.getvalue() == ""


def test_it_wants_a_command() -> None:
    with pytest.raises(CommandError):
        call_command(Command())
