"""All pages of the portal, asked for by Django's client: each changes nothing, for what it does is taken back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import Agency, User
from accounts.permissions import Role
from accounts.services import founding
from accounts.services.founding import TypedPerson
from files import store
from ita_portal.frame import errors
from ita_portal.frame.help.views import GUIDES
from reports.models import Round, Signing
from reports.signing import sign
from tests.accounts.making import PASSWORD
from tests.accounts.office import with_factor
from tests.browser.long_words import TEXT, WORD, an_agency_at_work, fill_everything
from tests.browsing import Form, pieces
from tests.factories import a_user, an_overseer
from tests.reports.approved import Scene
from tests.reports.office import Office, an_office, approve
from tests.reports.publication.scenes import another_edition, publish, withdraw

# What answers with a file, leads back to a page, answers with a part of one, which is drawn with the page itself, or is
# the development server's alone.
NO_PAGE = {
    *(
        "health",
        "health_live",
        "health_ready",
        "metrics",
        "pieces",
        "measures:echo",
        "measures:echo_day",
        "notices:calendar",
        "notices:calendar_revoke",
        "log_export",
        "reports:robots",
        "reports:sitemap",
        "reports:sitemap_part",
    ),
    *("reports:download", "reports:round_pdf", "reports:signed_pdf", "reports:round_document", "reports:round_page"),
    *("reports:round_evidence", "reports:round_evidence_small"),
    *("reports:round_record", "reports:public_file", "reports:verify_known", "reports:poster", "reports:preview_page"),
    *("emblem", "overview_file", "measures:undate", "draft_drop_all", "draft_bring_back", "reports:order"),
    *("measures:assign_undo", "reports:import_picture", "measures:list_file", "reports:year_sheet"),
    *("evidence:file", "evidence:thumbnail", "evidence:uploads", "evidence:upload", "evidence:upload_cancel"),
    *("reports:retention_files", "reports:retention_let_go", "scores:scores_file", "measures:library_use"),
    *("catalogue:library_file", "catalogue:library_store", "catalogue:recommended_use"),
    *("catalogue:file", "catalogue:store", "overview_scores_file"),
}
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"|<input[^>]*name="([^"]+)"[^>]*type="hidden"')
_FRAME = ("_header.html", "_nav.html", "_public_header.html", "django/")  # around every page alike


@dataclass
class Pages:
    """HTML by what it is; what the same templates draw at the same address with the same status is there once."""

    html: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    sent: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    _seen: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, how: str, url: str, response: Any) -> None:
        name = name_of(url)
        self.names.add(name)
        drawn = frozenset(str(each.name) for each in response.templates or () if not str(each.name).startswith(_FRAME))
        kind = (name, document_of(url), response.status_code, drawn)
        if kind not in self._seen and is_page(response):
            self._seen.add(kind)
            self.html[f"{len(self.html)} {how} {url} {response.status_code}"] = response.content.decode()


def is_page(response: Any) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and b"<html" in response.content


def name_of(url: str) -> str:
    """The address's name in the URLconf; nothing for one that leads nowhere."""
    try:
        return resolve(url.partition("?")[0]).view_name
    except Resolver404:
        return ""


def document_of(url: str) -> str:
    """Which of a year's documents the address is about: their pages have one name, and forms of their own."""
    return str(resolve(url.partition("?")[0]).kwargs.get("document", "")) if name_of(url) else ""


def walk(pages: Pages, user: User | None, *starts: str, within: str = "/", forms: bool = True, most: int = 1) -> None:
    """Follows all links from some pages as a person, to `most` pages of one address; sends each form that stands there,
    in several ways.
    """
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    waiting, times = list(starts), Counter[tuple[str, str]]()
    done = set[str]()
    while waiting:
        url = waiting.pop(0)
        name = name_of(url)
        place = name, document_of(url)
        if url in done or name in NO_PAGE or times[place] >= most:
            continue
        done.add(url)
        times[place] += 1
        response = client.get(url, follow=True)
        pages.names.add(name)
        pages.add("GET", response.request["PATH_INFO"], response)
        if is_page(response):
            links, _ = pieces(response)
            waiting += [urldefrag(link).url for link in links if link.startswith(within)]
            if forms and times[place] == 1:
                _send_forms(pages, client, response)


