"""ReportDocument: all that a report says and nothing else; every output is a function of it, every import makes one."""

from .canonical import canonical, digest, to_data
from .checking import from_json
from .errors import Problem, ReportError
from .values import (
    COLUMNS,
    SCHEMA,
    Action,
    ActionDate,
    Approver,
    Capacity,
    MarkedText,
    Measure,
    Officer,
    Reference,
    ReportDocument,
    Reporter,
)

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "Action",
    "ActionDate",
    "Approver",
    "Capacity",
    "MarkedText",
    "Measure",
    "Officer",
    "Problem",
    "Reference",
    "ReportDocument",
    "ReportError",
    "Reporter",
    "canonical",
    "digest",
    "from_json",
    "to_data",
]
