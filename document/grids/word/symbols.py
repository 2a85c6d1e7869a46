"""What the characters of symbol fonts show, where the font is known: w:sym, bullets, words set in such a font."""

from __future__ import annotations

from thai.word_symbols import WORD_SYMBOLS

_PRIVATE = range(0xF000, 0xF100)
# Adobe's font Symbol from 0x21 and from 0xA0 on, "\0" where it has nothing that stands alone.
_SYMBOL_LOW = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\0αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL = {
    0xF000 + first + at: sign
    for first, signs in ((0x21, _SYMBOL_LOW), (0xA0, _SYMBOL_HIGH))
    for at, sign in enumerate(signs)
    if sign != "\0"
}
# The empty box of forms, of Wingdings 2; what WORD_SYMBOLS has under the same number is Wingdings'.
_BY_FONT = {"symbol": _SYMBOL, "wingdings 2": WORD_SYMBOLS | {0xF0A3: "□"}, "wingdings": WORD_SYMBOLS}


def symbol(code: int, font: str) -> str:
    """The character that a symbol font draws at a code; the private-use character where that isn't known."""
    if code < 0x100:
        code += 0xF000
    if code not in _PRIVATE:
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if code == 0xF020:
        return " "
    return _BY_FONT.get(font.lower(), WORD_SYMBOLS).get(code, chr(code))


def in_font(text: str, font: str) -> str:
    """The words of a run as its font shows them: only symbol fonts show others than stand there."""
    if font.lower() in _BY_FONT:
        return "".join(_shown(each, font) for each in text)
    return text.translate(WORD_SYMBOLS)


def bullet(text: str, font: str) -> str:
    """A list's bullet: "•" or "-" for characters of symbol fonts and letters that stand for one, else as it is."""
    sign = text.strip()
    if len(sign) == 1 and (ord(sign) in _PRIVATE or sign.isalnum() or font.lower() in _BY_FONT):
        return "-" if sign in "\uf02d-–—" else "•"
    return "".join("•" if ord(each) in _PRIVATE else each for each in sign)


def _shown(character: str, font: str) -> str:
    code = ord(character)
    if code > 0xFF and code not in _PRIVATE:
        return character
    found = symbol(code, font)
    return character if ord(found) in _PRIVATE else found
