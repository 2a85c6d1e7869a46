"""Pieces of the reader of PDF files: letters with their places, drawn lines, the tables that these make, paragraphs."""
