from reports.models.decision import Decision
from reports.models.edition import Edition, Settlement
from reports.models.endorser import Endorser, RoundEndorser
from reports.models.import_draft import ImportDraft
from reports.models.publication import Publication
from reports.models.report import Report
from reports.models.revision import Revision
from reports.models.round import Round
from reports.models.signing import Signing, SigningKey

__all__ = [
    "Decision",
    "Edition",
    "Endorser",
    "ImportDraft",
    "Publication",
    "Report",
    "Revision",
    "Round",
    "RoundEndorser",
    "Settlement",
    "Signing",
    "SigningKey",
]
