"""A font out of a package as browsers get it: WOFF2, with the letters of Thai and Latin and the signs between them."""

from __future__ import annotations

from io import BytesIO

# Latin with its marks, Thai, punctuation, currencies, arrows and the signs of arithmetic, joined letters as fi.
# Another letter that somebody types is drawn by the reader's own fonts, as those that the font never had.
_RANGES = [(0x20, 0x250), (0x2B0, 0x370), (0xE00, 0xE80), (0x2000, 0x2600), (0xFB00, 0xFB10)]


def for_browsers(font: bytes) -> bytes:
    """The font with those letters, all features of their layout and its licence; the same bytes each time."""
    from fontTools import subset  # noqa: PLC0415 - loaded where one is cut

    options = subset.Options(
        flavor="woff2", layout_features=["*"], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False
    )
    loaded = subset.load_font(BytesIO(font), options)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[code for code in loaded.getBestCmap() if any(a <= code < b for a, b in _RANGES)])
    cut.subset(loaded)
    written = BytesIO()
    subset.save_font(loaded, written, options)
    return written.getvalue()
