"""script/setup installs what is missing, once, and says plainly when it can't."""

import shutil
from pathlib import Path

import pytest

from tests.house.machine import LIBRARIES, Machine, make_machine

PIP = "-m pip install --quiet --disable-pip-version-check --no-compile -r"
SLIM = ["deploy/slim.py remove", "deploy/slim.py compile"]
WHOLE = [
    "make .venv",
    "-m pip uninstall --quiet --quiet --disable-pip-version-check --yes setuptools",
    f"{PIP} requirements.txt",
    *SLIM,
]
APT = "apt-get -qq -o Dpkg::Use-Pty=0"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return make_machine(tmp_path)


def test_it_makes_the_environment_and_installs_the_requirements(machine: Machine) -> None:
    assert machine.run() == (0, "Making .venv\nPython packages: requirements.txt\n")
    assert machine.calls() == WHOLE


def test_the_second_time_it_says_and_does_nothing(machine: Machine) -> None:
    machine.run()
    machine.calls()
    assert machine.run() == (0, "")
    assert machine.calls() == []


def test_the_tests_need_more_than_the_server(machine: Machine) -> None:
    machine.run()
    machine.calls()
    machine.run("--tests")
    assert machine.calls() == [f"{PIP} requirements-dev.txt", *SLIM]
    assert machine.run() == (0, "")


def test_what_only_some_settings_want_is_installed_when_asked_for_and_kept_up_to_date(machine: Machine) -> None:
    machine.run()
    machine.calls()
    both = [f"{PIP} requirements.txt", f"{PIP} requirements-optional.txt", *SLIM]
    assert machine.run("--optional")[0] == 0
    assert machine.calls() == both
    assert (machine.run("--optional"), machine.run(), machine.calls()) == ((0, ""), (0, ""), [])
    (machine.place / "requirements-optional.txt").write_text("another==1\n")
    machine.run()
    assert machine.calls() == both


def test_changed_requirements_are_installed(machine: Machine) -> None:
    machine.run("--tests")
    machine.calls()
    (machine.place / "requirements.txt").write_text("another==1\n")
    machine.run()
    machine.run("--tests")
    assert machine.calls() == [f"{PIP} requirements.txt", *SLIM, f"{PIP} requirements-dev.txt", *SLIM]


@pytest.mark.parametrize("damage", ["rm .venv/bin/pip", "rm .venv/bin/python", "touch .venv/.making"])
def test_a_half_made_environment_is_made_anew(machine: Machine, damage: str) -> None:
    machine.run()
    machine.calls()
    program, name = damage.split()
    if program == "rm":
        (machine.place / name).unlink()
        (machine.place / ".venv/.ready-server").unlink()
    else:  # killed while pip was at work: a change, then no end
        (machine.place / name).touch()
        (machine.place / "requirements.txt").write_text("another==1\n")
    assert machine.run()[0] == 0
    assert machine.calls() == WHOLE


def test_a_change_of_what_is_removed_is_a_change(machine: Machine) -> None:
    machine.run()
    machine.calls()
    (machine.place / "deploy/slim.py").write_text("# another\n")
    machine.run()
    assert machine.calls() == WHOLE[2:]


def test_an_environment_that_was_moved_is_made_anew(machine: Machine) -> None:
    machine.run()
    machine.calls()
    elsewhere = machine.place.with_name("elsewhere")
    shutil.move(machine.place, elsewhere)
    assert machine.run(place=elsewhere)[0] == 0
    assert machine.calls() == WHOLE


def test_only_what_is_missing_is_installed_and_the_lists_are_fetched_when_they_are_old(machine: Machine) -> None:
    machine.knows("installed", "libpango-1.0-0 libpangoft2-1.0-0 python3-venv")
    assert machine.run()[0] == 0
    assert machine.calls() == [
        f"{APT} --no-install-recommends --simulate install libharfbuzz-subset0",
        f"{APT} update",
        f"{APT} --no-install-recommends --yes install libharfbuzz-subset0",
        *WHOLE,
    ]


def test_lists_that_serve_are_not_fetched_again(machine: Machine) -> None:
    machine.knows("installed", "python3-venv")
    (machine.state / "updated").touch()
    machine.run()
    assert [call for call in machine.calls() if call.endswith("update")] == []


def test_a_browser_readers_of_pdf_and_a_database_are_installed_for_the_tests(machine: Machine) -> None:
    machine.knows("installed", f"{LIBRARIES} python3-venv")
    for program in ("chromium", "chromium-headless-shell", "pdftotext", "softhsm2-util", "javac"):
        machine.lacks(program)
    (machine.state / "updated").touch()
    assert machine.run("--tests", "--postgresql")[0] == 0
    installed = machine.calls()[1].partition(" install ")[2].split()
    assert installed[0].startswith("chromium") and installed[1:] == [
        *("libatomic1", "poppler-utils", "softhsm2", "default-jdk-headless", "libjaxb-java", "postgresql"),
    ]


def test_sudo_serves_a_person_who_is_not_root(machine: Machine) -> None:
    machine.knows("user", "1000")
    machine.knows("installed", f"{LIBRARIES}")
    (machine.state / "updated").touch()
    machine.run()
    assert "sudo" in machine.calls()


def test_without_root_and_sudo_the_line_to_run_is_printed(machine: Machine) -> None:
    machine.knows("user", "1000")
    machine.knows("installed", "")
    machine.lacks("sudo")
    assert machine.run() == (
        1,
        "These system packages are missing, and neither root nor sudo is at hand. As root, run:\n"
        f"    apt-get update && apt-get install --yes --no-install-recommends {LIBRARIES} python3-venv\n",
    )
    assert machine.calls() == []


def test_on_another_system_the_packages_are_named(machine: Machine) -> None:
    machine.knows("installed", "python3-venv")
    machine.lacks("apt-get")
    assert machine.run() == (
        1,
        f"This is neither Debian nor Ubuntu. Install what these packages of theirs hold, then try again: {LIBRARIES}\n",
    )


def test_an_old_python_is_refused_before_anything_is_installed(machine: Machine) -> None:
    machine.knows("version", "3.9.2")
    machine.knows("installed", "")
    assert machine.run() == (
        1,
        "Python 3.11 or newer is needed, but python3 is 3.9.2. Name another: PYTHON=/path/to/python3.11 script/setup\n",
    )
    assert machine.calls() == []


def test_an_unknown_option_is_refused(machine: Machine) -> None:
    assert machine.run("--test") == (2, "usage: script/setup [--optional] [--tests] [--postgresql]\n")
