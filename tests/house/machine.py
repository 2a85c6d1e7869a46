"""A machine of stubs for script/setup: apt, dpkg, sudo and Python write down how they were called, and do no more."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import ROOT

LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
REAL = ["cat", "chmod", "dirname", "env", "flock", "grep", "mkdir", "rm", "sha256sum", "sh", "touch"]
STUBS = {
    "id": 'cat "$STATE/user"',
    "dpkg-query": r"""
        for package; do :; done    # the last argument
        grep -qx "$package" "$STATE/installed" && echo "install ok installed" """,
    # The archive's lists are old until an update: an install before it fails.
    "apt-get": r"""
        echo "apt-get $*" >>"$STATE/calls"
        case $* in
            *update) touch "$STATE/updated" ;;
            *) [ -e "$STATE/updated" ] ;;
        esac""",
    "sudo": '[ "$1" = -n ] || { echo sudo >>"$STATE/calls"; exec "$@"; }',
    "ls": "exit 1",    # no PostgreSQL
    "chromium": ":",
    "chromium-headless-shell": ":",
    "pdftotext": ":",
    "javac": ":",
    "softhsm2-util": ":",
    # Makes a virtual environment of two small programs.
    "python3": r"""
        case "$1 ${2-}" in
            "-V ") cat "$STATE/version" ;;
            "-c import sys"*) ! grep -q '3\.[0-9]\.' "$STATE/version" ;;
            "-c import ensurepip"*) grep -qx python3-venv "$STATE/installed" ;;
            "-m venv")
                echo "make .venv" >>"$STATE/calls"
                mkdir -p .venv/bin
                printf '#!/bin/sh\necho "pip 23 from %s/.venv/lib (python 3.11)"\n' "$PWD" >.venv/bin/pip
                printf '#!/bin/sh\n[ "$1" = -V ] && echo 3.11.2 || echo "$*" >>"$STATE/calls"\n' >.venv/bin/python
                chmod +x .venv/bin/pip .venv/bin/python ;;
        esac""",
}  # fmt: skip


@dataclass
class Machine:
    """A checkout at `place`; `state` holds what the stubs know: user, installed, version, and the calls."""

    place: Path
    state: Path
    path: Path

    def run(self, *options: str, place: Path | None = None) -> tuple[int, str]:
        """The exit status of script/setup and all that it said; called from elsewhere, as a person may."""
        command = [str((place or self.place) / "script/setup"), *options]
        env = {"PATH": str(self.path), "STATE": str(self.state), "PYTHON": "python3"}
        done = subprocess.run(
            command, cwd="/", env=env, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        return done.returncode, done.stdout + done.stderr

    def calls(self) -> list[str]:
        """What was called since this was last asked."""
        file = self.state / "calls"
        lines = file.read_text().splitlines()
        file.write_text("")
        return lines

    def knows(self, name: str, text: str) -> None:
        (self.state / name).write_text("\n".join(text.split()) + "\n")

    def lacks(self, program: str) -> None:
        (self.path / program).unlink()


def make_machine(folder: Path) -> Machine:
    """Root's machine with all system packages, and a checkout in a folder with spaces and Thai in its name."""
    machine = Machine(place=folder / "ที่ วาง", state=folder / "state", path=folder / "bin")
    (machine.place / "script").mkdir(parents=True)
    shutil.copy(ROOT / "script/setup", machine.place / "script/setup")
    (machine.place / "deploy").mkdir()
    (machine.place / "deploy/slim.py").write_text("# slim.py\n")
    for name in ("requirements.txt", "requirements-optional.txt", "requirements-dev.txt"):
        (machine.place / name).write_text(f"# {name}\n")
    machine.path.mkdir()
    for name in REAL:
        (machine.path / name).symlink_to(shutil.which(name) or name)
    for name, body in STUBS.items():
        (machine.path / name).write_text(f"#!/bin/sh\n{body}\n")
        (machine.path / name).chmod(0o755)
    machine.state.mkdir()
    (machine.state / "calls").touch()
    machine.knows("user", "0")
    machine.knows("version", "3.11.2")
    machine.knows("installed", f"{LIBRARIES} python3-venv libatomic1 libjaxb-java")
    return machine
