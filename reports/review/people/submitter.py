"""Who signs a report first: whoever consents to it by submitting, be they the printed reporter or somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.persons import same_person
from paper.paper import Paper, Submitter
from reports.compiling.agency_paper import paper_of
from reports.models import Decision, Edition, Round
from reports.review.moves import RoundStanding

_BANGKOK = ZoneInfo("Asia/Bangkok")


def draft_paper(where: RoundStanding, reader: User, now: datetime) -> Paper:
    """The agency's paper as a draft: with who submitted; while the report is open, to who may, as if they did. A report
    that was brought in as it had been on paper is no draft, and nobody will sign it.
    """
    paper = paper_of(where.edition.agency, draft=True)
    if where.edition.report.plan.is_from_paper:
        return replace(paper, draft=False, from_paper=True, portal="", seal=False)
    if where.round is not None and not where.edition.is_open:
        return replace(paper, submitter=submitter_in(where.round))
    if not reader.can(Permission.REPORT_SUBMIT, on=where.edition.agency):
        return paper
    return replace(paper, submitter=submitter_of(where.edition, reader, now))


def submitter_of(edition: Edition, by: User, now: datetime) -> Submitter:
    """The person as the paper prints them: as the report names its reporter, where that is they themselves.

    Anyone else is printed beside the reporter with a post of their own, else with the name of their role.
    """
    on = now.astimezone(_BANGKOK).date()
    post = capacity_of(by, edition.agency, "coordinator")
    if not is_reporter(edition, by):
        return Submitter(by.name, post, on)
    known = edition.reporter.post if edition.reporter else ""
    return Submitter(edition.reporter_name, edition.reporter_post or known or post, on)


def submitter_in(round_: Round) -> Submitter:
    """The person as the paper of a round prints them."""
    sent = round_.decisions.get(move=Decision.Move.SUBMIT)
    return Submitter(sent.name, sent.capacity, round_.submitted_at.astimezone(_BANGKOK).date())


def is_reporter(edition: Edition, by: User) -> bool:
    """Whether a person is whom the report names as its reporter: by the officer's account, else by the name."""
    account = edition.reporter.user if edition.reporter else None
    if account is not None:
        return same_person(account, by)
    return edition.reporter_name.split() == by.name.split()


def capacity_of(user: User, agency: Agency, role: str) -> str:
    """The post under which a person acts in a role, else the role's name."""
    membership = user.memberships.filter(agency=agency, role=role, is_active=True).first()
    return (membership.post or str(membership.get_role_display())) if membership else ""
