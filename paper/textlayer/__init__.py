"""The text that a PDF gives back when it is searched, copied or read aloud, made equal to what was written.

Each cluster (a consonant with its marks, SARA AM included) becomes one glyph of the embedded font that stands for
exactly its characters: docs/decisions/0005-textlayer.md tells why. It is done while WeasyPrint draws a page, by
paper/drawing/stream.py and font.py; here is what needs no WeasyPrint.
"""
