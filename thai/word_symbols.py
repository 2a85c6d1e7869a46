"""What Word's symbol fonts mean: the private-use characters that its lists, ticks and arrows leave in copied text.

Word keeps the characters of its symbol fonts at U+F020 to U+F0FF, whichever of them it is, and a copy loses the font's
name. So only those stand here that its list buttons, its automatic corrections and office forms make; all others are
left for a person, who alone knows what was meant. Source: Unicode's own mapping of the fonts Symbol and Wingdings (its
documents L2/11-344 and L2/12-368, which brought Wingdings into Unicode 7). Where it names a character that hardly any
font draws (U+1F86A, U+1F5F9), its like in the same office use stands instead, marked "for". Which font is believed
where two differ, and why, is in docs/decisions/0016-characters-of-the-paper.md.
"""

# Of the font Symbol: the round bullet and the arrows.
_SYMBOL = {
    0xF0AC: "←",
    0xF0AD: "↑",
    0xF0AE: "→",
    0xF0AF: "↓",
    0xF0B7: "•",
    0xF0DC: "⇐",
    0xF0DE: "⇒",
}
# Of the font Wingdings.
_WINGDINGS = {
    0xF046: "☞",
    0xF06C: "●",  # for U+26AB
    0xF06E: "■",  # for U+25FC
    0xF06F: "□",  # for U+1F78F
    0xF070: "□",  # for U+1F790
    0xF071: "❑",
    0xF072: "❒",
    0xF074: "◆",  # for U+29EB
    0xF075: "◆",
    0xF076: "❖",
    0xF077: "◆",  # for U+2B29
    0xF078: "☒",  # for U+2327
    0xF09E: "·",  # for U+2219
    0xF09F: "•",
    0xF0A1: "○",  # for U+2B58
    0xF0A7: "▪",
    0xF0A8: "◻",  # for U+1F78E
    0xF0AB: "★",
    0xF0D8: "➢",  # for U+2B9A
    0xF0DF: "←",  # for U+1F868
    0xF0E0: "→",  # for U+1F86A: Word's --> becomes it
    0xF0E1: "↑",  # for U+1F869
    0xF0E2: "↓",  # for U+1F86B
    0xF0E7: "←",  # for U+1F878
    0xF0E8: "➔",  # for U+1F87A: Word's ==> becomes it
    0xF0E9: "↑",  # for U+1F879
    0xF0EA: "↓",  # for U+1F87B
    0xF0EF: "⇦",
    0xF0F0: "⇨",
    0xF0F1: "⇧",
    0xF0F2: "⇩",
    0xF0FB: "✗",  # for U+1F5F6
    0xF0FC: "✓",
    0xF0FD: "☒",  # for U+1F5F7
    0xF0FE: "☑",  # for U+1F5F9
}
# Of the font Wingdings 2: the marked boxes of forms.
_WINGDINGS_2 = {
    0xF050: "✓",  # for U+1F5F8
    0xF051: "✗",  # for U+1F5F5
    0xF052: "☑",
    0xF054: "☒",
}

WORD_SYMBOLS: dict[int, str] = _SYMBOL | _WINGDINGS | _WINGDINGS_2
"""Code point -> the character that it shows; for str.translate."""
