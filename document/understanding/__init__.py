"""A grid understood as a report: what can be read is read, what is doubtful is said with its place."""

from document.understanding.report import understand

__all__ = ["understand"]
