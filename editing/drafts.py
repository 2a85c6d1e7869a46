"""Drafts of forms: kept as one types, by page and person; nobody else ever sees them.

No audit event is recorded: a draft is not yet said, and is gone after a save.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.forms import BaseForm, FileInput, PasswordInput
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from accounts.models import Draft, User
from editing.drafting import draft_words, form_token
from editing.drafting.draft_words import FORM, NEVER_KEPT

LARGEST = 600_000  # characters of one form: as much Thai as one request can carry
MOST = 50  # drafts of one person; the oldest go first
THROWN = timedelta(days=1)  # how long a draft that was thrown away can be brought back
_TRIES = 3  # a page keeps what is typed every few seconds, not three times within one request
_BEGINNING = 60  # characters by which drafts of one title are told apart
_PAGE = re.compile(r"/(?:[^/?#\\\s][^?#\\\s]*)?")

Form = TypeVar("Form", bound=BaseForm)


@transaction.atomic
def keep(*, user: User, page: str, title: str, data: QueryDict, now: datetime) -> Draft | None:
    """Keeps what was typed into the form of a page; None where it is too large or the page is none of ours."""
    form = form_token.form_of(data.get("draft_who", ""))
    fields = [[name, values] for name, values in data.lists() if name not in NEVER_KEPT] + (
        [[FORM, [form]]] if form else []
    )
    text = json.dumps(fields, ensure_ascii=False)
    if len(text) > LARGEST or not is_page(page):
        return None
    _make_room(user, page, data, now)
    title = " ".join(title.replace("\0", "").split())[:200] or page[:200]
    kept, is_new = Draft.objects.update_or_create(
        user=user, page=page, thrown_at=None, defaults={"title": title, "data": text, "saved_at": now}
    )
    if is_new:
        _forget(user, now)
    return kept


def is_page(page: str) -> bool:
    """Whether it is the path of a page of the portal."""
    if not _PAGE.fullmatch(page) or len(page) > 300 or not page.isprintable():
        return False
    try:
        resolve(page)
    except Resolver404:
        return False
    return True


def _make_room(user: User, page: str, data: QueryDict, now: datetime) -> None:
    """Words that this form does not hold and that it was not drawn from can be brought back for a day.

    They were typed into another window of the page, or offered and neither taken nor thrown away.
    """
    old, form = find(user, page), form_token.form_of(data.get("draft_who", ""))
    if old is None:
        return
    passed_over = data.get("draft_waiting", "") == str(old.pk)
    elsewhere = form and _typed_into(old) not in ("", form)
    sent = draft_words.words(data)  # what stands within a longer text of it is not lost
    if (passed_over or elsewhere) and not all(any(text in each for each in sent) for text in draft_words.words_of(old)):
        throw_away(user, page, now)
        for older in Draft.objects.filter(user=user, page=page, thrown_at__isnull=False).exclude(pk=old.pk):
            if form and _typed_into(older) == form:  # this window's own words, before it took its turn
                older.delete()


def _typed_into(draft: Draft) -> str:
    """Which drawing of its form a draft was typed into; nothing for one that is not known."""
    pairs = json.loads(draft.data)
    return str(pairs[-1][1][0]) if pairs and pairs[-1][0] == FORM else ""


def _forget(user: User, now: datetime) -> None:
    Draft.objects.filter(user=user, thrown_at__lt=now - THROWN).delete()
    old = list(Draft.objects.filter(user=user).values_list("pk", flat=True)[MOST:])
    if old:
        Draft.objects.filter(pk__in=old).delete()


def find(user: User, page: str) -> Draft | None:
    """The person's draft of a page: there is one at most."""
    return next(iter(Draft.objects.filter(user=user, page=page, thrown_at=None).order_by()), None)


def waiting(user: User) -> list[Draft]:
    """The person's drafts, the latest first; those that share a title say how their words begin."""
    return [draft for draft in with_thrown(user) if draft.thrown_at is None]


def with_thrown(user: User) -> list[Draft]:
    """The person's drafts, and those thrown away that can be brought back."""
    found = list(Draft.objects.filter(user=user).defer("data"))
    titles = Counter(draft.title for draft in found)
    alike = [draft for draft in found if titles[draft.title] > 1]
    if alike:
        texts = Draft.objects.only("data").in_bulk([draft.pk for draft in alike])
        for draft in alike:
            draft.begins = " ".join(" ".join(draft_words.words_of(texts[draft.pk])[:3]).split())[:_BEGINNING]
    return found


