"""The tags that screen readers follow, made equal to the document: what a page break cuts is one element again.

WeasyPrint 70 tags each page by itself, so that a table over 26 pages comes as 26 tables with a head each.
"""

import pikepdf
from pikepdf import Dictionary

from paper.tagtree import content, tree
from paper.tagtree.fragments import Fragments


def join(document: pikepdf.Pdf) -> None:
    """Put right the structure of a PDF as paper.typeset renders it: one element for each of the HTML, in its order.

    The text of running heads, of page numbers and of a table's head on its later pages becomes artifacts, which
    nobody is read aloud. Same document, same structure. Takes time in proportion to the pages.
    """
    pages = [page.obj for page in document.pages]
    root: pikepdf.Object = document.Root.StructTreeRoot
    (top,) = root.K
    read = Fragments({page.objgen: number for number, page in enumerate(pages)})
    element = read.joined(top)
    numbers = tree.new_numbers(element, len(pages))
    written = tree.Writing(pages, numbers, read.heads)
    written.write(element, root)
    root.ParentTree = document.make_indirect(Dictionary(Nums=written.parents()))
    if names := written.names():
        root.IDTree = document.make_indirect(Dictionary(Names=names))
    for page, kept in zip(document.pages, numbers, strict=True):
        page.Contents.write(content.renumbered(page.Contents.read_bytes(), kept))
