"""What must be the same of a portal before and after its upgrade."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Agency, User
from audit.models import AuditEvent
from files import store
from measures.models import Action, Measure, Plan
from reports.models import Publication, Round, Signing
from reports.verification import judge

_COUNTED = (Agency, User, Plan, Measure, Action, Round, Publication)


def facts() -> dict[str, object]:
    """How many rows there are, what /v/ says of each signed file, and each frozen report by its code."""
    signed = Signing.objects.exclude(pdf_digest="").order_by("pk").values_list("pdf_digest", flat=True)
    rounds = Round.objects.order_by("pk")
    return {
        "rows": {model._meta.label: model._base_manager.count() for model in _COUNTED},
        "events": AuditEvent.objects.exclude(action__startswith="backup.").count(),
        "verdicts": {digest: str(judge.judge(store.get(digest), now=timezone.now()).verdict) for digest in signed},
        "reports": {each.code: [each.digest, each.read().title, len(each.read().measures)] for each in rounds},
    }
