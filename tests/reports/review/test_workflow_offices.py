"""Small offices of every make-up finish a report, and meet no state that nobody there can leave."""

from __future__ import annotations

from itertools import combinations, combinations_with_replacement

import pytest
from django.test import Client

from accounts.access import Refused
from accounts.models import Membership, User
from accounts.permissions import Role
from measures.models import Measure, State
from measures.moves import moves as moves_of
from measures.services.permission import may_edit_progress
from reports.review.moves import standing
from reports.review.submission import Incomplete
from tests.reports.office import Office, an_office, approve, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

# Every set of roles that a person can hold.
HATS = [hat for count in range(1, len(Role) + 1) for hat in combinations(Role, count)]
# Two people, between them a coordinator and an approver who is someone else.
PAIRS = [
    (one, other)
    for one, other in combinations_with_replacement(HATS, 2)
    if (Role.COORDINATOR in one and Role.APPROVER in other) or (Role.COORDINATOR in other and Role.APPROVER in one)
]
ENDING = ["return", "recall", "approve"]
OPEN = {"draft", "recalled", "returned"}


def name_of(pair: tuple[tuple[Role, ...], tuple[Role, ...]]) -> str:
    return " and ".join("+".join(hat) for hat in pair)


def people_of(pair: tuple[tuple[Role, ...], tuple[Role, ...]]) -> tuple[Office, User, User]:
    """An office of two, the one who submits and the one who approves."""
    office = an_office()
    first, second = office.person("first", *pair[0]), office.person("second", *pair[1])
    if Role.COORDINATOR in pair[0] and Role.APPROVER in pair[1]:
        submitter, approver = first, second
    else:
        submitter, approver = second, first
    office.name_approver(approver)
    return office, submitter, approver


def movers(office: Office) -> list[tuple[str, str]]:
    """Who can do what now."""
    where = standing(office.edition)
    users = [membership.user for membership in Membership.objects.filter(agency=office.agency).select_related("user")]
    return [(user.username, move.name) for user in users for move in where.moves(User.objects.get(pk=user.pk))]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_two_people_can_leave_every_state_but_the_last(pair: tuple[tuple[Role, ...], tuple[Role, ...]]) -> None:
    office, submitter, approver = people_of(pair)
    seen = set()
    for ending in ENDING:
        seen.add(office.edition.state)
        assert (submitter.username, "submit") in movers(office)
        made = office.submit(submitter)
        seen.add(office.edition.state)
        can = movers(office)
        assert {move for _, move in can} == {"approve", "return", "recall"}
        assert {user for user, move in can if move in {"approve", "return"}} == {approver.username}
        if ending == "approve":
            approve(made, approver)
        else:
            decide(made, ending, approver if ending == "return" else submitter)
    assert office.edition.state == "approved"
    assert seen == OPEN | {"submitted"}  # every state that is not the last was met


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_whichever_of_two_is_asked_to_endorse_the_report_goes_on(
    pair: tuple[tuple[Role, ...], tuple[Role, ...]],
) -> None:
    office, submitter, approver = people_of(pair)
    office.ask([submitter, approver])  # each has a part in it already, and is passed over
    approve(office.submit(submitter), approver)
    assert office.edition.state == "approved"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("hat", [hat for hat in HATS if Role.COORDINATOR in hat], ids="+".join)
def test_the_only_coordinator_can_leave_every_state_of_a_measure(hat: tuple[Role, ...], state: State) -> None:
    office = an_office()
    only, approver = office.person("only", *hat), office.person("approver", Role.APPROVER)
    Measure.objects.update(state=state)
    [measure] = Measure.objects.select_related("plan__agency")
    assert moves_of(measure, only) != []
    assert moves_of(measure, approver) == []
    if measure.is_editable:  # and where something is missing first, it can be entered
        measure.outcomes.all().delete()
        assert moves_of(measure, only) == []
        assert may_edit_progress(only, measure)


