"""A file .env as people write it, in Notepad too, says what they meant; what it says in vain is told at the start."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from ita_portal import checks
from ita_portal import settings as settings_module
from ita_portal.environment import Environment
from tests.house.tree import ROOT
from tests.ita_portal.test_environment import listed

FIRST = "TRIED_FIRST"
SAID = f"{FIRST}=ก\nTRIED_SECOND=ข\n"
NO_TEXT = "ที่อยู่".encode("cp874")  # Thai as Notepad's "ANSI" writes it


@pytest.fixture(autouse=True)
def own_names() -> Iterator[None]:
    """These tests' variables are gone afterwards."""
    yield
    for name in [each for each in os.environ if each.startswith("TRIED_")]:
        del os.environ[name]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def value_of(line: str, file: Path) -> str:
    """What the variable TRIED_FIRST is where a file says this alone."""
    os.environ.pop(FIRST, None)
    file.write_text(line, encoding="utf-8")
    return Environment(file).str(FIRST, default="(unset)")


@pytest.mark.parametrize(
    "content",
    [
        SAID.encode(),
        SAID.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + SAID.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
        SAID.replace("\n", "\r\n").encode("utf-8-sig"),
        SAID.replace("\n", "\r").encode(),
        SAID.strip().encode(),
    ],
    ids=[
        "plain",
        "UTF-8 of Notepad",
        "Unicode of Notepad",
        "big endian",
        "lines of Windows",
        "old Mac",
        "no last line",
    ],
)
def test_the_first_and_the_last_line_are_read_however_an_editor_saved_them(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    env = Environment(file)
    assert [env.str(name, default="") for name in (FIRST, "TRIED_SECOND")] == ["ก", "ข"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("TRIED_FIRST=a b", "a b"),
        ("TRIED_FIRST = a b  ", "a b"),
        ("  TRIED_FIRST=\ta", "a"),
        ("export TRIED_FIRST=a", "a"),
        ("TRIED_FIRST='a # b'", "a # b"),
        ('TRIED_FIRST = "a # b"  # c', "a # b"),
        ("TRIED_FIRST=a # b", "a"),
        ("TRIED_FIRST=a#b", "a#b"),
        ("TRIED_FIRST=#b", "#b"),
        ("TRIED_FIRST= # b", "(unset)"),
        ("TRIED_FIRST=", "(unset)"),
        ("# หมายเหตุ\n\nTRIED_FIRST=องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล"),
        ("TRIED_FIRST=postgres://u:p%23$x@127.0.0.1/p", "postgres://u:p%23$x@127.0.0.1/p"),
        ("TRIED_FIRST=C:\\new\\table", "C:\\new\\table"),
        ("TRIED_FIRST={agency}", "{agency}"),
        ("TRIED_FIRST=a\nTRIED_FIRST=b", "b"),
    ],
)
def test_a_line_says_what_was_meant(file: Path, line: str, value: str) -> None:
    assert value_of(line, file) == value


def test_the_environment_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("TRIED_FIRST=of the file\nTRIED_SECOND=of the file")
    monkeypatch.setenv(FIRST, "of the environment")
    env = Environment(file)
    assert env.str(FIRST, default="") == "of the environment"
    assert env.str("TRIED_SECOND", default="") == "of the file"


def test_lists_lose_the_spaces_around_their_items(file: Path) -> None:
    for said in ("a.go.th, b.go.th", " a.go.th ,b.go.th , ", "'a.go.th, b.go.th'", "a.go.th,,b.go.th,"):
        value_of(f"TRIED_FIRST={said}", file)
        assert Environment(file).list(FIRST, default=[]) == ["a.go.th", "b.go.th"], said
    for said in ("", " , "):
        value_of(f"TRIED_FIRST={said}", file)
        assert Environment(file).list(FIRST, default=["x"]) == ["x"], said


def test_switches_and_numbers_are_read_or_refused_by_name(file: Path) -> None:
    words = {"true": True, " On ": True, "1": True, "YES": True, "false": False, "off": False, "0": False, "No": False}
    for word, meant in words.items():
        value_of(f"TRIED_FIRST='{word}'", file)
        assert Environment(file).bool(FIRST, default=not meant) is meant, word
    value_of("TRIED_FIRST=' 60 '", file)
    assert Environment(file).int(FIRST, default=5) == 60
    value_of("TRIED_FIRST=ture", file)
    with pytest.raises(ImproperlyConfigured, match=r"^TRIED_FIRST is 'ture': write true or false\.$"):
        Environment(file).bool(FIRST, default=True)
    with pytest.raises(ImproperlyConfigured, match=r"^TRIED_FIRST is 'ture': write a whole number\.$"):
        Environment(file).int(FIRST, default=5)
    value_of("TRIED_FIRST=", file)
    assert Environment(file).bool(FIRST, default=True) is True, "empty is not set, and switches nothing off"
    assert Environment(file).int(FIRST, default=5) == 5


