"""A round whose signed file is the genuine one, published or not; publication has pages of its own."""

from __future__ import annotations

from files import store
from reports.models import Edition, Round, Signing
from tests.pades.forgeries import signatures
from tests.pades.genuine import CODE, NOW
from tests.reports.approved import a_scene

FRESH = Edition.State.SIGNED


def a_signed_round(pdf: bytes, state: str = FRESH) -> Round:
    """The approved round of an office, under the code that the file names."""
    made = a_scene().round
    Round.objects.filter(pk=made.pk).update(code=CODE)
    Edition.objects.filter(pk=made.edition_id).update(state=state)
    Signing.objects.update_or_create(
        round=made,
        defaults={
            "state": Signing.State.DONE,
            "next_at": NOW,
            "pdf_digest": store.put(pdf),
            "certificate": signatures(pdf)[-1].signer_cert.sha256.hex(),
            "level": "B-T",
            "demo": True,
            "signed_at": NOW,
        },
    )
    return Round.objects.get(pk=made.pk)


PUBLIC = {
    Edition.State.PUBLISHED: "ISSUED",
    Edition.State.REPLACED: "SUPERSEDED",
    Edition.State.WITHDRAWN: "WITHDRAWN",
}
