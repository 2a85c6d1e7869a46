"""A link that is shown once, to hand over where there is no mail."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.access import AgencyRequest

_KEY = "link_to_hand_over"


@dataclass(frozen=True)
class Link:
    """`purpose` is invitation or password; `reason` says why it was not sent by mail."""

    url: str
    name: str
    purpose: str
    reason: str = ""


def show_link(request: AgencyRequest, link: Link) -> None:
    """The next page of settings shows it; it waits in the administrator's session until then."""
    request.session[_KEY] = [request.agency.pk, link.url, link.name, link.purpose, link.reason]


def shown_link(request: AgencyRequest) -> Link | None:
    """The link that waits for this agency's page; it is gone after this."""
    agency, *facts = request.session.get(_KEY) or [None]
    if agency != request.agency.pk:
        return None
    del request.session[_KEY]
    return Link(*facts)