@pytest.mark.parametrize("said", ["7", "7,4", "7,4,12,1", "7,,12", "a,b,c", "7,4,-1", "7 4 12"])
def test_as_many_numbers_are_wanted_as_there_are(said: str, file: Path) -> None:
    value_of(f"TRIED_FIRST={said}", file)
    with pytest.raises(ImproperlyConfigured, match=r"write 3 numbers, such as 7,4,12\.$"):
        Environment(file).numbers(FIRST, default="7,4,12")
    value_of("TRIED_FIRST= 3, 0 ,1", file)
    assert Environment(file).numbers(FIRST, default="7,4,12") == [3, 0, 1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"A=1\n# " + NO_TEXT + b"\n",
            ".env, line 2: this is not UTF-8. In Notepad: Save as, and choose UTF-8 as encoding.",
        ),
        ("A=1\n".encode("utf-16-le"), ".env is not UTF-8. In Notepad: Save as, and choose UTF-8 as encoding."),
        (b"A=1\nB='x\nC=2\n", ".env, line 2: write NAME=value; a value with a quotation mark ends with one."),
        (b'A=1\nB="x\nC="2\n', ".env, line 2: write NAME=value; a value with a quotation mark ends with one."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ImproperlyConfigured) as refused:
        Environment(file)
    assert str(refused.value) == said


def test_a_line_that_sets_nothing_stops_no_start_and_is_said(file: Path) -> None:
    file.write_text("[portal]\n- หมายเหตุ\nDEBUG true\nTSA.URL=x\nชื่อ=1\nTRIED_FIRST=a\n")
    env = Environment(file)
    assert env.str(FIRST, default="") == "a"
    assert list(env.doubts()) == [
        ".env, line 1 sets nothing: write NAME=value.",
        ".env, line 2 sets nothing: write NAME=value.",
        ".env, line 3 sets nothing: write NAME=value.",
        ".env, line 4 sets TSA.URL: no variable has such a name.",
        ".env, line 5 sets ชื่อ: no variable has such a name.",
    ]


def test_a_value_may_name_another_variable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIED_OTHER", "postgres://127.0.0.1/x")
    file.write_text("TRIED_FIRST=$TRIED_OTHER\nTRIED_SECOND=$nobody\n")
    env = Environment(file)
    assert [env.str(name, default="") for name in (FIRST, "TRIED_SECOND")] == ["postgres://127.0.0.1/x", "$nobody"]


def test_a_folder_in_its_place_is_said_too(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ImproperlyConfigured, match=r"\.env cannot be opened: Is a directory\.$"):
        Environment(file)


def test_a_name_that_nothing_reads_is_said_with_the_nearest_one(file: Path, settings: Settings) -> None:
    file.write_text("TRIED_HOTS=x\nTRIED_HOSTS=a\ntried_hosts=b\nPORT=8001\nTRIED_HOSTS=b\n")
    env = Environment(file)
    env.list("TRIED_HOSTS", default=[])
    os.environ.pop("tried_hosts")
    settings.ENVIRONMENT_DOUBTS = tuple(env.doubts())
    unknown = "which the portal does not know and does not read."
    assert [(each.msg, each.id) for each in checks.environment(None)] == [
        (f".env sets TRIED_HOTS, {unknown} Is TRIED_HOSTS meant?", "ita_portal.W001"),
        (".env sets TRIED_HOSTS 2 times; the last one counts.", "ita_portal.W001"),
        (f".env sets tried_hosts, {unknown} Is TRIED_HOSTS meant?", "ita_portal.W001"),
        (f".env sets PORT, {unknown}", "ita_portal.W001"),
    ]


def test_the_known_names_are_those_of_the_example(file: Path) -> None:
    assert settings_module.env.asked == set(listed())
    assert settings_module.ENVIRONMENT_DOUBTS == ()


def test_a_mistyped_name_is_told_when_the_portal_starts(tmp_path: Path) -> None:
    """By each command that looks at the settings, of which script/server begins with two."""
    for each in ROOT.iterdir():
        if each.name not in {".env", "data", ".git", "manage.py", "ita_portal"}:
            (tmp_path / each.name).symlink_to(each)
    (tmp_path / "ita_portal").mkdir()
    for each in (ROOT / "ita_portal").iterdir():
        if each.name != "settings.py":
            (tmp_path / "ita_portal" / each.name).symlink_to(each)
    for own in ("manage.py", "ita_portal/settings.py"):  # what stands beside them is their .env
        (tmp_path / own).write_text((ROOT / own).read_text())
    (tmp_path / ".env").write_bytes("DEBUG=true\r\nALOWED_HOSTS=a.go.th, b.go.th\r\n".encode("utf-8-sig"))
    told = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert (
        ".env sets ALOWED_HOSTS, which the portal does not know and does not read. Is ALLOWED_HOSTS meant?"
        in told.stderr
    )
