"""Whether somebody else could have signed in as those who decided on a round, in plain sentences.

In a small office an administrator can give a new password to the approver; that cannot be forbidden, so it is told
beside the decision: what happened from the submission, or seven days before the decision, until the decision; and where
nothing did, the last change since that person's own decision before, however old it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from accounts.authentication import credential_changes
from accounts.authentication.credential_changes import Change
from accounts.models import Agency, User
from measures.models import Plan
from reports.models import Decision, Round
from reports.models.kinds import Kind
from thai.dates import format_moment

BEFORE = timedelta(days=7)
KEEPER = "ผู้ดูแลการติดตั้งระบบ"
_ENDS = frozenset({"recall", "return", "approve"})
_JUDGES = frozenset({"endorse", "return", "approve"})
_ACTIONS = credential_changes.BY_OTHERS | {credential_changes.NEW_BY_LINK}
_Handed = tuple[Change, int | None]  # with who did it, None for the keeper
_DONE = {
    credential_changes.LINK: "{by} ออกลิงก์ตั้งรหัสผ่านใหม่ให้บัญชีของ{person}",
    credential_changes.FACTOR_RESET: "{by} ล้างการยืนยันตัวตนสองขั้นตอนของบัญชี{person}",
    credential_changes.ADDRESS: "{by} เปลี่ยนอีเมลของบัญชี{person}",
    credential_changes.NEW_BY_LINK: "บัญชีของ{person}ได้รับรหัสผ่านใหม่ด้วยลิงก์ที่ {by} ออกให้",
}


@dataclass(frozen=True)
class Reset:
    """A change by another's hand to the account of somebody who decides on the round; `by` and `person` are names."""

    round: Round
    change: Change
    by: str
    person: str

    @property
    def words(self) -> str:
        """The sentence with {by}, {person} and {at} in it."""
        return _DONE[self.change.action] + " เมื่อ {at}"

    @property
    def sentence(self) -> str:
        """With the moment, as plain text."""
        return self.words.format(by=self.by, person=self.person, at=format_moment(self.change.at))

    @property
    def of(self) -> str:
        """Names the round in Thai."""
        return round_in_words(self.round.number, self.round.edition.number)


def round_in_words(number: int, edition: int) -> str:
    """`รอบที่ 1`, with the edition from the second on, as the history names rounds."""
    return f"ฉบับที่ {edition} รอบที่ {number}" if edition > 1 else f"รอบที่ {number}"


def of_plan(plan: Plan, kind: Kind = Kind.RESULT) -> list[Reset]:
    """Those of all rounds of the plan's report of a kind, the latest round first."""
    rounds = Round.objects.filter(edition__report__plan=plan, edition__report__kind=kind)
    return of_rounds(rounds, plan.agency, latest_first=True)


def of_rounds(rounds: QuerySet[Round], agency: Agency, *, latest_first: bool = False) -> list[Reset]:
    """Of rounds of one agency, by age and the oldest change first; the same queries for any number of them."""
    found = rounds.select_related("approver", "edition__report__plan").defer("document").prefetch_related("decisions")
    ordered = sorted(found.order_by(), key=lambda each: each.pk, reverse=latest_first)
    windows = [_Window.of(round_) for round_ in ordered]
    if not windows:
        return []
    lifetime = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    users = {user for window in windows for user in window.people}
    handed = list(_by_others(credential_changes.changes(users, agency=agency, actions=_ACTIONS), lifetime))
    if not handed:
        return []
    own = _decisions(users, agency)
    named = {key for change, by in handed for key in (change.user, by) if key is not None}
    names = dict(User.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}
    return [
        Reset(window.round, change, names.get(by, KEEPER) if by else KEEPER, names.get(change.user, ""))
        for window in windows
        for change, by in window.shown(handed, own)
    ]


def _decisions(users: Collection[int], agency: Agency) -> list[Decision]:
    """What these people decided on the agency's reports, the oldest first."""
    rows = Decision.objects.filter(by__in=users, move__in=_JUDGES, round__edition__report__plan__agency=agency)
    return list(rows.only("by", "round", "at").order_by("pk"))


def _by_others(changes: list[Change], lifetime: timedelta) -> Iterator[_Handed]:
    """Each change that was another's doing, with who did it; a new password only where it came by another's link."""
    links: dict[int, Change] = {}
    for change in changes:
        if change.action == credential_changes.NEW_BY_LINK:
            link = links.pop(change.user, None)
            if link is not None and change.at - link.at <= lifetime:
                yield change, link.by
        elif not change.own:
            if change.action == credential_changes.LINK:
                links[change.user] = change
            yield change, change.by


@dataclass(frozen=True)
class _Window:
    round: Round
    people: frozenset[int]
    begins: datetime
    ends: datetime | None

    @classmethod
    def of(cls, round_: Round) -> _Window:
        decisions = list(round_.decisions.all())
        ends = next((each.at for each in decisions if each.move in _ENDS), None)
        people = {round_.approver.user_id} | {each.by_id for each in decisions if each.move in _JUDGES}
        begins = min(round_.submitted_at, (ends or round_.submitted_at) - BEFORE)
        return cls(round_, frozenset(people), begins, ends)

    def shown(self, handed: Sequence[_Handed], own: Sequence[Decision]) -> list[_Handed]:
        """Of changes by others: those inside, and of each person who has none the last since they last decided."""
        until = [each for each in handed if each[0].user in self.people and not self._is_after(each[0])]
        inside = [each for each in until if each[0].at >= self.begins]
        touched = {change.user for change, _ in inside}
        last = {change.user: (change, by) for change, by in until if change.user not in touched}
        old = [each for each in last.values() if not self._decided_since(each[0], own)]
        return sorted([*old, *inside], key=lambda each: each[0].seq)

    def _is_after(self, change: Change) -> bool:
        return self.ends is not None and change.at > self.ends

    def _decided_since(self, change: Change, own: Sequence[Decision]) -> bool:
        """Whether the person decided on a round before this one after the change: it was told of there."""
        return any(each.by_id == change.user and each.round_id < self.round.pk and each.at >= change.at for each in own)
