"""Photographs of a page: pictures that the file holds as JPEG are taken as they are."""

from __future__ import annotations

import pypdfium2
from pypdfium2 import raw

from document.grid import Picture, Place

MOST = 50  # of a page
_SMALLEST = 40.0  # points on a side: what is smaller is an ornament


def pictures(page: pypdfium2.PdfPage, number: int) -> list[Picture]:
    """The photographs of a page, in the order of the file."""
    found: list[Picture] = []
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = each.get_bounds()
        is_large = min(right - left, top - bottom) >= _SMALLEST
        if len(found) < MOST and is_large and each.get_filters() == ["DCTDecode"]:
            found.append(Picture(bytes(each.get_data()), "image/jpeg", Place(page=number)))
    return found