def _send_forms(pages: Pages, client: Client, response: Any) -> None:
    """Each form as it is, with long words in all of its fields, and so that it meets what another person saved."""
    hidden = {name for found in _HIDDEN.findall(response.content.decode()) for name in found}
    for form in pieces(response)[1]:
        fields = (name_of(form.action), frozenset(form.values))
        if form.action.startswith("/accounts/log") or fields in pages.sent:
            continue
        pages.sent.add(fields)
        free = [name for name in form.values if name not in form.choices and name not in hidden]
        _send(pages, client, form, form.values, "as it is")
        if free:
            _send(pages, client, form, form.values | dict.fromkeys(free, TEXT[:400]), "full")
        if any(name.endswith("base") for name in hidden):
            others = {name: form.values[name].replace("WW", "NN") for name in free}
            _send(pages, client, form, form.values | others, "beside another", beside=True)


def _send(pages: Pages, client: Client, form: Form, values: dict[str, str], how: str, *, beside: bool = False) -> None:
    """Posts the form by its first button, after somebody saved other words if `beside`; all is taken back."""
    name, value = form.buttons[0] if form.buttons else ("", "")
    with transaction.atomic():
        if beside:
            fill_everything("M")
        answer = client.post(form.action, values | ({name: value} if name else {}), follow=True)
        pages.names.add(name_of(form.action))
        pages.add(f"POST {form.action} {how}, then", answer.request["PATH_INFO"], answer)
        transaction.set_rollback(True)


def all_pages() -> Pages:
    """Every page as an officer, whoever holds all roles, an approver, an overseer and a visitor meet it."""
    pages = Pages()
    world, everyone, token = an_agency_at_work()
    office = an_office()
    mana, somsak = office.person("mana", *Role), office.person("somsak", Role.APPROVER)
    office.name_approver(somsak, capacity="acting", acting_for="นายก")
    fill_everything()
    at, measures = f"/a/{world.plan.agency.slug}/", f"/a/{world.plan.agency.slug}/2566/measures/"
    decisions = (f"{measures}{world.values[name]}/" for name in ("taken_measure", "handed_in_measure"))
    moves = (f"{url}{move}/" for url in decisions for move in ("recall", "reopen"))
    drafts = (f"/me/drafts/{draft.pk}/" for draft in everyone.drafts.all())
    approver = User.objects.get(username=f"approver@{world.plan.agency.slug}")
    with_factor(approver)
    settings = (f"{at}settings/{rest}/" for rest in ("agency", f"users/{approver.pk}"))
    walk(
        pages,
        everyone,
        "/",
        *settings,
        f"{at}log/",
        f"{measures}hand-in/",
        f"{at}import/{world.values['import_draft']}/take/",
        f"{at}2566/evidence/retention/{world.values['evidence']}/keep/",
        *moves,
        *drafts,
        f"/invitation/{token}/",
        most=2,
    )
    walk(pages, User.objects.get(username=f"officer@{world.plan.agency.slug}"), "/", at, forms=False)
    walk(pages, an_overseer(province="สายธาร"), "/", forms=False)
    operator = a_user("operator", is_superuser=True)
    walk(pages, operator, "/catalogue/", "/catalogue/wordings/", within="/catalogue/")
    _of_visitors(pages, token)
    _of_two_factors(pages, office)
    _through_all_states(pages, office, mana, somsak)
    _errors(pages, everyone)
    return pages


def _of_visitors(pages: Pages, token: str) -> None:
    """Before anybody has signed in; the invited and the one who sets a first password among them."""
    agency = Agency.objects.get(slug="thung-sai-than")
    path = founding.add_administrator(agency=agency, person=TypedPerson("new", "นายใหม่ มาเอง"))[1]
    fill_everything()
    signin = ("login/", "inactive/", "password/reset/", "password/reset/done/", "password/reset/key/1-x/")
    more = ("password/reset/key/done/",)
    walk(pages, None, *(f"/accounts/{rest}" for rest in (*signin, *more)), path, "/r/", "/v/", f"/invitation/{token}/")
    walk(pages, None, "/first/", "/first/unknown/", *(f"/help/{name}/" for name in GUIDES))


