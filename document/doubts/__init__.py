"""What in a report a person should look at: never an error, never a change, kept until someone settles it."""

from document.doubts.doubt import Doubt
from document.doubts.finding import FOUND_AGAIN, code_mistake, find, measure_keys

__all__ = ["FOUND_AGAIN", "Doubt", "code_mistake", "find", "measure_keys"]
