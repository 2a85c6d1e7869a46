from measures.models.catalogue import Indicator, Kind, Wording, kind_of
from measures.models.decision import Decision
from measures.models.detail import Detail, DetailKind
from measures.models.measure import EDITABLE, Measure, Reference, State, Step
from measures.models.officer import MeasureOfficer, Officer
from measures.models.plan import Plan
from measures.models.progress import Action, Outcome
from measures.models.question import Answer, Question
from measures.models.revision import Revision

__all__ = [
    "EDITABLE",
    "Action",
    "Answer",
    "Decision",
    "Detail",
    "DetailKind",
    "Indicator",
    "Kind",
    "Measure",
    "MeasureOfficer",
    "Officer",
    "Outcome",
    "Plan",
    "Question",
    "Reference",
    "Revision",
    "State",
    "Step",
    "Wording",
    "kind_of",
]
