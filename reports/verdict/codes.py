"""The code under a report as people type it, brought to the form in which it is stored."""

from __future__ import annotations

import re
from urllib.parse import unquote

from reports.review.round_code import ALPHABET, GROUPS, LETTERS
from thai.digits import to_arabic

# In Crockford's alphabet no letter looks like another sign, so what was mistaken can be put right.
_LOOKALIKES = str.maketrans("OIL", "011")
_SECRET = GROUPS * LETTERS
_WHOLE = re.compile(rf"([A-Z0-9]{{2,12}})([0-9]{{4}})([{ALPHABET}]{{{_SECRET}}})")
_LONGEST = 500
_IN_ADDRESS = re.compile(r"/(?:v|r)/(?:\?(?:[^#]*&)?code=)?([^/?#&]+)")


def stored_form(typed: str) -> str | None:
    """`TSTN-2566-7K4M-92QD-0GHX-5TB1` from whatever case, hyphens, spaces and digits; None for what is no code.

    Also out of an address of the portal that holds the code, as it is copied from a browser or read from a QR.
    """
    address = _IN_ADDRESS.search(typed[:_LONGEST])
    typed = unquote(address[1]) if address else typed
    signs = "".join(re.findall(r"[A-Z0-9]", to_arabic(typed[:_LONGEST]).upper()))
    match = _WHOLE.fullmatch(signs[:-_SECRET] + signs[-_SECRET:].translate(_LOOKALIKES))
    if match is None:
        return None
    agency, year, secret = match.groups()
    return "-".join([agency, year, *(secret[at : at + LETTERS] for at in range(0, _SECRET, LETTERS))])
