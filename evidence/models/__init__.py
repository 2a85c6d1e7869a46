from evidence.models.evidence import Evidence, EvidenceQuerySet, EvidenceSettlement

__all__ = ["Evidence", "EvidenceQuerySet", "EvidenceSettlement"]
