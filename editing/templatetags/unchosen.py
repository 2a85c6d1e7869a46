"""What lost in a choice between two saves, under the form that it was meant for."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import Agency
from editing.unchosen import of

register = template.Library()
MOST = 30


@register.inclusion_tag("_unchosen.html")
def unchosen(agency: Agency, page: str, row: int) -> dict[str, Any]:
    """`{% unchosen agency "unit" unit.pk %}` behind a form: nothing where nothing lost."""
    return {"rows": list(of(agency, page, row).select_related("by")[:MOST])}
