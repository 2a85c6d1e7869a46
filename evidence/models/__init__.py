from evidence.models.evidence import Evidence, EvidenceQuerySet, EvidenceSettlement, KeptLonger
from evidence.models.link_check import LinkCheck
from evidence.models.upload import EvidencePiece, EvidenceUpload

__all__ = [
    "Evidence",
    "EvidencePiece",
    "EvidenceQuerySet",
    "EvidenceSettlement",
    "EvidenceUpload",
    "KeptLonger",
    "LinkCheck",
]
