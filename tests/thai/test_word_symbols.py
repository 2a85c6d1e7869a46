"""What Word's symbol fonts leave in copied text is stored as the character that they show."""

import unicodedata

from thai import typefaces
from thai.characters import private_use
from thai.text import clean
from thai.word_symbols import WORD_SYMBOLS

# The buttons of Word's list gallery and what its automatic corrections make, as they come out of the clipboard.
FROM_WORD = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf0a8": "◻",
    "\uf06e": "■",
    "\uf06c": "●",
    "\uf071": "❑",
    "\uf0ab": "★",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf0df": "←",
    "\uf0fe": "☑",
    "\uf0fb": "✗",
    "\uf0ae": "→",
    "\uf0de": "⇒",
    "\uf052": "☑",
}
# What another font would show as something else that people mean: ≤ or a box, ≥, ±, °, ×, ÷.
LEFT = "\uf0a3\uf0b3\uf0b1\uf0b0\uf0b4\uf0b8\uf041\uf061\ue000\U000f0001\U00100001"


def test_words_bullets_ticks_boxes_and_arrows_are_the_characters_that_they_show() -> None:
    assert {typed: clean(f"{typed} ตรวจแล้ว").partition(" ")[0] for typed in FROM_WORD} == FROM_WORD


def test_what_more_than_one_font_could_have_meant_is_left_for_the_writer() -> None:
    assert clean(LEFT) == LEFT
    assert [each.character for each in private_use(LEFT)] == list(LEFT)


def test_every_symbol_of_the_table_is_one_that_paper_draws_and_no_private_one() -> None:
    assert [hex(code) for code in WORD_SYMBOLS if unicodedata.category(chr(code)) != "Co"] == []
    assert [shown for shown in WORD_SYMBOLS.values() if ord(shown) not in typefaces.drawn()] == []
    assert [shown for shown in WORD_SYMBOLS.values() if clean(shown) != shown] == []
