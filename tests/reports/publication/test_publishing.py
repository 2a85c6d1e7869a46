"""A signed report becomes public, is replaced by a newer edition or withdrawn: openly, once, and all or nothing."""

from __future__ import annotations

import hashlib
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError

from accounts.access import Refused
from audit.models import AuditEvent
from audit.verify import verify
from files import store
from reports.models import Decision, Edition, Publication, Signing
from reports.publication import publish as publication
from reports.publication.sweeping import named
from reports.review.submission import Reworded
from reports.verification import issued
from tests.reports.approved import Scene, a_scene
from tests.reports.office import NOW
from tests.reports.publication.scenes import (
    REASON,
    a_published_scene,
    a_signed_scene,
    another_edition,
    latest,
    publish,
    states,
    withdraw,
)
from thai.text import fold
from workflow import CommentNeeded, Overtaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


def actions(scene: Scene) -> list[str]:
    rows = AuditEvent.objects.filter(action__startswith="edition.").order_by("seq")
    return list(rows.values_list("action", flat=True))


def test_a_published_report_names_the_signed_bytes_and_keeps_who_published_it() -> None:
    scene = a_signed_scene()
    made = publish(scene.round, scene.person("mana"))
    pdf = store.get(made.files["report.pdf"]["digest"])
    assert hashlib.sha256(pdf).hexdigest() == scene.signing.pdf_digest
    assert store.get(made.files["report.json"]["digest"]) == scene.round.document.encode()
    assert made.files["report.json"]["digest"] == scene.round.digest
    assert {name: len(store.get(file["digest"])) for name, file in made.files.items()} == {
        name: file["size"] for name, file in made.files.items()
    }
    decision = Decision.objects.get(move="publish")
    assert (decision.name, decision.capacity, decision.declaration) == (
        "นายmana",
        "ตำแหน่งของmana",
        publication.DECLARATION,
    )
    assert states(scene) == ["published"]
    assert actions(scene)[-1] == "edition.publish"
    assert verify().whole


def test_what_is_published_is_what_verification_calls_issued() -> None:
    scene = a_published_scene()
    found = issued.find_issued(scene.signing.pdf_digest)
    assert found is not None
    assert (found.standing, found.code, found.published_at, found.current) == ("published", scene.round.code, NOW, "")


@pytest.mark.parametrize("username", ["somsak", "prani", "arun"])
def test_only_a_coordinator_publishes_and_withdraws(username: str) -> None:
    scene = a_signed_scene()
    with pytest.raises(Refused):
        publish(scene.round, scene.person(username))
    publish(scene.round, scene.person("mana"))
    with pytest.raises(Refused):
        withdraw(scene.round, scene.person(username))
    with pytest.raises(Refused):
        publication.begin(plan=scene.office.plan, by=scene.person(username))
    assert states(scene) == ["published"]


def test_what_is_not_signed_is_not_published() -> None:
    scene = a_scene()
    with pytest.raises(Overtaken):
        publication.publish(
            round=scene.round, seen="", declaration=publication.DECLARATION, by=scene.person("mana"), now=NOW
        )
    assert publication.prepare(scene.office.plan) is None
    assert not Publication.objects.exists()


def test_another_file_than_was_shown_is_not_published() -> None:
    scene = a_signed_scene()
    with pytest.raises(Reworded):
        publication.publish(
            round=scene.round, seen="ab" * 32, declaration=publication.DECLARATION, by=scene.person("mana"), now=NOW
        )
    assert states(scene) == ["signed"]


def test_a_new_editions_publication_replaces_the_old_one_in_the_same_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = a_published_scene()
    following = another_edition(scene)
    assert states(scene) == ["published", "signed"]
    mana = scene.person("mana")
    with pytest.raises(CommentNeeded):
        publish(following, mana)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(publication, "fold", lambda text: 1 / 0)  # the last thing before the row
        publish(following, mana, reason=REASON)
    assert states(scene) == ["published", "signed"]
    assert Decision.objects.filter(move__in=["replace"]).count() == 0
    publish(following, mana, reason=REASON)
    assert states(scene) == ["replaced", "published"]
    assert actions(scene)[-2:] == ["edition.replace", "edition.publish"]
    old = issued.by_code(scene.round.code)
    assert old is not None
    assert (old.standing, old.current, old.reason, old.changed_at) == ("replaced", following.code, REASON, NOW)
    assert verify().whole


def test_a_withdrawn_report_stays_marked_and_a_later_edition_is_what_it_points_to() -> None:
    scene = a_published_scene()
    mana = scene.person("mana")
    with pytest.raises(CommentNeeded):
        withdraw(scene.round, mana, reason="  ")
    withdraw(scene.round, mana)
    found = issued.by_code(scene.round.code)
    assert found is not None
    assert (found.standing, found.reason, found.current) == ("withdrawn", REASON, "")
    following = another_edition(scene)
    publish(following, mana)
    assert states(scene) == ["withdrawn", "published"]
    found = issued.by_code(scene.round.code)
    assert found is not None
    assert (found.standing, found.current) == ("withdrawn", following.code)
    with pytest.raises(Overtaken):
        withdraw(scene.round, mana)


def test_a_new_edition_begins_with_the_old_words_and_without_its_date() -> None:
    scene = a_published_scene()
    old = latest(scene)
    made = publication.begin(plan=scene.office.plan, by=scene.person("mana"))
    assert (made.number, made.state, made.report) == (2, "draft", old.report)
    assert (made.opening, made.problems, made.approver) == (old.opening, old.problems, old.approver)
    assert (made.reported_on, made.reported_on_as_written) == (None, "")
    assert latest(scene) == made
    with pytest.raises(Overtaken):
        publication.begin(plan=scene.office.plan, by=scene.person("mana"))


def test_no_report_has_two_published_editions_whoever_writes() -> None:
    scene = a_published_scene()
    report = latest(scene).report
    with pytest.raises(IntegrityError):
        Edition.objects.create(report=report, number=7, state="published", title="รายงาน")


def test_what_was_published_by_the_release_before_is_found_by_agency_and_title_once_replaced() -> None:
    scene = a_published_scene()
    Publication.objects.update(heading="")
    import_module("reports.migrations.0007_set_aside").head(apps, None)
    Edition.objects.update(state="replaced")
    for words in (scene.office.agency.name, scene.round.edition.title):
        assert Publication.objects.public().mentioning(fold(words).split()).count() == 1
    outcome = scene.round.read().measures[0].outcomes[0].text
    assert Publication.objects.public().mentioning(fold(outcome).split()).count() == 0


def test_nothing_that_was_published_is_swept() -> None:
    a_published_scene()
    made = Publication.objects.get()
    assert made.digests <= named()
    assert Signing.objects.get().pdf_digest in made.digests
