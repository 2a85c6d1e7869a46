from evidence.models.evidence import Evidence, EvidenceQuerySet, EvidenceSettlement, KeptLonger

__all__ = ["Evidence", "EvidenceQuerySet", "EvidenceSettlement", "KeptLonger"]
