"""A document as a Word file (.docx) in the form of the report, which people may go on writing in."""

from paper.word.writer import write

__all__ = ["write"]
