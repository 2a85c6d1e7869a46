"""Every file has its place and stays short enough to be read in one go."""

from tests.house.tree import ignored, project_files, python_files, text_of

LONGEST = 300
ROOMS = {"ita_portal", "notices", "reports", "measures", "paper", "editing", "workflow", "document", "accounts"}
ROOMS |= {"backups", "evidence", "scores", "pades", "files", "ita", "audit", "thai", "clock", "forked"}
FOLDERS = ROOMS | {".ci", "benchmarks", "deploy", "docs", "locale", "script", "static", "templates", "tests"}
# Names that say nothing, under which everything gathers.
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "managers", "misc"}
NOUNS_IN_FOLDERS = ("forms", "services", "views", "models")


def test_the_listing_sees_the_project() -> None:
    names = {path.as_posix() for path in python_files()}
    assert {"ita_portal/settings.py", "tests/house/test_size.py"} < names


def test_no_python_file_that_people_write_reaches_300_lines() -> None:
    lengths = {path.as_posix(): text_of(path).count("\n") for path in python_files() if "migrations" not in path.parts}
    assert {path: lines for path, lines in lengths.items() if lines >= LONGEST} == {}


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    assert [path.as_posix() for path in python_files() if VAGUE & {*path.parts[:-1], path.stem}] == []


def test_every_top_level_folder_is_one_of_the_architecture() -> None:
    assert {path.parts[0] for path in project_files() if len(path.parts) > 1} - FOLDERS == set()


def test_only_manage_py_is_python_at_the_top() -> None:
    assert [path.name for path in python_files() if len(path.parts) == 1] == ["manage.py"]


def test_the_nouns_of_an_app_live_in_the_folders_of_its_layers() -> None:
    loose = [
        path.as_posix()
        for path in python_files()
        if path.parts[0] in {"notices", "evidence", "scores", "measures", "reports", "accounts"}
        and len(path.parts) == 2
        and path.stem.rpartition("_")[2] in NOUNS_IN_FOLDERS
    ]
    assert loose == []


def test_git_leaves_out_nothing_but_what_tools_and_the_portal_make() -> None:
    made = {".venv", ".env", "data", "data-keys", "staticfiles", "__pycache__", ".hypothesis"}
    left_out = {path.as_posix() for path in ignored() if path.suffix != ".pyc" and not path.name.endswith("_cache")}
    assert {path for path in left_out if path.rpartition("/")[2] not in made} == set()
