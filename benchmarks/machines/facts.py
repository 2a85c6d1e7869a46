"""What a portal holds, printed as JSON by a process that is told what its machines are told: to compare two places."""

from __future__ import annotations

import json
import os
import sys
from io import StringIO

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from audit.models import AuditEvent  # noqa: PLC0415 - models can be imported once Django is set up
    from backups.moving import rows  # noqa: PLC0415
    from evidence.models import Evidence  # noqa: PLC0415
    from files import store  # noqa: PLC0415
    from measures.models import Action  # noqa: PLC0415
    from reports.models import Publication  # noqa: PLC0415
    from reports.publication import sweeping  # noqa: PLC0415
    from tests.upgrades.facts import facts  # noqa: PLC0415

    call_command("verify_audit", stdout=StringIO())  # ends this process with another status where the log is not whole
    published = Publication.objects.values_list("round__code", "round__signing__pdf_digest")
    json.dump(
        facts()
        | {
            "tables": {model._meta.db_table: str(rows.content(model, "default")) for model in rows.models()},
            "files": {digest: len(store.get(digest)) for digest in sorted(sweeping.named())},
            "texts": sorted(Action.objects.values_list("text", flat=True)),
            "sent": sorted(Evidence.objects.values_list("sent_digest", flat=True)),
            "published": dict(published),
            "log": list(AuditEvent.objects.order_by("seq").values_list("hash", flat=True)),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
