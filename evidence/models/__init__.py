from evidence.models.evidence import Evidence, EvidenceQuerySet, EvidenceSettlement, KeptLonger
from evidence.models.link_check import LinkCheck

__all__ = ["Evidence", "EvidenceQuerySet", "EvidenceSettlement", "KeptLonger", "LinkCheck"]
