"""Markup that someone typed is shown as typed, on every page and in every field, and never becomes part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from accounts.models import Membership
from accounts.permissions import Role
from measures.models import Indicator, Revision, Wording
from reports.models import Edition, Report, Round
from tests.browsing import crawl, form_of, open_form
from tests.factories import NOON, a_score_sheet
from tests.house.doors import a_world
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

# Fields that hold no words of a person: keys, codes that are read, what sign-in and the chain need.
NOT_WORDS = {
    "slug",
    "code",
    "username",
    "password",
    "email",
    "kind",
    "key",
    "digest",
    "emblem",
    "reported_on_as_written",
    "address",
    *("sent_digest", "thumbnail", "media_type"),
}
SHOWN = {
    "Agency.name",
    "Agency.short_name",
    "Unit.short_name",
    "User.name",
    "Membership.post",
    "Officer.name",
    "Officer.post",
    "Measure.code_as_written",
    "Measure.question",
    "Measure.heading_as_written",
    "Step.text",
    "Reference.as_written",
    "Action.marker",
    "Action.text",
    "Outcome.text",
    "Revision.text",
    "Revision.dates",
    "Indicator.group_name",
    "Wording.text",
    "ScoreSheet.note",
    "ScoreSheet.official_level",
    "Evidence.caption",
    "Evidence.name",
    "Evidence.item",
    "Edition.title",
    "Edition.opening",
    "Edition.problems",
    "Edition.suggestions",
    "Edition.reporter_name",
    "Edition.reporter_unit",
    "Edition.import_doubts",
}


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "xss" or any("xss" in name for name, _ in attrs):
            self.foreign.append(self.get_starttag_text() or tag)


def foreign(page: Any) -> list[str]:
    """Elements and attributes of a page that came out of a payload."""
    return _Reader(page.content.decode()).foreign


def text_fields() -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models():
        if model._meta.app_label in ("accounts", "measures", "evidence", "scores", "reports") and model is not Round:
            texts = [
                each for each in model._meta.concrete_fields if isinstance(each, models.CharField | models.TextField)
            ]
            yield from ((model, each) for each in texts if not each.choices and each.name not in NOT_WORDS)


def _payload(number: int, room: int) -> str:
    """What would end an attribute and begin an element, as much of it as a field holds."""
    if room > 15:
        return f"\"'><xss {number}>"
    return f"'<xss {number}>" if room > 8 else f"<xss {number}>"


def poison() -> dict[int, str]:
    """Puts a numbered payload into every text of every row; returns the fields by number."""
    fields = {}
    for number, (model, field) in enumerate(text_fields()):
        payload = _payload(number, field.max_length or 99)
        for row in model._default_manager.all():
            tail = str(row.pk) if field.unique or model.__name__ == "Unit" else ""
            model._default_manager.filter(pk=row.pk).update(**{field.name: payload + tail})
        fields[number] = f"{model.__name__}.{field.name}"
    return fields


def test_no_payload_in_any_field_gets_into_any_page(signed_in: SignedIn) -> None:
    world = a_world()
    measure, agency = world.measure, world.plan.agency
    user = Membership.objects.get(agency=agency, role=Role.COORDINATOR).user
    for role in (Role.OFFICER, Role.APPROVER):
        Membership.objects.create(user=user, agency=agency, role=role)
    Revision.objects.create(measure=measure, kind="action", row=1, text="เดิม", by=user, at=NOON)
    assert measure.indicator is not None
    Indicator.objects.update(text="ถ้อยคำ", status="seed")
    Wording.objects.create(
        agency=agency, indicator=measure.indicator, text="ถ้อยคำ", confirmed_by=user, confirmed_at=NOON
    )
    a_score_sheet(agency, user)
    report = Report.objects.create(plan=world.plan, kind="result")
    Edition.objects.create(report=report, title="รายงาน", capacity="acting", acting_for="ปลัด")
    fields = poison()
    doubts = [{"key": "file:1", "place": "\"'><xss 777>", "message": "<xss 777>"}]
    Edition.objects.update(import_doubts=doubts)
    client = signed_in(user)
    pages = crawl(client, "/")
    pages["search"] = client.get(world.url("measures:list"), {"q": "\"'><xss 888>"})
    html = [page for page in pages.values() if page["Content-Type"].startswith("text/html")]
    assert len(html) > 15
    assert [found for page in html for found in foreign(page)] == []
    shown = {int(n) for page in html for n in re.findall(r"&lt;xss (\d+)&gt;", page.content.decode())}
    names = {fields.get(number, "") for number in shown}
    assert SHOWN - names == ({"Edition.import_doubts"} if 777 in shown else set())
    assert 888 in shown


PAYLOAD = "\"'><xss onxss=1>"


def test_what_comes_back_with_a_mistake_is_escaped_in_its_field(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["หนึ่ง"])
    manee = signed_in(office.manee)
    for name in ("progress", "change", "officers"):
        form = open_form(manee, office.url(name, measure))
        kept = ("csrfmiddlewaretoken", "FORMS", "-removed", "-pk")
        typed = dict.fromkeys((field for field in form.values if not field.endswith(kept)), PAYLOAD)
        page = form.press(manee, **typed)
        assert (name, page.status_code) == (name, 422)
        assert page.content.decode().count("&lt;xss onxss=1&gt;") >= 3
        assert foreign(page) == []


def test_the_page_of_two_versions_escapes_both(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง"], outcomes=["ผล"])
    mana, manee = signed_in(office.mana), signed_in(office.manee)
    mine, theirs = open_form(mana, office.url("progress", measure)), open_form(manee, office.url("progress", measure))
    theirs.press(manee, actions_0_text=f"ของเขา {PAYLOAD}", actions_1_text="สองของเขา", outcomes_0_removed="on")
    typed = {"actions_0_text": "ของฉัน", "actions_1_text": f"ของฉัน {PAYLOAD}", "outcomes_0_text": PAYLOAD}
    page = mine.press(mana, **typed, **{"<xss>": PAYLOAD})
    assert page.status_code == 409
    assert foreign(page) == []
    assert page.content.decode().count("<ins>") == 4
    assert form_of(page, button="save").values["actions-1-text"] == f"ของฉัน {PAYLOAD}"


def test_messages_and_the_measures_own_conflict_escape_too(office: Office, signed_in: SignedIn) -> None:
    measure, manee = office.measure(), signed_in(office.manee)
    mine, theirs = (open_form(manee, office.url("change", measure)) for _ in range(2))
    theirs.press(manee, question=PAYLOAD, steps_0_text=PAYLOAD)
    page = mine.press(manee, question=f"{PAYLOAD} อื่น")
    assert page.status_code == 409
    assert "&lt;xss onxss=1&gt;" in page.content.decode()
    assert foreign(page) == []


def test_a_payload_that_got_through_would_be_found() -> None:
    for markup in ("<p><xss 1></p>", '<a href="" onxss=1>', f'<input value="{PAYLOAD}">'):
        assert _Reader(markup).foreign != []
    assert _Reader("<p>&lt;xss 1&gt;</p>").foreign == []
