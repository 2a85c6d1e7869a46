"""What a draft holds: the fields as a form posted them, and the words in them that a person would miss."""

from __future__ import annotations

import json
import re

from django.http import QueryDict

from accounts.models import Draft

FORM = "draft_form"  # in a draft's data: which drawing of the form it was typed into
_OURS = frozenset({"csrfmiddlewaretoken", "do", "draft_page", "draft_title", "draft_who", "draft_waiting", FORM}) | {
    "draft_plain",
    "draft_to",
    "html",  # what a program laid on the clipboard beside the words that are kept
}
# What proves who one is, and what one declares.
NEVER_KEPT = _OURS | {"password", "password1", "password2", "oldpassword", "secret", "declaration"}
_MACHINERY = re.compile(r"(.*-)?(pk|base|removed|seen|settled|asked|drawn|round|digest|[A-Z]+_FORMS|[A-Z]+_NUM_FORMS)")
_SECRET = re.compile("password|secret|token")
_PROSE = re.compile(r"(.*-)?(text|comment|name|post)")
_KEY = re.compile(r"[a-z0-9_-]*")  # the value of a choice, a row's number, a digest


def fields(draft: Draft) -> QueryDict:
    """What was typed, as the form posted it."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.data):
        if name != FORM:
            data.setlist(name, values)
    return data


def is_secret(name: str) -> bool:
    """Whether a field proves who one is, or declares something: it is never kept, given back or sent again."""
    return name in NEVER_KEPT - _OURS or (bool(_SECRET.search(name)) and name not in _OURS)


def words(data: QueryDict) -> list[str]:
    """What a person would miss: no rows' numbers, digests, or values of choices."""
    texts = []
    for name, values in data.lists():
        if name in NEVER_KEPT or _MACHINERY.fullmatch(name) or _SECRET.search(name):
            continue
        is_prose = _PROSE.fullmatch(name)
        texts += [value.strip() for value in values if value.strip() and (is_prose or not _KEY.fullmatch(value))]
    return texts


def words_of(draft: Draft) -> list[str]:
    """The same of what was kept."""
    return words(fields(draft))


def by_field(data: QueryDict) -> list[tuple[str, str]]:
    """What `words` returns, each with the name of its field."""
    return [(name, text) for name in data for text in words(_alone(data, name))]


def _alone(data: QueryDict, name: str) -> QueryDict:
    field = QueryDict(mutable=True)
    field.setlist(name, data.getlist(name))
    return field
