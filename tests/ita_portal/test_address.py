"""Where browsers open the portal: one setting says it, and what contradicts it keeps the portal from starting."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from ita_portal.address import faults, guessed, host_of
from ita_portal.checks import address


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://portal.example.go.th/", "portal.example.go.th"),
        ("http://192.168.1.10:8011", "192.168.1.10"),
        ("http://[::1]:8000", "[::1]"),
        ("portal.example.go.th", ""),
    ],
)
def test_the_address_names_the_host(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("told", "hosts", "https"),
    [
        ("https://portal.example.go.th", ["portal.example.go.th"], True),
        ("https://portal.example.go.th", ["other.go.th", ".example.go.th"], True),
        ("https://portal.example.go.th", ["*"], False),
        ("http://192.168.1.10:8011", ["192.168.1.10"], False),
        ("", ["portal.example.go.th"], True),
    ],
)
def test_what_fits_together_starts(told: str, hosts: list[str], https: bool) -> None:
    assert list(faults(told, hosts, https=https, debug=False)) == []


@pytest.mark.parametrize(
    ("told", "hosts", "https", "cure"),
    [
        ("", [], True, "Set PORTAL_URL"),
        ("", ["127.0.0.1"], False, "Set PORTAL_URL"),  # nobody knows the port
        ("portal.example.go.th", [], True, "write an address"),
        ("ftp://portal.example.go.th", ["portal.example.go.th"], True, "write an address"),
        ("http://192.168.1.10:8011", ["192.168.1.10"], True, "set HTTPS_ONLY=false"),
        ("https://portal.go.th", ["portal.example.go.th"], True, "add it, or leave ALLOWED_HOSTS out"),
    ],
)
def test_what_cannot_be_says_its_cure(told: str, hosts: list[str], https: bool, cure: str) -> None:
    [fault] = faults(told, hosts, https=https, debug=False)
    assert cure in fault
    assert list(faults(told, hosts, https=https, debug=True)) == []


def test_unless_told_it_is_https_and_the_first_name() -> None:
    assert guessed(["portal.example.go.th", "other"], https=True, debug=False) == "https://portal.example.go.th"
    assert guessed(["127.0.0.1"], https=False, debug=True) == "http://127.0.0.1:8000"


def test_each_command_tells_of_it(settings: Settings) -> None:
    settings.ADDRESS_FAULTS = ("Set PORTAL_URL.",)
    assert [(warning.id, warning.msg) for warning in address(None)] == [("ita_portal.W002", "Set PORTAL_URL.")]
