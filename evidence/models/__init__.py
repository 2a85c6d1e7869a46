from evidence.models.evidence import Evidence, EvidenceQuerySet, EvidenceSettlement
from evidence.models.upload import EvidencePiece, EvidenceUpload

__all__ = ["Evidence", "EvidencePiece", "EvidenceQuerySet", "EvidenceSettlement", "EvidenceUpload"]
