"""Limits that the web's forms and the readers of report files share, so that what one takes the other can change."""

LONGEST_TEXT = 100_000  # characters of one running text: some forty pages
