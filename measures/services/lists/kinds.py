"""Which kind of lists an agency uses, where the operator says another than that of its own kind."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require_operator
from accounts.models import Agency, User
from audit import chain
from measures.models import Kind


@transaction.atomic
def say(*, agency: int, kind: str, by: User) -> Agency:
    """Says which lists an agency uses, or with an empty `kind` that it uses those of its own kind.

    Its measures keep the items that they are linked to. Raises NotOperator, ValidationError for an unknown kind,
    Agency.DoesNotExist.
    """
    require_operator(by)
    if kind and kind not in Kind.values:
        raise ValidationError({"list_kind": "ไม่รู้จักรายการนี้ โปรดเลือกใหม่"})
    stored = Agency.objects.select_for_update().get(pk=agency)
    if stored.list_kind != kind:
        stored.list_kind = kind
        stored.save(update_fields=["list_kind"])
        data = {"kind": kind or "own"}
        chain.record("agency.list_kind", actor=by.pk, agency=stored.pk, subject=f"agency:{stored.pk}", data=data)
    return stored