def test_whoever_named_themselves_and_is_the_only_coordinator_names_the_other_approver() -> None:
    office = an_office()
    both, other = office.person("both", Role.COORDINATOR, Role.APPROVER), office.person("other", Role.APPROVER)
    office.name_approver(both)
    assert movers(office) == []
    client = Client()
    client.force_login(both)
    page = client.get(office.url())
    assert "เลือกผู้อนุมัติคนอื่นในหน้าจัดทำรายงาน (นายother)" in page.content.decode()
    form = page.context["form"]
    drawn = {name: form[name].value() for name in form.fields}
    said = {name: str(getattr(value, "pk", value) or "") for name, value in drawn.items()}
    named = {"approver": other.memberships.get().pk}
    assert client.post(office.url(), {**said, **named}).status_code == 302
    assert set(movers(office)) == {("both", "submit")}


def test_a_person_alone_with_all_roles_is_told_whom_to_ask() -> None:
    office = an_office()
    alone = office.person("alone", *Role)
    office.name_approver(alone)
    with pytest.raises(Refused, match=r"โปรดขอให้ผู้ดูแลระบบหน่วยงาน \(นายalone\) กำหนด"):
        office.submit(alone)
    assert office.edition.state == "draft"


def test_an_approver_who_leaves_during_review_locks_nobody_in() -> None:
    office = an_office()
    mana, somsak = office.person("mana", Role.COORDINATOR), office.person("somsak", Role.APPROVER)
    office.name_approver(somsak)
    made = office.submit(mana)
    Membership.objects.filter(user=somsak).update(is_active=False)
    assert set(movers(office)) == {("mana", "recall")}
    assert "ไม่ได้เป็นผู้อนุมัติแล้ว ให้ นายmana เรียกคืนไปเลือกผู้อนุมัติคนใหม่" in standing(office.edition).who_can
    decide(made, "recall", mana)
    with pytest.raises(Incomplete):
        office.submit(mana)
    office.name_approver(office.person("orn", Role.APPROVER))
    approve(office.submit(mana), User.objects.get(username="orn"))
    assert office.edition.state == "approved"


def test_a_submitter_who_leaves_during_review_locks_nobody_in() -> None:
    office = an_office()
    mana, somsak = office.person("mana", Role.COORDINATOR), office.person("somsak", Role.APPROVER)
    office.name_approver(somsak)
    office.submit(mana)
    Membership.objects.filter(user=mana).update(is_active=False)
    assert set(movers(office)) == {("somsak", "approve"), ("somsak", "return")}


def test_where_submitter_and_approver_have_both_left_their_successors_go_on() -> None:
    office = an_office()
    mana, somsak = office.person("mana", Role.COORDINATOR), office.person("somsak", Role.APPROVER)
    office.name_approver(somsak)
    made = office.submit(mana)
    Membership.objects.filter(agency=office.agency).update(is_active=False)
    assert movers(office) == []
    orn, wilai = office.person("orn", Role.APPROVER), office.person("wilai", Role.COORDINATOR)
    assert set(movers(office)) == {("orn", "return"), ("wilai", "recall")}
    decide(made, "return", orn)
    office.name_approver(orn)
    approve(office.submit(wilai), orn)
    assert office.edition.state == "approved"


def test_endorsers_who_left_keep_nobody_waiting() -> None:
    office = an_office()
    mana, somsak = office.person("mana", Role.COORDINATOR), office.person("somsak", Role.APPROVER)
    first, second = office.person("first", Role.OFFICER), office.person("second", Role.OFFICER)
    office.name_approver(somsak)
    office.ask([first, second])
    office.submit(mana)
    User.objects.filter(pk=first.pk).update(is_active=False)
    assert ("second", "endorse") in movers(office)
    Membership.objects.filter(user=second).update(is_active=False)
    assert ("somsak", "approve") in movers(office)
