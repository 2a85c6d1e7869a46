"""An office in which every field that people fill holds words too long for a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Membership, SetAside, Unit, User
from accounts.permissions import Role
from accounts.services import invitation
from accounts.services.membership import Place
from editing import drafts
from measures.models import Action, Indicator, Measure, Recommended, Revision, Wording
from notices.models import Kind, Notice
from reports.models import Round
from tests.factories import a_score_sheet, evidence_of
from tests.house.doors import World, a_world
from tests.reports.office import NOW

WORD = "W" * 200
LINK = "https://www.example.go.th/" + "data-and-news/2566/" * 4 + "?file=" + "a1b2c3d4e5" * 8 + "&year=2566"
AGENCY = "สำนักงานส่งเสริมคุณธรรมและความโปร่งใสประจำองค์การบริหารส่วนตำบล" * 2
TEXT = f"{WORD} {LINK} {AGENCY}"
# Columns whose words no person chooses, or chooses out of a list: keys, codes, digests, what the program wrote.
NOT_FILLED = {
    *("slug", "code", "username", "password", "email", "key", "digest", "tool", "move", "url", "page", "part", "kind"),
    *("type", "field", "source", "token", "status", "secret_digest", "level", "certificate", "pdf_digest", "fault"),
    *("audit_hash", "search", "subject", "data", "province", "reported_on_as_written", "emblem"),
    *("sent_digest", "thumbnail", "media_type"),
}
# A stand-in's alone; of an overseer this or a province; of a piece of evidence an address or a file.
ONLY_WHERE_SAID = {"acting_for", "department", "address"}
_APPS = ("accounts", "measures", "evidence", "scores", "reports", "notices")


def typed_columns() -> Iterator[tuple[type[models.Model], Any]]:
    """Every column of words that people fill."""
    for model in apps.get_models():
        if model._meta.app_label in _APPS:
            for each in model._meta.concrete_fields:
                is_words = isinstance(each, models.CharField | models.TextField) and not each.choices
                if is_words and each.name not in NOT_FILLED and not (model is Round and each.name == "document"):
                    yield model, each


def fill_everything(letter: str = "W") -> None:
    """Puts long words into every such column of every row, as long as the column is; `letter` makes them others."""
    for model, column in typed_columns():
        words = letter * min(column.max_length, 200) if column.max_length else TEXT.replace("W", letter)
        rows = model._default_manager.exclude(**({column.name: ""} if column.name in ONLY_WHERE_SAID else {}))
        if not column.unique and column.name not in ("name", "short_name"):
            rows.update(**{column.name: words})
            continue
        for row in rows.values_list("pk", flat=True):
            rows.filter(pk=row).update(**{column.name: words[: -len(str(row))] + str(row)})


def an_agency_at_work() -> tuple[World, User, str]:
    """A plan with measures in every state, a person of every role with drafts and notices, an invitation's token."""
    world = a_world()
    agency, measure = world.plan.agency, world.measure
    user = User.objects.get(username=f"{Role.COORDINATOR}@{agency.slug}")
    for role in Role:
        Membership.objects.get_or_create(user=user, agency=agency, role=role, defaults={"unit": Unit.objects.first()})
    Revision.objects.create(measure=measure, kind="action", row=1, text="เดิม", dates="เดิม", by=user, at=NOW)
    Indicator.objects.update(text="ถ้อยคำ", status="seed")
    assert measure.indicator is not None
    Wording.objects.create(
        agency=agency, indicator=measure.indicator, text="ถ้อยคำ", confirmed_by=user, confirmed_at=NOW
    )
    Measure.objects.filter(pk=measure.pk).update(due_on=NOW.date())
    place = Place(frozenset({str(Role.OFFICER)}), None, "นักพัฒนาชุมชน")
    now = timezone.now()
    _, token = invitation.invite(agency=agency, name="นายธนากร", email="", place=place, by=user, now=now)
    for page in SetAside.Page:
        for row in range(1, 9):  # whatever each is about
            SetAside.objects.create(agency=agency, page=page, row=row, part="x", label="x", text="x", by=user, at=NOW)
    for number, kind in enumerate(Kind):
        url = f"/a/{agency.slug}/2566/"
        Notice.objects.create(
            user=user, agency=agency, kind=kind, subject="x", key=f"{number}", title="x", url=url, created_at=NOW
        )
    a_score_sheet(agency, user)
    Recommended.objects.create(key="to-all", tool="EIT", question="x", text="x")
    evidence_of(measure, user, number=7, address="https://drive.google.com/file")
    action = Action.objects.filter(measure=measure).first()
    assert action is not None
    typed = QueryDict(f"actions-0-text={TEXT[:600]}&actions-0-start={WORD}")
    for rest in ("progress/", f"actions/{action.pk}/", "change/"):
        at = f"/a/{agency.slug}/2566/measures/{measure.pk}/{rest}"
        drafts.keep(user=user, page=at, title="ร่าง", data=typed, now=now)
    return world, user, token
