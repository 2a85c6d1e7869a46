"""The commands are plain shell that any machine can read."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, project_files, text_of

COMMANDS = [path for path in project_files() if path.parts[0] in {"script", ".ci"}]


def shell_of(path: Path) -> str:
    return {"#!/bin/sh": "sh", "#!/usr/bin/env bash": "bash"}[text_of(path).splitlines()[0]]


def test_the_commands_are_these() -> None:
    assert {path.as_posix() for path in COMMANDS} == {
        ".ci/run",
        "script/check",
        "script/pictures",
        "script/server",
        "script/setup",
        "script/soak",
        "script/test",
    }


@pytest.mark.parametrize("path", COMMANDS, ids=str)
def test_a_command_can_be_run_and_its_second_line_says_what_it_does(path: Path) -> None:
    assert os.access(ROOT / path, os.X_OK)
    said = text_of(path).splitlines()[1]
    assert said.startswith("# ") and len(said.split()) > 5


@pytest.mark.parametrize("path", COMMANDS, ids=str)
def test_its_shell_can_read_it_and_it_stops_at_the_first_error(path: Path) -> None:
    read = subprocess.run([shell_of(path), "-n", str(ROOT / path)], check=False, capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")
    assert any(line.startswith("set -eu") for line in text_of(path).splitlines())
