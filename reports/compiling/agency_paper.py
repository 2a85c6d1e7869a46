"""The paper of an agency: its settings, and the mark of a trial where none but the demonstration's key would sign."""

from __future__ import annotations

import logging

from django.conf import settings

from accounts.models import Agency
from files import store
from paper.paper import Paper
from reports.models import SigningKey

log = logging.getLogger(__name__)


def paper_of(agency: Agency, *, draft: bool) -> Paper:
    """The settings of an agency; in a demonstration, or where none but its key would sign, every sheet says so.

    Each agency has one key, its own, so that it signs as the agency's seal for both people.
    """
    return Paper(
        orientation="portrait" if agency.orientation == Agency.Orientation.PORTRAIT else "landscape",
        digits={"thai": "thai", "arabic": "arabic"}.get(agency.digits, "as_written"),  # type: ignore[arg-type]  # a choice
        letterhead=agency.letterhead,
        emblem=_emblem(agency),
        draft=draft,
        demo=settings.DEMO or signs_for_trial(agency),
        portal=settings.PORTAL_URL.rstrip("/"),
        seal=True,
    )


def _emblem(agency: Agency) -> bytes:
    """Nobody is kept from their report by a picture that the disk has lost: the log says so."""
    if not agency.emblem:
        return b""
    try:
        return store.get(agency.emblem)
    except store.Altered as error:
        log.warning("the emblem of %s: %s", agency.slug, error)
        return b""


def signs_for_trial(agency: Agency) -> bool:
    """Whether the key that would sign for the agency now is the demonstration's, which no law knows."""
    return is_of_trial(agency, SigningKey.objects.filter(agency=agency).values_list("source", flat=True).first())


def is_of_trial(agency: Agency, chosen: str | None) -> bool:
    """The same, where it is known from which source the agency chose to have its key, or that it chose none."""
    from pades.keys import agency_keys  # noqa: PLC0415 - a paper without an agency needs no signatures, slow to load

    return (chosen or next(iter(agency_keys.sources(agency.slug)), None)) == agency_keys.Source.DEMO
