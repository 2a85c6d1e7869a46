"""Numbers in the forms that Word's lists use: digits, letters, Roman and Thai, each as Word draws it."""

from __future__ import annotations

from collections.abc import Callable

from thai.digits import to_thai

# Word leaves out ฃ ฅ ฆ and the vowels ฤ ฦ.
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LONGEST = 30  # letters in a row; Word repeats the letter: z, aa, bb
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


def shown(number: int, form: str, sample: str = "") -> str:
    """The number in a form of numbering (ST_NumberFormat); decimal for forms that no Thai office uses.

    `sample` is what a custom form gives as its first numbers: "001, 002, ...".
    """
    if form == "custom":
        return str(number).zfill(min(len(sample.partition(",")[0].strip()), 9))
    return _FORMS.get(form, str)(number)


def _letters(alphabet: str) -> Callable[[int], str]:
    def written(number: int) -> str:
        times, letter = divmod(number - 1, len(alphabet))
        return alphabet[letter] * (times + 1) if 0 <= times < _LONGEST else str(number)

    return written


def _roman(number: int) -> str:
    if not 0 < number < 32768:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


def _thai_words(number: int) -> str:
    """The number as it is said in Thai."""
    if not 0 < number < 10**12:
        return "ศูนย์" if number == 0 else str(number)
    millions, rest = divmod(number, 10**6)
    return (f"{_thai_words(millions)}ล้าน" if millions else "") + _below_a_million(rest, follows=bool(millions))


def _below_a_million(number: int, *, follows: bool) -> str:
    words = ""
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            continue
        if place == 1 and digit < 3:
            words += "สิบ" if digit == 1 else "ยี่สิบ"
        elif place == 0 and digit == 1 and (follows or number > 10):
            words += "เอ็ด"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words


def _enclosed(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _letters(_LATIN.upper()),
    "lowerLetter": _letters(_LATIN),
    "thaiLetters": _letters(THAI_LETTERS),
    "thaiNumbers": lambda number: to_thai(str(number)),
    "thaiCounting": _thai_words,
    "bahtText": lambda number: f"{_thai_words(number)}บาทถ้วน",
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _enclosed(0x2460),
    "decimalEnclosedParen": _enclosed(0x2474),
    "decimalEnclosedFullstop": _enclosed(0x2488),
}
