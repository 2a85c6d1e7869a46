"""Nobody can make the reading of text slow: 100,000 characters of any kind take no more than a moment."""

import time
from collections.abc import Callable

import pytest

from ita.codes import normalise
from thai.dates import find_dates, parse_date
from thai.digits import set_digits
from thai.templatetags.thai import keep_together, names
from thai.text import clean, fold, sort_key

SIZE = 100_000
# What repeats, and makes each pattern begin over and over.
PIECES = [
    "1",
    " ",
    "\n",
    "1 ",
    "1/",
    "1/1/66 ",
    "1-",
    "1, ",
    "29 กันยายน ",
    "29 กันยายน 2566 – ",
    "29 ก.ย. 66, ",
    "วันที่ ",
    "วันที่ 1, 2, ",
    "ตั้งแต่",
    "เเ",
    "แ",
    "\u0e4d",
    "\u0e32\u0e49",
    "\u0e33\u0e49",
    "\u0e4d\u0e32\u0e49",
    "ก\u0e49\u0e35",
    "\u200b",
    "\u0301",
    "a.",
    "a",
    "aaaa ",
    "a1",
    "www.",
    "๐1 ",
    "นาย",
    "นาย ก",
    "<",
    "<textarea ",
    "&#1;",
    ".",
    "๐",
]


def refusing(read: Callable[[str], object]) -> Callable[[str], object]:
    def quietly(text: str) -> object:
        try:
            return read(text)
        except ValueError:
            return None

    return quietly


READERS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "fold": fold,
    "sort_key": sort_key,
    "set_digits": lambda text: set_digits(text, "thai"),
    "find_dates": find_dates,
    "parse_date": refusing(parse_date),
    "normalise": refusing(normalise),
    "keep_together": keep_together,
    "names": names,
}


@pytest.mark.parametrize("reader", READERS)
def test_a_huge_text_is_read_in_a_moment(reader: str) -> None:
    took = {}
    for piece in PIECES:
        text = (piece * SIZE)[:SIZE]
        start = time.process_time()
        READERS[reader](text)
        took[piece] = time.process_time() - start
    # Work that grows with the square of the length would take minutes; the usual piece takes under 0.1 s.
    assert {piece: seconds for piece, seconds in took.items() if seconds > 3} == {}
