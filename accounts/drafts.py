"""Drafts of forms: kept as one types, by page and person; nobody else ever sees them.

No audit event is recorded: a draft is not yet said, and is gone after a save.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.forms import BaseForm, FileInput, PasswordInput
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from accounts.models import Draft, User

LARGEST = 600_000  # characters of one form: as much Thai as one request can carry
MOST = 50  # drafts of one person; the oldest go first
THROWN = timedelta(days=1)  # how long a draft that was thrown away can be brought back
_SALT = "draft of"
_TOKEN_AGE = 7 * 24 * 3600  # seconds: a form that stood open over a long weekend
_SAVED = 30  # seconds in which a late request of a form that was saved is no draft any more
_OURS = frozenset({"csrfmiddlewaretoken", "do", "draft_page", "draft_title", "draft_who", "draft_waiting"})
# What proves who one is, and what one declares.
_NEVER = _OURS | {"password", "password1", "password2", "oldpassword", "secret", "declaration"}
_PAGE = re.compile(r"(/(?:[^/?#\\\s][^?#\\\s]*)?)(\?earlier=\d{1,18})?")
_MACHINERY = re.compile(r"(.*-)?(pk|base|removed|seen|settled|round|digest|[A-Z]+_FORMS|[A-Z]+_NUM_FORMS)")
_PROSE = re.compile(r"(.*-)?(text|comment|name|post)")
_KEY = re.compile(r"[a-z0-9_-]*")  # the value of a choice, a row's number, a digest

Form = TypeVar("Form", bound=BaseForm)


@transaction.atomic
def keep(*, user: User, page: str, title: str, data: QueryDict, now: datetime) -> Draft | None:
    """Keeps what was typed into the form of a page; None where it is too large or the page is none of ours."""
    text = json.dumps([[name, values] for name, values in data.lists() if name not in _NEVER], ensure_ascii=False)
    if len(text) > LARGEST or not is_page(page):
        return None
    _step_aside(user, page, data.get("draft_waiting", ""))
    said = " ".join(title.replace("\0", "").split())[:200] or page[:200]
    kept, is_new = Draft.objects.update_or_create(
        user=user, page=page, defaults={"title": said, "data": text, "saved_at": now, "thrown_at": None}
    )
    if is_new:
        _forget(user, now)
    return kept


def is_page(page: str) -> bool:
    """Whether it is the path of a page of the portal."""
    found = _PAGE.fullmatch(page)
    if found is None or len(page) > 300 or not page.isprintable():
        return False
    try:
        resolve(found[1])
    except Resolver404:
        return False
    return True


def _step_aside(user: User, page: str, waiting: str) -> None:
    """An offered draft that was neither taken nor thrown away stays beside the new one."""
    if waiting.isascii() and waiting.isdigit() and len(waiting) < 19:
        old = Draft.objects.filter(user=user, page=page, pk=int(waiting), thrown_at=None)
        old.update(page=f"{page.partition('?')[0]}?earlier={int(waiting)}")


def _forget(user: User, now: datetime) -> None:
    Draft.objects.filter(user=user, thrown_at__lt=now - THROWN).delete()
    old = list(Draft.objects.filter(user=user).values_list("pk", flat=True)[MOST:])
    if old:
        Draft.objects.filter(pk__in=old).delete()


def find(user: User, page: str) -> Draft | None:
    """The person's draft of a page."""
    return Draft.objects.filter(user=user, page=page, thrown_at=None).first()


def waiting(user: User) -> list[Draft]:
    """The person's drafts, the latest first, without their words."""
    return list(Draft.objects.filter(user=user, thrown_at=None).defer("data"))


def typed(user: User, page: str) -> QueryDict | None:
    """The fields of the person's draft of a page, as a form posts them."""
    draft = find(user, page)
    return fields(draft) if draft else None


def fields(draft: Draft) -> QueryDict:
    """What was typed, as the form posted it."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.data):
        data.setlist(name, values)
    return data


def words(data: QueryDict) -> list[str]:
    """What a person would miss: no rows' numbers, digests, or values of choices."""
    said = []
    for name, values in data.lists():
        if name in _NEVER or _MACHINERY.fullmatch(name):
            continue
        is_prose = _PROSE.fullmatch(name)
        said += [value.strip() for value in values if value.strip() and (is_prose or not _KEY.fullmatch(value))]
    return said


