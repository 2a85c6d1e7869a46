"""What in a report a person should look at: never an error, never a change, kept until someone settles it."""

from document.doubts.doubt import Change, Doubt, Proposal, Recode, Redate, Rename, Reword, Reyear
from document.doubts.finding import (
    FOUND_AGAIN,
    code_mistake,
    distinct,
    find,
    measure_key,
    measure_keys,
    of_measure,
    of_references,
    place_of,
)

__all__ = [
    "FOUND_AGAIN",
    "Change",
    "Doubt",
    "Proposal",
    "Recode",
    "Redate",
    "Rename",
    "Reword",
    "Reyear",
    "code_mistake",
    "distinct",
    "find",
    "measure_key",
    "measure_keys",
    "of_measure",
    "of_references",
    "place_of",
]
