"""What can be known of the image and of compose.yaml without containers: each step and each name is there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.tree import ROOT, project_files, text_of

IMAGE = Path("deploy/Containerfile")
COMPOSE: dict[str, Any] = yaml.safe_load(text_of(Path("deploy/compose.yaml")))
OURS = {name: each for name, each in COMPOSE["services"].items() if each["image"] == "ita-portal"}
NAMES = {path.as_posix() for path in project_files()}
LEFT_OUT = [line for line in text_of(Path(".dockerignore")).splitlines() if line and not line.startswith("#")]
SETUP = text_of(Path("script/setup"))
SCRIPT = text_of(Path("deploy/container"))


def steps() -> list[tuple[str, str]]:
    """The instructions of the image in order, each on one line."""
    joined = re.sub(r"\\\n\s*", " ", text_of(IMAGE))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2]) for line in lines]


def is_left_out(name: str) -> bool:
    top = name.partition("/")[0]
    return any(fnmatch(name, rule) or top == rule for rule in LEFT_OUT)


def test_the_image_takes_the_system_packages_that_set_up_takes() -> None:
    wanted = re.search(
        r"look_for_packages\(\) \{(.*?)if \[ \"\$what\" = tests \]", text_of(Path("script/setup")), re.DOTALL
    )
    assert wanted
    [run] = [said for kind, said in steps() if kind == "RUN" and "apt-get install" in said]
    installed = set(run.partition("--no-install-recommends")[2].partition("&&")[0].split())
    assert installed == set(re.findall(r"want ([a-z0-9.-]+)", wanted[1]))


def test_what_the_image_copies_is_there_and_nothing_secret_or_foreign_is_among_it() -> None:
    copied = [word for kind, said in steps() if kind == "COPY" for word in said.split()[:-1]]
    assert copied == ["requirements.txt", "requirements-optional.txt", "deploy/slim.py", "."]
    assert {name for name in copied if name != "."} <= NAMES
    for secret in (".env", ".git", ".venv", "data", "data-keys"):
        assert secret in LEFT_OUT, secret
    program = {name for name in NAMES if not is_left_out(name)}
    for needed in ("manage.py", "ita_portal/wsgi.py", "deploy/container", "deploy/server.py", "static/portal.css"):
        assert needed in program, needed


def test_what_the_image_runs_and_begins_with_is_there() -> None:
    for kind, said in steps():
        named = (
            re.findall(r"(?<![\w./-])((?:manage|deploy|script|requirements)[\w./-]*)", said) if kind == "RUN" else []
        )
        assert {name for name in named if name not in NAMES} == set(), said
    told = dict(steps())
    [begun] = json.loads(told["ENTRYPOINT"])
    assert (begun in NAMES, os.access(ROOT / begun, os.X_OK)) == (True, True)
    assert json.loads(told["CMD"]) == ["web"]
    assert told["USER"] == "portal"


def test_the_step_that_gathers_the_style_sheets_needs_no_database_and_no_secret(tmp_path: Path) -> None:
    [run] = [said for kind, said in steps() if kind == "RUN" and "collectstatic" in said]
    told = dict(re.findall(r"(\w+)=(\S+)", dict(steps())["ENV"])) | {"STATIC_ROOT": str(tmp_path / "static")}
    env = {"PATH": os.environ["PATH"]} | told | {"DATA_DIR": str(tmp_path / "data")}
    words = shlex.split(run.replace("DATA_DIR=/tmp/data", f"DATA_DIR={tmp_path}/data"))
    subprocess.run(["env", *words], cwd=ROOT, env=env, check=True, capture_output=True)
    assert list((tmp_path / "static").glob("portal.*.css"))


def test_each_machine_does_what_the_script_knows() -> None:
    known = set(re.findall(r"^    ([a-z]+)\)", SCRIPT, re.MULTILINE))
    assert known == {"prepare", "web", "worker", "signer", "manage"}
    assert {name: each["command"] for name, each in OURS.items()} == {
        name: [name] for name in ("prepare", "web", "worker", "signer")
    }
    wrong = subprocess.run([str(ROOT / "deploy/container"), "serve"], check=False, capture_output=True, text=True)
    assert (wrong.returncode, "usage:" in wrong.stderr) == (2, True)


def test_each_variable_is_one_that_the_settings_read() -> None:
    known = set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", text_of(Path(".env.example")), re.MULTILINE))
    for name, each in OURS.items():
        assert set(each["environment"]) - known == set(), name


def test_one_machine_alone_has_keys_and_is_told_so() -> None:
    with_keys = [name for name, each in OURS.items() if any(":/srv/keys" in volume for volume in each["volumes"])]
    told = {name: each["environment"]["SIGNING_ELSEWHERE"] for name, each in OURS.items()}
    assert with_keys == ["signer"]
    assert told == {"prepare": "true", "web": "true", "worker": "true", "signer": "false"}


def test_every_machine_has_a_folder_of_its_own_and_waits_for_the_tables() -> None:
    folders = [volume for each in OURS.values() for volume in each["volumes"] if volume.endswith(":/srv/data")]
    assert len(set(folders)) == len(OURS)
    assert {volume.partition(":")[0] for volume in folders} <= set(COMPOSE["volumes"])
    for name, each in OURS.items():
        if name != "prepare":
            assert each["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}, name


@pytest.mark.parametrize("unit", sorted(Path("deploy").glob("*.service")), ids=lambda path: path.name)
def test_what_a_service_of_systemd_starts_is_there(unit: Path) -> None:
    [start] = re.findall(r"^ExecStart=/srv/ita-portal/(.+)$", text_of(unit), re.MULTILINE)
    program, *words = start.split()
    assert (program in NAMES, os.access(ROOT / program, os.X_OK)) == (True, True)
    if program == "deploy/container":
        assert words[0] in SCRIPT
