"""ReportDocument: all that a report says and nothing else; every output is a function of it, every import makes one."""

from document.canonical import canonical, digest, to_data
from document.checking import from_json
from document.errors import Problem, ReportError
from document.evidence import EvidenceItem
from document.kinds.scored import ScorePair
from document.values import (
    COLUMNS,
    NEWEST_SCHEMA,
    SCHEMA,
    Action,
    ActionDate,
    Approver,
    Capacity,
    Detail,
    MarkedText,
    Measure,
    Officer,
    Reference,
    ReportDocument,
    Reporter,
)

__all__ = [
    "COLUMNS",
    "NEWEST_SCHEMA",
    "SCHEMA",
    "Action",
    "ActionDate",
    "Approver",
    "Capacity",
    "Detail",
    "EvidenceItem",
    "MarkedText",
    "Measure",
    "Officer",
    "Problem",
    "Reference",
    "ReportDocument",
    "ReportError",
    "Reporter",
    "ScorePair",
    "canonical",
    "digest",
    "from_json",
    "to_data",
]
