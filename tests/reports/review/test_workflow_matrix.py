"""Every state, move and kind of person, generated from the table: drawn == allowed == what the door lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from django.test import Client

from accounts.access import Refused
from accounts.models import Agency, Membership, User
from accounts.permissions import GRANTS, Permission, Role
from audit.models import AuditEvent
from measures.models import Plan
from reports.models import Round
from reports.review import decision
from reports.review.moves import PUBLISHING, TRANSITIONS, standing
from tests.made_once import undone
from tests.reports.office import NOW, an_office, approve, decide
from tests.reports.scene import OUTSIDE, STATES, Scene, a_scene
from workflow import Overtaken, Table, Transition, refusal, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

# Who may make a move, whatever the state, in an office that asks one endorser: written out, not read from the code.
MAY = {
    "submit": {"submitter", "coordinator"},
    "recall": {"submitter"},
    "endorse": {"endorser"},
    "approve": set(),  # the endorser is first
    "return": {"endorser", "named", "approver"},
    "sign": set(),  # the portal's own move
    "publish": {"submitter", "coordinator"},
    "set_aside": {"submitter", "coordinator"},
    "replace": set(),  # only where a newer edition is signed: see publication/test_publishing
    "withdraw": {"submitter", "coordinator"},
    "reopen": set(),  # only where the file cannot be signed: see test_signing_unfit
}
MAY_ONCE_ENDORSED = {**MAY, "endorse": set(), "approve": {"named"}, "return": {"named", "approver"}}
# The same once somebody has lost the role that gave them a part, by whose part and which role.
COORDINATING = [name for name, kinds in MAY.items() if "coordinator" in kinds]
MAY_ONCE_LOST = {
    ("submitter", Role.COORDINATOR): {
        **MAY,
        **{name: {"coordinator"} for name in COORDINATING},
        "recall": {"coordinator"},
    },
    ("named", Role.APPROVER): {**MAY, "return": {"endorser", "approver"}},
    ("approver", Role.APPROVER): {**MAY, "return": {"endorser", "named"}},
    ("endorser", Role.OFFICER): MAY_ONCE_ENDORSED,
    ("coordinator", Role.COORDINATOR): {**MAY, **{name: {"submitter"} for name in COORDINATING}},
}
# The moves of services.decision; the others have services and tests of their own.
DECIDED = [move for move in TRANSITIONS if move not in {"submit", "sign", "reopen", *PUBLISHING}]
FINAL = {"approved", "signed", "published", "replaced", "withdrawn"}
ENDING = {
    "recall": "recalled",
    "return": "returned",
    "approve": "approved",
    "endorse": "submitted",
    "submit": "submitted",
    "sign": "signed",
    "reopen": "recalled",
    "publish": "published",
    "set_aside": "recalled",
    "replace": "replaced",
    "withdraw": "withdrawn",
}


def unentered(moves: Table, states: Iterable[str]) -> set[str]:
    """The moves and states that this matrix does not know."""
    used = {str(state) for move in moves.values() for state in {*move.sources, move.target}}
    known = {"draft", "submitted", "recalled", "returned"} | FINAL
    strange = {name for name, move in moves.items() if str(move.target) != ENDING.get(name)}
    return strange | (used - known) | (set(states) - known) | (set(moves) - set(MAY))


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def test_the_table_and_the_states_are_what_this_matrix_knows() -> None:
    assert unentered(TRANSITIONS, STATES) == set()
    assert set(TRANSITIONS) == set(MAY) == set(ENDING)


def test_a_new_state_or_move_without_an_entry_is_found() -> None:
    shred = Transition("shred", "ทำลาย", frozenset({"approved"}), "shredded", Permission.REPORT_APPROVE)
    assert unentered(table(*TRANSITIONS.values(), shred), STATES) == {"shred", "shredded"}
    assert unentered(TRANSITIONS, [*STATES, "mislaid"]) == {"mislaid"}
    elsewhere = [replace(move, target="draft") if move.name == "recall" else move for move in TRANSITIONS.values()]
    assert unentered(table(*elsewhere), STATES) == {"recall"}


@pytest.mark.parametrize("endorsed", [False, True])
def test_buttons_are_what_the_matrix_says(scene: Scene, endorsed: bool) -> None:
    if endorsed:
        decide(scene.round, "endorse", scene.people["endorser"])
    may = MAY_ONCE_ENDORSED if endorsed else MAY
    for state in STATES:
        with undone():
            where = standing(scene.put(state))
            drawn = {kind: {move.name for move in where.moves(user)} for kind, user in scene.people.items()}
            assert (state, drawn) == (
                state,
                {
                    kind: {name for name, kinds in may.items() if kind in kinds and state in TRANSITIONS[name].sources}
                    for kind in scene.people
                },
            )


@pytest.mark.parametrize("move", DECIDED)
def test_the_door_lets_through_exactly_what_is_drawn(scene: Scene, move: str) -> None:
    decide(scene.round, "endorse", scene.people["endorser"])
    for state in STATES:
        for kind, user in scene.people.items():
            with undone():
                edition = scene.put(state)
                drawn = move in {each.name for each in standing(edition).moves(user)}
                events = AuditEvent.objects.count()
                try:
                    decision.decide(
                        round=scene.round, move=move, by=user, now=NOW, comment="เหตุผล", declaration="ได้อ่านแล้ว"
                    )
                except (Refused, Overtaken) as error:
                    assert not drawn, f"{kind} was refused in {state}: {error}"
                    assert AuditEvent.objects.count() == events
                    assert scene.office.edition.state == state
                else:
                    assert drawn, f"{kind} got through in {state}"
                    assert AuditEvent.objects.count() == events + 1
                    assert scene.office.edition.state == TRANSITIONS[move].target


@pytest.mark.parametrize(("kind", "role"), MAY_ONCE_LOST)
def test_a_lost_role_gives_its_part_to_those_whom_the_matrix_says(scene: Scene, kind: str, role: Role) -> None:
    may, how = MAY_ONCE_LOST[kind, role], {"role ended": True, "account closed": False}
    for ending, is_active in how.items():
        with undone():
            Membership.objects.filter(user=scene.people[kind], role=role).update(is_active=False)
            User.objects.filter(pk=scene.people[kind].pk).update(is_active=is_active)
            people = {name: User.objects.get(pk=user.pk) for name, user in scene.people.items()}
            for state in ("submitted", "returned", "signed", "published"):
                edition = scene.put(state)
                for name, user in people.items():
                    drawn = {move.name for move in standing(edition).moves(user)}
                    able = {move for move, kinds in may.items() if name in kinds and state in TRANSITIONS[move].sources}
                    assert drawn == able, (ending, state, name)
                    for move in set(DECIDED) - able:
                        with pytest.raises((Refused, Overtaken)):
                            decision.decide(
                                round=scene.round, move=move, by=user, now=NOW, comment="เหตุผล", declaration="ได้อ่านแล้ว"
                            )


def test_every_refusal_names_somebody_who_can_or_says_what_was_decided(scene: Scene) -> None:
    silent = []
    for state in STATES:
        with undone():
            where = standing(scene.put(state))
            for move in (name for name, move in TRANSITIONS.items() if not move.by_portal):
                able = ["submitter", "coordinator"] if where.edition.is_open else [*MAY[move], *MAY["endorse"]]
                told = [*(str(scene.people[name]) for name in able), str(where.edition.get_state_display())]
                for kind, user in scene.people.items():
                    reason = refusal(TRANSITIONS[move], where.edition, user, where.rule)
                    if reason is not None and not any(words in reason for words in told):
                        silent.append((state, move, kind, reason))
    assert silent == []


@pytest.mark.parametrize("move", ["approve", "return"])
def test_the_submitter_with_every_role_is_told_who_can(scene: Scene, move: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(scene.round, move, scene.people["submitter"])
    assert refused.value.reason == (
        "ท่านเป็นผู้เสนอรายงานนี้ จึงอนุมัติเองไม่ได้ ขณะนี้รอ นายendorser เห็นชอบ จากนั้น นายnamed เป็นผู้อนุมัติ"
    )
    decide(scene.round, "endorse", scene.people["endorser"])
    with pytest.raises(Refused) as refused:
        decide(scene.round, move, scene.people["submitter"])
    assert refused.value.reason == ("ท่านเป็นผู้เสนอรายงานนี้ จึงอนุมัติเองไม่ได้ ผู้อนุมัติคือ นายnamed ส่วน นายapprover ส่งกลับแก้ไขได้")


def test_whoever_has_named_themselves_cannot_submit_and_learns_who_can() -> None:
    office = an_office()
    both = office.person("both", Role.COORDINATOR, Role.APPROVER)
    office.person("mana", Role.COORDINATOR)
    office.person("somsak", Role.APPROVER)
    office.name_approver(both)
    with pytest.raises(Refused) as refused:
        office.submit(both)
    assert "ให้ผู้ประสานงานคนอื่นเป็นผู้เสนอ (นายmana)" in refused.value.reason
    assert "เลือกผู้อนุมัติคนอื่นในหน้าจัดทำรายงาน (นายsomsak)" in refused.value.reason
    assert not Round.objects.exists()


def test_every_role_has_an_entry_and_only_these_decide() -> None:
    deciding = {str(permission) for permission in (TRANSITIONS[name].permission for name in TRANSITIONS)}
    assert deciding == {"report.submit", "report.decide", "report.approve", "report.publish"}
    assert {role for role in Role if "report.approve" in GRANTS[role]} == {Role.APPROVER}
    for name in ("report.submit", "report.publish"):
        assert {role for role in Role if name in GRANTS[role]} == {Role.COORDINATOR}


PAGES: list[tuple[str, Callable[[str], int]]] = [
    ("", lambda kind: 200),
    ("review/", lambda kind: 200),
    ("rounds/", lambda kind: 200),
    ("rounds/1/1/", lambda kind: 200),
    ("rounds/1/1/report.pdf", lambda kind: 200),
    ("rounds/1/1/report.json", lambda kind: 200),
    ("rounds/1/1/provenance.json", lambda kind: 200),
    ("rounds/1/1/pages/1.png", lambda kind: 200),
    ("rounds/1/1/evidence/1/", lambda kind: 404),  # nothing is attached: tests/reports/review/test_frozen_evidence.py
    ("rounds/1/1/evidence/1/small.jpg", lambda kind: 404),
    ("rounds/1/1/signed.pdf", lambda kind: 404),  # nobody has signed
    ("signed/", lambda kind: 302),  # to the compile page: nothing is approved
    ("sign/", lambda kind: 403),  # the endorser is first
    ("submit/", lambda kind: 409 if kind in {"submitter", "coordinator"} else 403),
    ("recall/", lambda kind: 200 if kind == "submitter" else 403),
]


def test_pages_open_for_whom_they_are_there(scene: Scene) -> None:
    opened: dict[tuple[str, str], int] = {}
    for kind, user in scene.people.items():
        client = Client()
        client.force_login(user)
        opened |= {(page, kind): client.get(scene.office.url(page)).status_code for page, _ in PAGES}
    assert opened == {
        (page, kind): 404 if kind in OUTSIDE else status(kind) for page, status in PAGES for kind in scene.people
    }
    for page, _ in PAGES:
        assert Client().get(scene.office.url(page))["Location"] == f"/accounts/login/?next={scene.office.url(page)}"


def test_the_signed_file_opens_for_everyone_of_the_agency(scene: Scene, client: Client) -> None:
    scene.put("signed")
    opened = {}
    for kind, user in scene.people.items():
        client.force_login(user)
        opened[kind] = client.get(scene.office.url("rounds/1/1/signed.pdf")).status_code
    assert opened == {kind: 404 if kind in OUTSIDE else 200 for kind in scene.people}


def test_rounds_of_another_agency_are_not_there_under_ones_own_address(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["stranger"])
    Plan.objects.create(agency=Agency.objects.get(slug="elsewhere"), year=scene.office.plan.year, assessed_year=2565)
    own = f"/a/elsewhere/{scene.office.plan.year}/report/"
    assert client.get(own).status_code == 200
    frozen = [page for page, _ in PAGES if page.startswith("rounds/1/")]
    assert {page: client.get(own + page).status_code for page in frozen} == dict.fromkeys(frozen, 404)


def test_the_named_approver_reaches_the_page_to_approve_once_endorsed(scene: Scene, client: Client) -> None:
    decide(scene.round, "endorse", scene.people["endorser"])
    client.force_login(scene.people["named"])
    assert client.get(scene.office.url("sign/")).status_code == 200
    approve(scene.round, scene.people["named"])
    assert scene.office.edition.state == "approved"
