"""What a form says of itself so that its draft is kept."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from editing import drafts

register = template.Library()


@register.inclusion_tag("_draft.html", takes_context=True)
def draft(context: Context, *title: object) -> dict[str, Any]:
    """Before a form's buttons: `{% draft "มาตรการ" measure.code %}`, the words by which its person knows the draft."""
    return _marks(context, title)


@register.inclusion_tag("_draft_mark.html", takes_context=True)
def draft_mark(context: Context, *title: object) -> dict[str, Any]:
    """The same for a form whose page saves what is typed by itself: a draft is kept only where its post is refused."""
    return _marks(context, title)


def _marks(context: Context, title: tuple[object, ...]) -> dict[str, Any]:
    request = context["request"]
    drafts.drawn(request)
    found = drafts.of(request)
    taken = "draft" in request.GET
    return {
        "page": request.path,
        "title": " ".join(str(word) for word in title if word),
        "who": drafts.token(request.user, request) if request.user.is_authenticated else "",
        "draft": found,
        "is_taken": request.method == "GET" and taken,
        "is_waiting": request.method == "GET" and found is not None and not taken,
    }
