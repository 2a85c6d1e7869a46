"""Spreadsheets of scores, read and written; no database."""
