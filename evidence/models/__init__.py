from evidence.models.evidence import Evidence, EvidenceSettlement

__all__ = ["Evidence", "EvidenceSettlement"]