def _of_two_factors(pages: Pages, office: Office) -> None:
    """What somebody with an app for codes sees, also between password and code."""
    wilai = office.person("wilai", Role.OFFICER)
    with_factor(wilai)
    RecoveryCodes.activate(wilai)
    fill_everything()
    rests = ("2fa/", "2fa/app/remove/", "2fa/codes/", "2fa/codes/new/", "2fa/confirm/", "confirm/", "logout/")
    walk(pages, wilai, *(f"/accounts/{rest}" for rest in rests), within="/accounts/2fa/", forms=False)
    client = Client()
    answer = client.post("/accounts/login/", {"login": "wilai", "password": PASSWORD}, follow=True)
    pages.add("POST login, then", answer.request["PATH_INFO"], answer)


def _through_all_states(pages: Pages, office: Office, mana: User, somsak: User) -> None:
    """A report from its submission on, and a second edition to its withdrawal, in each state."""
    walk(pages, mana, office.url("submit/"), within=office.url("submit/"))
    first = office.submit(mana, comment=TEXT)
    moves = ("submit/", "recall/", "review/", "sign/", "signed/", "publish/", "publish/aside/", "publish/replace/")
    _look(pages, office, somsak, "review/", "sign/")
    _look(pages, office, mana, *moves, "publish/withdraw/", "sign/again/", "sign/reopen/", "sign/progress/")
    approve(first, somsak)
    Signing.objects.update(state=Signing.State.FAILED, reason=TEXT)
    _look(pages, office, mana, "signed/", "recall/")
    Signing.objects.update(state=Signing.State.WAITING)
    sign.sign_all(timezone.now)
    _look(pages, office, mana, "signed/", "publish/", "publish/aside/")
    publish(first, mana)
    _look(pages, office, mana, "publish/withdraw/", "publish/next/", "published/")
    second = another_edition(Scene(office, first))
    _look(pages, office, mana, "publish/replace/")
    publish(second, mana, reason=TEXT)
    withdraw(second, mana, reason=TEXT)
    _look(pages, office, mana)
    signed = store.get(Signing.objects.get(round=first).pdf_digest)
    for body in (signed, signed + b"x"):
        answer = Client().post("/v/", {"file": SimpleUploadedFile(f"{WORD}.pdf", body)})
        pages.add("POST a file to", "/v/", answer)


def _look(pages: Pages, office: Office, user: User, *rest: str) -> None:
    """The report's pages as the person sees them now, and the public's."""
    fill_everything()
    at = office.url()
    walk(pages, user, at.removesuffix("report/"), at, *(f"{at}{each}" for each in rest), within=f"{at}rounds/")
    codes = Round.objects.values_list("code", flat=True)
    walk(pages, None, "/r/", *(f"/{place}/{code}/" for code in codes for place in "rv"), within="/r/", most=2)


def _errors(pages: Pages, user: User) -> None:
    """What stands in the place of a page that can't be shown, with words that were typed into a form before it."""
    request = RequestFactory().post("/a/x/2566/measures/1/change/", {"question": TEXT, "steps-0-text": TEXT})
    request.user = User.objects.get(pk=user.pk)  # whose agency has a long name by now
    request.csrf_processing_done = True  # type: ignore[attr-defined]  # as the middleware leaves it
    answers = [
        errors.bad_request(request, BadRequest()),
        errors.not_found(request, Http404()),
        errors.not_allowed(request, "POST"),
        errors.too_large(request),
        errors.server_error(request),
        errors.bad_request(request, OperationalError("database or disk is full")),
        errors.bad_request(request, OperationalError("database is locked")),
    ]
    for answer in answers:
        assert WORD in answer.content.decode()
        pages.html[f"{len(pages.html)} error {answer.status_code}"] = answer.content.decode()
    checking = Client(enforce_csrf_checks=True)
    checking.force_login(user)
    pages.add("POST without a token", "/me/notices/read/", checking.post("/me/notices/read/", {"x": TEXT}))
    client = Client()
    client.force_login(user)
    unkept = client.post("/me/drafts/", {"draft_page": "/nowhere/", "question": TEXT, "steps-0-text": TEXT})
    pages.add("POST", "/me/drafts/", unkept)
