"""What every answer tells the browser to refuse, and what no cache may keep."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from accounts.access import PUBLIC
from tests.accounts.making import PASSWORD, a_person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
POLICY = {
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "script-src 'self'",
    "style-src 'self'",
}
PAGES = [
    "/accounts/login/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-set-password/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/health/",
    "/health/live",
    "/health/ready",
    "/help/",
    "/help/accessibility/",
    "/help/privacy/",
    "/help/contact/",
    "/help/officer/",
    "/nowhere/",
    "/broken/",
    "/unreadable/",
    "/forbidden/",
]


def guarded(response: "Response") -> None:
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.urls("tests.ita_portal.frame.faulty_urls")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "signed in"])
def test_every_page_of_the_frame_is_guarded_and_kept_by_no_cache(path: str, signed_in: bool) -> None:
    client = Client(raise_request_exception=False)
    if signed_in:
        client.force_login(a_person())
    guarded(client.get(path))


def test_the_list_above_names_every_page_of_the_frame() -> None:
    frame = {"accounts/", "help/", "health/"}
    missing = [
        pattern.pattern
        for pattern in get_resolver("ita_portal.urls").url_patterns
        if isinstance(pattern, URLPattern) and str(pattern.pattern).split("/")[0] + "/" in frame
        if not any(pattern.resolve(page.removeprefix("/")) for page in PAGES)
    ]
    assert missing == []


@pytest.mark.urls("tests.ita_portal.frame.faulty_urls")
def test_a_view_that_says_how_long_it_may_be_kept_is_obeyed(client: Client) -> None:
    assert client.get("/kept/")["Cache-Control"] == "public, max-age=60"


def test_a_page_has_no_style_or_script_in_it(client: Client) -> None:
    for path in PAGES[:14]:
        page = client.get(path).content.decode()
        assert " style=" not in page, path
        assert "<style" not in page, path
        assert " on" + "click=" not in page, path
        assert page.count("<script") in (0, 3), path


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    a_person()
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.urls("tests.ita_portal.frame.faulty_urls")
def test_a_form_needs_its_token_wherever_it_is_sent() -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/typed/", "/accounts/login/", "/accounts/logout/", "/accounts/password/reset/"):
        assert strict.post(path, {}).status_code == 403, path


def test_a_form_with_its_token_is_taken() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/accounts/login/")
    token = strict.cookies["csrftoken"].value
    data = {"login": "x", "password": "y", "csrfmiddlewaretoken": token}
    assert strict.post("/accounts/login/", data).status_code == 422


def test_a_fragment_of_an_ended_session_is_told_so_and_not_given_the_sign_in_page(client: Client) -> None:
    asked = {"HX-Request": "true"}
    assert client.get("/accounts/password/change/", headers=asked).status_code == 401
    assert client.get("/accounts/password/change/").status_code == 302


def test_the_pages_of_the_frame_declare_who_may_open_them() -> None:
    from ita_portal.signin import urls  # noqa: PLC0415 - its views are made when it is read

    declared = {str(pattern.name): getattr(pattern.callback, "access", None) for pattern in urls.urlpatterns}
    assert None not in declared.values()
    closed = {name for name, access in declared.items() if access != PUBLIC}
    factor = {name for name in declared if name.startswith("mfa_")} - {"mfa_authenticate"}
    assert closed == {"account_change_password", "account_reauthenticate", *factor}
    assert len(factor) == 6
