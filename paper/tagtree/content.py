"""Content streams: which text belongs to the structure, and by what number."""

import re
from collections.abc import Mapping

# As WeasyPrint writes it. Codes of text are hexadecimal, so that nothing else in a stream looks like it.
_BEGIN = re.compile(rb"/(\w+)\n<</MCID (\d+)>>\nBDC\n")
_ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC\n"


def renumbered(content: bytes, numbers: Mapping[int, int]) -> bytes:
    """The same page with new numbers (MCID); marked content whose number has no new one is an artifact of paging."""

    def begin(old: re.Match[bytes]) -> bytes:
        number = numbers.get(int(old[2]))
        return _ARTIFACT if number is None else b"/%b\n<</MCID %d>>\nBDC\n" % (old[1], number)

    return _BEGIN.sub(begin, content)