def drop(user: User, page: str) -> None:
    """After a save."""
    Draft.objects.filter(user=user, page=page).delete()


def throw_away(user: User, page: str, now: datetime) -> Draft | None:
    """The person does not want it; for a day it can be brought back."""
    draft = find(user, page)
    if draft is not None:
        draft.thrown_at = now
        draft.save(update_fields=["thrown_at"])
    return draft


def bring_back(draft: Draft) -> None:
    """What was thrown away is a draft again."""
    draft.thrown_at = None
    draft.save(update_fields=["thrown_at"])


# A page and its draft


def page_of(request: HttpRequest) -> str:
    """The page of a request as drafts name it."""
    earlier = request.GET.get("earlier", "")
    page = f"{request.path}?earlier={earlier}"
    return page if earlier and _PAGE.fullmatch(page) else request.path


def of(request: HttpRequest) -> Draft | None:
    """The signed-in person's draft of the page that is asked for: one query a request."""
    if not hasattr(request, "found_draft"):
        remember(request, find(request.user, page_of(request)) if request.user.is_authenticated else None)
    found: Draft | None = request.found_draft  # type: ignore[attr-defined]  # set by remember
    return found


def remember(request: HttpRequest, draft: Draft | None) -> None:
    """What `of` answers for the rest of the request."""
    request.found_draft = draft  # type: ignore[attr-defined]  # a request carries what was found for it


def asked(request: HttpRequest) -> QueryDict | None:
    """What the page's form should show, where its link asks for the draft."""
    if request.method != "GET" or "draft" not in request.GET:
        return None
    draft = of(request)
    return _as_chosen(fields(draft)) if draft else None


def _as_chosen(data: QueryDict) -> QueryDict:
    """What was merged by hand on a page of two versions stands in its field."""
    for key in [key for key in data if key.startswith("merged-")]:
        name = key.removeprefix("merged-")
        if name in data and data.get(f"choose-{name}") == "merge":
            data[name] = data.get(key, "")
    return data


def fill(form: Form, request: HttpRequest, only: Iterable[str] = ()) -> Form:
    """Puts the draft that the page's link asks for into a form that is not bound: as typed, and nothing complained of.

    `only` names the fields that are put back, where not all are.
    """
    data = asked(request)
    if data is not None and not form.is_bound:
        form.initial = {**(form.initial or {}), **_values(form, data, set(only or form.fields))}
    return form


def _values(form: BaseForm, data: QueryDict, names: set[str]) -> dict[str, Any]:
    values = {}
    for name in names & set(form.fields) - _NEVER:
        widget, posted = form.fields[name].widget, form.add_prefix(name)
        if isinstance(widget, PasswordInput | FileInput) or widget.value_omitted_from_data(data, {}, posted):
            continue
        values[name] = widget.value_from_datadict(data, {}, posted)
    return values


def drawn(request: HttpRequest) -> None:
    """The page shows a form that keeps drafts."""
    request.draft_drawn = True  # type: ignore[attr-defined]  # read when the page is done


def stay(request: HttpRequest) -> None:
    """The answer leads on, but nothing was saved: the draft stays."""
    request.draft_stays = True  # type: ignore[attr-defined]  # read when the answer is done


# Whose a form is


def token(user: User) -> str:
    """Says for whom a form was drawn, so that what was typed finds its writer when the session ended meanwhile."""
    return signing.dumps([user.pk, secrets.token_hex(4)], salt=_SALT)


def _writer(token: str) -> int | None:
    try:
        pk, _ = signing.loads(token, salt=_SALT, max_age=_TOKEN_AGE)
    except signing.BadSignature:
        return None
    return int(pk)


def writer(token: str) -> User | None:
    """Whom a form was drawn for; None for a forged or old token, or a person who may no longer sign in."""
    pk = _writer(token)
    return User.objects.filter(pk=pk, is_active=True).first() if pk is not None else None


def is_of(token: str, user: User) -> bool:
    """Whether the form was drawn for the person."""
    return _writer(token) == user.pk


def saved(token: str) -> None:
    """The form was saved: what its page still sends by itself is no draft any more."""
    cache.set(_saved_key(token), True, _SAVED)


def is_saved(token: str) -> bool:
    """Whether the form has just been saved."""
    return bool(cache.get(_saved_key(token)))


def _saved_key(token: str) -> str:
    return f"draft-saved-{hashlib.sha256(token.encode()).hexdigest()}"
