"""The code under which a round can be asked for: nobody guesses it, and people can read it out."""

from __future__ import annotations

import re
import secrets
from urllib.parse import unquote

from thai.digits import to_arabic

# Crockford's base 32: no I, L, O and U, so that no two look alike.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 4
LETTERS = 4  # in a group; five bits each, 80 bits in all
# No letter of the alphabet looks like another sign, so what was mistaken can be put right.
_LOOKALIKES = str.maketrans("OIL", "011")
_SECRET = GROUPS * LETTERS
_WHOLE = re.compile(rf"([A-Z0-9]{{2,12}})([0-9]{{4}})([{ALPHABET}]{{{_SECRET}}})")
_LONGEST = 500
FEWEST = 2 + 4 + _SECRET  # letters and digits of the shortest code: an agency's, the year, the secret
# What a Thai (Kedmanee) keyboard writes for the keys of a code, without and with shift or caps lock.
_KEYS = "1234567890-QWERTYUIOPASDFGHJKLZXCVBNM"
_PLAIN = "ๅ/-ภถุึคตจขๆไำพะัีรนยฟหกดเ้่าสผปแอิืท"
_SHIFTED = '+๑๒๓๔ู฿๕๖๗๘๐"ฎฑธํ๊ณฯญฤฆฏโฌ็๋ษศ()ฉฮฺ์?'
_ON_THAI_KEYS = str.maketrans(_PLAIN + _SHIFTED, _KEYS + _KEYS)
_THAI_LETTER = re.compile("[ก-ฺเ-๎]")
_IN_ADDRESS = re.compile(r"/(?:v|r)/(?:\?(?:[^#]*&)?code=)?([^/?#&]+)")


def new_code(agency_code: str, year: int) -> str:
    """Such as TSTN-2566-7K4M-92QD-0GHX-5TB1; the year is that of the measures (Buddhist era)."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join((agency_code, str(year), *groups))


def stored_form(typed: str) -> str | None:
    """`TSTN-2566-7K4M-92QD-0GHX-5TB1` from whatever case, hyphens, spaces and digits; None for what is no code.

    Also out of an address of the portal that holds the code, as it is copied from a browser or read from a QR.
    """
    address = _IN_ADDRESS.search(typed[:_LONGEST])
    typed = unquote(address[1]) if address else _by_keys(typed[:_LONGEST])
    signs = "".join(re.findall(r"[A-Z0-9]", to_arabic(typed[:_LONGEST]).upper()))
    match = _WHOLE.fullmatch(signs[:-_SECRET] + signs[-_SECRET:].translate(_LOOKALIKES))
    if match is None:
        return None
    agency, year, secret = match.groups()
    return "-".join([agency, year, *(secret[at : at + LETTERS] for at in range(0, _SECRET, LETTERS))])


def is_in_thai(typed: str) -> bool:
    """Whether letters or vowels of Thai stand in what was typed: no code has any."""
    return _THAI_LETTER.search(typed) is not None


def _by_keys(typed: str) -> str:
    """What the same keys write in Latin, of a code that was typed while the keyboard was Thai; else as it was typed."""
    if re.search("[A-Za-z]", typed) or not is_in_thai(typed):
        return typed
    if re.search("[0-9]", typed):  # from the keys beside, whose hyphen and stroke are the same in Thai
        typed = typed.replace("-", "").replace("/", "")
    return typed.translate(_ON_THAI_KEYS)


def letters_in(typed: str) -> int:
    """How many letters and digits of a code stand in what was typed, whatever stands between them."""
    return len(re.findall(r"[A-Z0-9]", to_arabic(typed[:_LONGEST]).upper()))
