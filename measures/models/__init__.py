from measures.models.catalogue import Indicator, Wording
from measures.models.measure import Measure, Reference, Step
from measures.models.officer import MeasureOfficer, Officer
from measures.models.plan import Plan
from measures.models.progress import Action, Outcome
from measures.models.revision import Revision

__all__ = [
    "Action",
    "Indicator",
    "Measure",
    "MeasureOfficer",
    "Officer",
    "Outcome",
    "Plan",
    "Reference",
    "Revision",
    "Step",
    "Wording",
]
