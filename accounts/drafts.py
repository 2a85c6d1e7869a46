"""Drafts of forms: kept as one types, by page and person; nobody else ever sees them.

No audit event is recorded: a draft is not yet said, and is gone after a save.
"""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.http import QueryDict

from accounts.models import Draft, User

LARGEST = 300_000  # characters of one form
MOST = 50  # drafts of one person; the oldest go first
_SALT = "draft of"
_TOKEN_AGE = 7 * 24 * 3600  # seconds: a form that stood open over a long weekend
_OURS = {"csrfmiddlewaretoken", "do", "draft_page", "draft_title", "draft_who", "draft_back", "password"}


def keep(*, user: User, page: str, title: str, data: QueryDict, now: datetime) -> Draft | None:
    """Keeps what was typed into the form of a page; None where it is too large or the page is no path of ours."""
    typed = data.copy()
    for name in _OURS & set(typed):
        del typed[name]
    text = typed.urlencode()
    if len(text) > LARGEST or not page.startswith("/") or page.startswith("//") or len(page) > 300:
        return None
    kept, _ = Draft.objects.update_or_create(
        user=user, page=page, defaults={"title": title[:200], "data": text, "saved_at": now}
    )
    old = Draft.objects.filter(user=user).values_list("pk", flat=True)[MOST:]
    Draft.objects.filter(pk__in=list(old)).delete()
    return kept


def find(user: User, page: str) -> Draft | None:
    """The person's draft of a page."""
    return Draft.objects.filter(user=user, page=page).first()


def typed(user: User, page: str) -> QueryDict | None:
    """The fields of the person's draft of a page, as a form posts them."""
    draft = find(user, page)
    return QueryDict(draft.data) if draft else None


def drop(user: User, page: str) -> None:
    """After a save, or when the person throws it away."""
    Draft.objects.filter(user=user, page=page).delete()


def token(user: User) -> str:
    """Says for whom a form was drawn, so that what was typed finds its writer when the session ended meanwhile."""
    return signing.dumps(user.pk, salt=_SALT)


def writer(token: str) -> User | None:
    """Whom a form was drawn for; None for a forged or old token, or a person who may no longer sign in."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=_TOKEN_AGE)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
