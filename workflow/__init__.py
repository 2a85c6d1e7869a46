"""Moves between states as a table, and the one function that makes them: a plain package, no models."""

from workflow.engine import CommentNeeded, Overtaken, advance, allowed, proceed, refusal
from workflow.table import Table, Transition, table

__all__ = ["CommentNeeded", "Overtaken", "Table", "Transition", "advance", "allowed", "proceed", "refusal", "table"]