def under(user: User, page: str) -> list[Draft]:
    """The person's drafts of the pages whose addresses begin with a page's, the latest first."""
    return list(Draft.objects.filter(user=user, thrown_at=None, page__startswith=page).defer("data"))


def typed(user: User, page: str) -> QueryDict | None:
    """The fields of the person's draft of a page, as a form posts them."""
    draft = find(user, page)
    return draft_words.fields(draft) if draft else None


def drop(user: User, page: str, who: str = "", *, now: datetime) -> None:
    """After a save; `who` is the token of the form that was saved: another window's words can be brought back."""
    old, form = find(user, page), form_token.form_of(who)
    if old is not None and form and _typed_into(old) not in ("", form):
        throw_away(user, page, now)
    elif old is not None:
        old.delete()


def throw_away(user: User, page: str, now: datetime, *, kept: Draft | None = None) -> Draft | None:
    """The person does not want it; for a day it can be brought back. `kept` is the page's draft where it is known.

    What the page still sends by itself may end the draft meanwhile: its words can be brought back all the same.
    """
    draft = kept or find(user, page)
    if draft is None:
        return None
    draft.thrown_at = now
    if not Draft.objects.filter(pk=draft.pk).update(thrown_at=now):
        draft.pk = None
        draft.save(force_insert=True)
    return draft


def throw_all_away(user: User, now: datetime) -> int:
    """Throws all drafts of the person away; returns how many there were."""
    return Draft.objects.filter(user=user, thrown_at=None).update(thrown_at=now)


def bring_back(draft: Draft, now: datetime) -> bool:
    """Makes what was thrown away the draft of its page again; what stands there now is thrown away for it.

    Returns False where it is gone: it was thrown away more than a day ago, or its words were saved after all.
    """
    if draft.thrown_at is None:
        return True
    for _ in range(_TRIES):
        with suppress(IntegrityError), transaction.atomic():  # the page kept another by itself between the two
            throw_away(draft.user, draft.page, now)
            return bool(Draft.objects.filter(pk=draft.pk).update(thrown_at=None))
    return False


@transaction.atomic
def bring_all_back(user: User, thrown_at: datetime, now: datetime) -> int:
    """Brings back what was thrown away at one moment; returns how many there were."""
    found = list(Draft.objects.filter(user=user, thrown_at=thrown_at))
    return sum(bring_back(draft, now) for draft in found)


# A page and its draft


def of(request: HttpRequest) -> Draft | None:
    """The signed-in person's draft of the page that is asked for: one query a request."""
    if not hasattr(request, "found_draft"):
        remember(request, find(request.user, request.path) if request.user.is_authenticated else None)
    found: Draft | None = request.found_draft  # type: ignore[attr-defined]  # set by remember
    return found


def kept(request: HttpRequest) -> Draft | None:
    """What was kept of the post that is answered."""
    draft: Draft | None = getattr(request, "found_draft", None) if request.method == "POST" else None
    return draft


def remember(request: HttpRequest, draft: Draft | None) -> None:
    """What `of` answers for the rest of the request."""
    request.found_draft = draft  # type: ignore[attr-defined]  # a request carries what was found for it


def asked(request: HttpRequest) -> QueryDict | None:
    """What the page's form should show, where its link asks for the draft."""
    if request.method != "GET" or "draft" not in request.GET:
        return None
    draft = of(request)
    return _as_chosen(draft_words.fields(draft)) if draft else None


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
    for name in names & set(form.fields) - NEVER_KEPT:
        widget, posted = form.fields[name].widget, form.add_prefix(name)
        if isinstance(widget, PasswordInput | FileInput) or widget.value_omitted_from_data(data, {}, posted):
            continue
        values[name] = widget.value_from_datadict(data, {}, posted)
    return values


def drawn(request: HttpRequest) -> None:
    """Notes that the page shows a form that keeps drafts."""
    request.draft_drawn = True  # type: ignore[attr-defined]  # read when the page is done


def stay(request: HttpRequest) -> None:
    """The answer leads on, but nothing was saved: the draft stays."""
    request.draft_stays = True  # type: ignore[attr-defined]  # read when the answer is done


def token(user: User, request: HttpRequest | None = None) -> str:
    """What a form carries of its drawing: drawn again in the same window, or from a draft, it is the same as before."""
    return form_token.token(user, _again(user, request))


def _again(user: User, request: HttpRequest | None) -> str:
    if request is None:
        return ""
    if request.method == "POST":
        who = request.POST.get("draft_who", "")
        return form_token.form_of(who) if form_token.is_of(who, user) else ""
    draft = of(request) if "draft" in request.GET else None
    return _typed_into(draft) if draft else ""
