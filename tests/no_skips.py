"""With REQUIRE_ALL=1, as in CI, a skipped test fails: only a test of the other database may stay out of a run, and one
of LibreOffice, which the portal uses where a machine has it (.doc, .odt, .rtf) and which CI does not install, or of a
released version that a shallow checkout has not.
"""

import os
from collections.abc import Generator

import pytest

# The reasons that a test of one database gives in the other's run; each test runs in one of CI's two.
OTHER_DATABASE = {"sqlite3": "only on PostgreSQL", "postgresql": "only on SQLite"}
# How the reason of a test begins that wants it, or the history of the repository, which a shallow checkout has not.
OPTIONAL = ("LibreOffice", "history")


def _engine() -> str:
    from django.conf import settings  # noqa: PLC0415 - the plugin is loaded before Django has settings

    return str(settings.DATABASES["default"]["ENGINE"]).rpartition(".")[2]


def _may_be_skipped(reason: str) -> bool:
    return reason.removeprefix("Skipped: ").startswith((OTHER_DATABASE[_engine()], *OPTIONAL))


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or hasattr(report, "wasxfail") or not os.environ.get("REQUIRE_ALL"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not _may_be_skipped(reason):
        report.outcome = "failed"
        report.longrepr = f"{reason}\nREQUIRE_ALL=1 is set: here nothing may be skipped."


def pytest_report_header() -> str:
    return f"database: {_engine()}, skips {'fail' if os.environ.get('REQUIRE_ALL') else 'are allowed'}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid(report)
    return report
