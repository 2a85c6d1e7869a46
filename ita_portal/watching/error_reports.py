"""Reports of errors to a server that speaks Sentry's protocol; none without SENTRY_DSN.

A report holds where in the program it went wrong, and the request's number, by which the log has the rest. Never in it:
addresses, forms, cookies, people, values of variables, and the words of an error, in which a database quotes rows.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ita_portal.watching import request_number

_FRAME = ("filename", "function", "module", "lineno", "context_line", "in_app")


def begin(dsn: str) -> None:
    """Reports what is logged as an error from now on. Raises ImproperlyConfigured."""
    try:
        import sentry_sdk  # noqa: PLC0415 - installed and loaded only where it is wanted
        from sentry_sdk.integrations.dedupe import DedupeIntegration  # noqa: PLC0415
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration  # noqa: PLC0415
        from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415
        from sentry_sdk.utils import BadDsn  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured("SENTRY_DSN wants a library: run script/setup --optional.") from error
    try:
        sentry_sdk.init(
            dsn,
            before_send=without_people,  # type: ignore[arg-type]  # a dictionary by any name
            default_integrations=False,
            integrations=[LoggingIntegration(level=None), ExcepthookIntegration(), DedupeIntegration()],
            include_local_variables=False,
            max_breadcrumbs=0,
            traces_sample_rate=0.0,
            server_name="portal",
        )
    except BadDsn as error:
        raise ImproperlyConfigured("SENTRY_DSN is no address of a project.") from error


def without_people(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """The report with what may leave the house, each thing by name."""
    kept: dict[str, Any] = {
        name: event[name] for name in ("event_id", "timestamp", "level", "platform", "logger") if name in event
    }
    values = (event.get("exception") or {}).get("values") or []
    kept["exception"] = {"values": [_bare(each) for each in values]}
    if template := (event.get("logentry") or {}).get("message"):
        kept["logentry"] = {"message": template if not values else ""}
    kept["tags"] = {"request": request_number.current()}
    return kept


def _bare(value: dict[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames") or []
    bare = [{name: frame[name] for name in _FRAME if name in frame} for frame in frames]
    return {"type": value.get("type"), "module": value.get("module"), "stacktrace": {"frames": bare}}
