"""The tags that screen readers follow, made equal to the document: what a page break cuts is one element again.

WeasyPrint 70 tags each page by itself, so that a table over 26 pages comes as 26 tables with a head each. Its tags of a
page are read as values (fragments.py), those of all pages joined (joined.py) and written once (written.py).
"""
