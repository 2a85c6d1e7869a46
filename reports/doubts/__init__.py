"""What in a report a person should look at: never an error, never a change, kept until someone settles it."""

from .doubt import Doubt
from .finding import code_mistake, find

__all__ = ["Doubt", "code_mistake", "find"]
