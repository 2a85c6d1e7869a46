"""The released version goes on serving and saving on the tables of this one, while its servers are replaced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from audit.verify import verify as verify_chain
from tests.backups.portals import Portal
from tests.house.tree import ROOT
from tests.upgrades import unpacked
from tests.upgrades.conftest import Upgrade

pytestmark = pytest.mark.django_db(transaction=True)
# In the released version's own code and models: pages are read, a person signs in, rows of each kind are saved.
OLD = """
import json, sys, django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from django.db import transaction
from django.test import Client
from accounts.models import User
from accounts.permissions import Role
from audit import chain
from tests import factories
visitor, officer = Client(), Client()
officer.force_login(User.objects.get(username="kanda"))
pages = {path: visitor.get(path).status_code for path in ["/health/", "/v/", *(f"/r/{code}/" for code in sys.argv[1:])]}
pages |= {path: officer.get(path, follow=True).status_code for path in ["/", "/a/thung-sai-than/2566/"]}
with transaction.atomic():
    agency = factories.an_agency("beside")
    user = factories.a_user("beside", Role.OFFICER, agency=agency)
    plan = factories.a_plan(agency)
    measure = factories.a_measure(plan)
    chain.record("agency.added", actor=user.pk, agency=agency.pk, subject=f"agency:{agency.pk}")
print(json.dumps(pages))
"""


def code_of(commit: str, folder: Path) -> Path:
    """The program as it was; where the history doesn't reach back so far, the test is skipped."""
    git = ["git", "-c", "safe.directory=*", "archive", "--format=tar", commit]
    packed = subprocess.run(git, cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(f"history: the checkout does not hold the released version {commit[:8]}")
    unpacked.extract(packed.stdout, folder)
    return folder


def told(portal: Portal) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "PYTHONPATH": "",
        "DEBUG": "true",
        "DATA_DIR": str(portal.folder / "data"),
        "DATABASE_URL": f"sqlite:///{portal.told['NAME']}",
    }


@pytest.mark.parametrize("release", unpacked.KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def test_the_released_version_reads_and_saves_on_the_tables_of_this_one(
    release: Path, upgrade: Upgrade, tmp_path: Path
) -> None:
    expected: dict[str, Any] = unpacked.unpack(release, tmp_path)
    program = code_of(expected["commit"], tmp_path / "program")
    portal, _ = upgrade(release, tmp_path)
    command = [sys.executable, "-c", OLD, *expected["reports"]]
    done = subprocess.run(command, cwd=program, env=told(portal), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    pages = json.loads(done.stdout.splitlines()[-1])
    assert {path: status for path, status in pages.items() if status != 200} == {}
    assert len(pages) == 4 + len(expected["reports"])
    with portal.entered():
        assert User.objects.filter(username="beside").exists()
        assert verify_chain().whole
