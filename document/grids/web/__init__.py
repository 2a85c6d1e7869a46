"""Pieces of the reader of web pages: how bytes become text, what an element is, lists, tables and pictures."""
