"""A process that answers has nothing loaded that draws, signs or reads files, until somebody wants that."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests import migrated
from tests.house.tree import ROOT

# What weighs most, by the name under which it is imported.
HEAVY = {
    *("weasyprint", "pikepdf", "pypdfium2", "pyhanko", "pyhanko_certvalidator", "pkcs11", "PIL", "pillow_heif"),
    *("lxml", "docx", "xlrd", "xlsxwriter", "zxingcpp", "aiohttp", "fontTools", "boto3", "sentry_sdk", "redis"),
}
# As gunicorn does (deploy/server.py): the portal is read and warmed, then asked. Prints what was loaded by then.
SERVING = """
import json, sys
from ita_portal import wsgi, warming
warming.warm()
warming.warm_pages()
at_start = sorted(sys.modules)
from django.apps import apps
fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
unknown = [str(field) for field in fields if "cached_col" not in vars(field)]
from django.conf import settings
from django.test import Client
from tests import factories as make
known = set(sys.modules)
settings.ALLOWED_HOSTS = ["testserver"]
plan = make.a_plan(make.an_agency())
unit = make.a_unit(plan.agency)
measure = make.a_measure(plan)
home = f"/a/{plan.agency.slug}/{plan.year}/"
answers = {}
def look(client, path):
    answers[path] = client.get(path, follow=True).status_code
stranger = Client()
for path in ("/", "/accounts/login/", "/r/", "/v/", "/sitemap.xml", "/health/live", "/help/contact/"):
    look(stranger, path)
for role in ("officer", "coordinator", "approver", "administrator"):
    client = Client()
    client.force_login(make.a_user(role, role, unit=unit))
    of_year = [f"{home}{each}" for each in ("", "measures/", f"measures/{measure.pk}/", "report/")]
    for path in (*of_year, f"/a/{plan.agency.slug}/log/", "/me/"):
        look(client, path)
loaded = sorted(set(sys.modules) - known)
print(json.dumps({"at_start": at_start, "while": loaded, "unknown": unknown, "answers": answers}))
"""


def test_the_pages_load_nothing_that_draws_signs_or_reads_files(tmp_path: Path) -> None:
    migrated.copy_to(tmp_path / "portal.sqlite3")
    own = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
        "DATA_DIR": str(tmp_path),
        "DEBUG": "1",
        "DEMO": "",
        "CACHE_URL": "locmemcache://",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", SERVING], cwd=ROOT, env={**os.environ, **own}, check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert HEAVY & set(found["at_start"]) == set()
    assert HEAVY & set(found["while"]) == set()
    assert [name for name in found["while"] if name.startswith("django.") and ".locale." not in name] == []
    assert found["unknown"] == [], "what Django knows of a model is worked out before processes are forked"
    assert {path: status for path, status in found["answers"].items() if status not in (200, 403)} == {}
    assert list(found["answers"].values()).count(200) > 10
    assert "reports.views.compiling.compile" in found["at_start"], "the views are there before the first request"


def test_what_is_heavy_goes_by_these_names() -> None:
    assert {name for name in HEAVY if find_spec(name) is None} == set()
