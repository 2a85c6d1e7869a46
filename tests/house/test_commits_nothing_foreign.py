"""The repository holds our own work only: no font, no third-party script, no trace of one machine."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, project_files, text_of

FOREIGN_KINDS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".eot", ".map", ".whl", ".deb", ".so", ".exe", ".sqlite3"}
FOREIGN_NAMES = re.compile(r"bootstrap|htmx|jquery|alpine|popper|sarabun|\.min\.", re.IGNORECASE)
LICENCE = re.compile(r"/\*!|@license|copyright|sourceMappingURL|licensed under", re.IGNORECASE)
# Written in two halves, since this file is itself a file of the project.
HOSTS = re.compile(
    "|".join(re.escape("".join(host)) for host in [
        ("pypi", ".org"), ("python", "hosted.org"), ("deb.", "debian.org"), ("archive.", "ubuntu.com"),
        ("registry.", "npmjs.org"), ("unpkg", ".com"), ("jsdelivr", ".net"), ("cdn", "js."), ("fonts.", "googleapis"),
    ]), re.IGNORECASE,
)  # fmt: skip
MACHINE = re.compile("|".join(f"(?<![\\w.$}}~-])/{name}/" for name in ["work", "root", "home", "Users", "opt/wheels"]))
LONGEST_LINE = 1000
THIS_FILE = Path(__file__).relative_to(ROOT)


def texts() -> list[tuple[str, str]]:
    return [
        (path.as_posix(), text_of(path))
        for path in project_files()
        if path.suffix not in {".png", ".jpg", ".pdf", ".docx"} and path != THIS_FILE
    ]


def test_no_font_archive_or_database_is_committed() -> None:
    assert [path.as_posix() for path in project_files() if path.suffix.lower() in FOREIGN_KINDS] == []


def test_scripts_and_style_sheets_are_our_own() -> None:
    ours = [path for path in project_files() if path.suffix in {".js", ".css"}]
    foreign = [
        path.as_posix()
        for path in ours
        if FOREIGN_NAMES.search(path.name)
        or LICENCE.search(text_of(path))
        or max((len(line) for line in text_of(path).splitlines()), default=0) > LONGEST_LINE
    ]
    assert foreign == []


@pytest.mark.parametrize("pattern", [HOSTS, MACHINE], ids=["registry hosts", "paths of a machine"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    assert [(path, found[0]) for path, text in texts() if (found := pattern.search(text))] == []


def test_what_is_looked_for_would_be_found() -> None:
    assert MACHINE.search("see /" + "work/main") and not MACHINE.search("docs/work/page")
    assert HOSTS.search("https://" + "pypi" + ".org/simple")
