"""A request has a number, in its answer and in each line of the log; as JSON a line is for programs."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from ita_portal.watching import logs, request_number


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["", "short", "a" * 65, "abc def gh", "<script>alert(1)</script>", "กขคงจฉชซฌ"])
def test_a_request_gets_a_number_of_its_own_unless_the_proxy_told_a_sane_one(client: Client, told: str) -> None:
    headers = {"X-Request-ID": told.encode().decode("latin-1")}
    numbers = {client.get("/help/", headers=headers)["X-Request-ID"] for _ in range(2)}
    assert len(numbers) == 2
    assert all(len(number) == 16 for number in numbers)
    known = client.get("/help/", headers={"X-Request-ID": "b7a0c1d2-0001"})
    assert known["X-Request-ID"] == "b7a0c1d2-0001"


@pytest.mark.django_db
def test_as_json_each_request_has_a_line_without_its_address(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_FORMAT = "json"
    with caplog.at_level("INFO", "ita_portal.watching.requests"):
        client.get("/first/secret-token/?q=กานดา", headers={"X-Request-ID": "b7a0c1d2-0001"})
        [line] = [logs.JsonLines().format(each) for each in caplog.records if each.message == "answered"]
    facts = json.loads(line)
    assert (facts["view"], facts["method"], facts["status"], facts["request"]) == (
        "first_agency", "GET", 410, "b7a0c1d2-0001",
    )  # fmt: skip
    assert "secret-token" not in line
    assert "กานดา" not in line


def test_a_line_is_one_line_with_its_trace_and_thai_as_it_is() -> None:
    request_number.begin("b7a0c1d2-0002")
    try:
        raise ValueError("ค่าผิด\nสองบรรทัด")
    except ValueError:
        record = logging.LogRecord("portal", logging.ERROR, "f", 1, "แฟ้ม %s", ("ก",), sys.exc_info())
    line = logs.JsonLines().format(record)
    facts = json.loads(line)
    assert "\n" not in line
    assert (facts["message"], facts["level"], facts["request"]) == ("แฟ้ม ก", "ERROR", "b7a0c1d2-0002")
    assert "ValueError: ค่าผิด" in facts["trace"]
    assert "แฟ้ม" in line


def test_another_form_is_refused_loudly() -> None:
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT"):
        logs.configuration("xml", debug=False)
