"""Style, script and fonts come out of packages, by an allow list, under names that change with their content."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from ita_portal.frame.static_files.finder import FILES, body

# sha384 of each file as it was when it was looked through; bootstrap's is the digest of npm's bootstrap 5.3.8.
DIGESTS = {
    "bootstrap.min.css": (
        "b11225e24c482c5bd8e3b275e9cafd670074eef3f827cf8b1fba8a427baa92e200bcd58bcde37cb44e5806e8d9a892c1"
    ),
    "htmx-2.min.js": (
        "1f94ab71fca01e602e4c366984c1ea0492dcdc586cb0a8c6ef0fc2782a4545e49fc015834caa64ccf3fc73e70bb0af95"
    ),
    "Sarabun-Regular.woff2": (
        "835a11def86c1ac61859d6392e4747e5eb1bccc8fdef5292de142dfc66e1be9bcbf6e3fe455d3df31500d3fc5f2ca292"
    ),
    "Sarabun-SemiBold.woff2": (
        "42f24fddb9a03ee1ac9c0f209bcef707de2473d56ceee2133c5952328819b607342ca28f3d1265e0c28c25b656d252b4"
    ),
}


def served(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.getvalue()


def test_the_packages_files_are_those_that_were_looked_through() -> None:
    assert {name: hashlib.sha384(file.original.read_bytes()).hexdigest() for name, file in FILES.items()} == DIGESTS


@pytest.mark.parametrize("name", FILES)
def test_a_listed_file_is_found(name: str) -> None:
    found = finders.find(f"vendor/{name}")
    assert found is not None
    assert Path(found).read_bytes() == body(name)


@pytest.mark.parametrize(
    "name", ["vendor/bootstrap.css", "vendor/../manage.py", "vendor/", "django_htmx/htmx-2.min.js", "bootstrap.min.css"]
)
def test_what_is_not_listed_is_not_found(name: str) -> None:
    assert finders.find(name) is None


def test_only_our_files_and_the_listed_ones_are_collected(static_root: Path) -> None:
    manifest = json.loads((static_root / "staticfiles.json").read_text("utf-8"))
    own = {path.relative_to("static").as_posix() for path in Path("static").rglob("*") if path.is_file()}
    assert set(manifest["paths"]) == own | {f"vendor/{name}" for name in FILES}


def test_a_page_names_files_by_their_content_and_they_are_served(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(names) == 5
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", name), name
        assert served(client, name)


def test_the_style_sheets_fonts_are_served_under_their_hashed_names(client: Client, static_root: Path) -> None:
    manifest = json.loads((static_root / "staticfiles.json").read_text("utf-8"))["paths"]
    css = served(client, "/static/" + manifest["portal.css"]).decode()
    assert sorted(re.findall(r'url\("(vendor/[^"]+)"\)', css)) == [
        manifest["vendor/Sarabun-Regular.woff2"],
        manifest["vendor/Sarabun-SemiBold.woff2"],
    ]
    assert served(client, "/static/" + manifest["vendor/Sarabun-Regular.woff2"]) == body("Sarabun-Regular.woff2")


def test_a_hashed_file_is_kept_by_browsers_and_comes_compressed(client: Client, static_root: Path) -> None:
    manifest = json.loads((static_root / "staticfiles.json").read_text("utf-8"))["paths"]
    response = client.get("/static/" + manifest["portal.css"], headers={"accept-encoding": "br"})
    assert response["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response["Content-Encoding"] == "br"
    assert len(response.getvalue()) < 7500  # of the 120 kB of a first view (decision 43)


@pytest.mark.django_db  # closing an answer looks at the connections
def test_a_development_server_serves_them_without_collecting(settings: Settings) -> None:
    settings.DEBUG = True
    serve = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))
    request = HttpRequest()
    for name in ("vendor/bootstrap.min.css", "portal.css"):
        request.path_info, request.method = f"/static/{name}", "GET"
        response = serve(request)
        assert response.status_code == 200, name
        response.close()
