"""script/server is a demonstration only where nobody decided otherwise; a real portal is never seeded."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SECRET = "x" * 50
HOST = {"SECRET_KEY": SECRET, "PORTAL_URL": "https://portal.example.go.th"}
FILE = "".join(f"{name}={value}\n" for name, value in HOST.items())
# Stands for the virtual environment's Python: answers what the settings say, writes down all else.
PYTHON = """#!/bin/sh
case $1 in
    -c) exec "$REAL_PYTHON" "$@" ;;
    *) echo "${DEBUG-} ${DEMO-} worker=${WORKER_BESIDE-} $*" >>"$CALLS" ;;
esac
"""
# What the settings are made of, days in them read as everywhere; how memory is kept.
PARTS = [f"ita_portal/{name}.py" for name in ("__init__", "settings", "address", "environment", "sqlite")] + [
    "files/__init__.py",
    "files/disk.py",
    "ita_portal/caches/__init__.py",
    "ita_portal/caches/choice.py",
    "ita_portal/watching/__init__.py",
    "ita_portal/watching/logs.py",
    "ita_portal/watching/request_number.py",
    "deploy/memory.sh",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "thai").rglob("*.py"))),
]
DEMONSTRATION = ["migrate", "load_catalogue", "seed_demo", "gunicorn"]
DEVELOPMENT = ["migrate", "load_catalogue", "first_agency", "gunicorn"]
PRODUCTION = ["migrate", "load_catalogue", "collectstatic", "first_agency", "gunicorn"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the command and the real settings, with a set-up that does nothing."""
    place = tmp_path / "a portal"
    for folder in ("script", "ita_portal", "files", ".venv/bin"):
        (place / folder).mkdir(parents=True)
    for name in ("script/server", *PARTS):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, place / name)
    for name, text in {"script/setup": "#!/bin/sh\n", ".venv/bin/python": PYTHON}.items():
        (place / name).write_text(text)
        (place / name).chmod(0o755)
    return place


def steps(place: Path, **environment: str) -> list[str]:
    """The names of the commands that script/server ran, in order."""
    calls = place / "calls"
    env = {
        "PATH": os.environ["PATH"],
        "REAL_PYTHON": sys.executable,
        "CALLS": str(calls),
        **environment,
    }
    subprocess.run([str(place / "script/server")], cwd="/", env=env, check=True, capture_output=True, timeout=60)
    words = [line.split() for line in calls.read_text().splitlines()]
    names = {*PRODUCTION, *DEMONSTRATION}
    assert [line for line in words if "worker=1" in line] == words[-1:], "one worker beside each server"
    return [word for line in words for word in line if word in names]


def test_a_fresh_clone_is_a_demonstration(checkout: Path) -> None:
    assert steps(checkout) == DEMONSTRATION


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (f"DEBUG=false\n{FILE}", PRODUCTION),
        (FILE, PRODUCTION),
        (f"DEBUG=false\nDEMO=true\n{FILE}", PRODUCTION),
        ("DEBUG=true\n", DEVELOPMENT),
        ("DEBUG=true\nDEMO=true\n", DEMONSTRATION),
    ],
)
def test_a_file_of_settings_decides(checkout: Path, settings: str, expected: list[str]) -> None:
    (checkout / ".env").write_text(settings)
    assert steps(checkout) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"DEBUG": "false", **HOST}, PRODUCTION),
        ({"DEBUG": "false", "DEMO": "true", **HOST}, PRODUCTION),
        ({"DEBUG": "1", "DEMO": "0"}, DEVELOPMENT),
        ({"DEBUG": "1"}, DEMONSTRATION),
    ],
)
def test_the_environment_decides(checkout: Path, environment: dict[str, str], expected: list[str]) -> None:
    assert steps(checkout, **environment) == expected


def test_production_without_a_secret_does_not_start(checkout: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        steps(checkout, DEBUG="false")
    assert "SECRET_KEY" in failed.value.stderr.decode()
    assert not (checkout / "calls").exists()


def test_production_without_an_address_of_its_own_does_not_start(checkout: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        steps(checkout, DEBUG="false", SECRET_KEY=SECRET, ALLOWED_HOSTS="127.0.0.1", HTTPS_ONLY="false")
    assert failed.value.stderr.decode().startswith("Set PORTAL_URL, the address under which browsers open the portal:")
    assert not (checkout / "calls").exists()


@pytest.mark.parametrize("environment", [{"DEBUG": "1"}, {"DEBUG": "false", **HOST}], ids=str)
def test_on_a_full_disk_the_portal_serves_what_is_there(checkout: Path, environment: dict[str, str]) -> None:
    disk = checkout / "files/disk.py"
    disk.write_text(disk.read_text().replace("LEAST = 1024 * 1024", "LEAST = 2**80"))
    (checkout / "staticfiles").mkdir()
    assert steps(checkout, **environment) == ["migrate", "gunicorn"]
    assert "migrate --check" in (checkout / "calls").read_text()
