"""The numbers that Word draws before the items of lists are read as they are seen."""

import pytest

from document.grids import docx as reader
from document.grids.word import numerals
from tests.document.grids.word_files import box, docx, lvl, numbering, p, part, relation, style, tbl, tc, tr

OUTLINE = "".join(
    lvl(level, form, text)
    for level, (form, text) in enumerate(
        [("decimal", "%1."), ("decimal", "%1.%2"), ("thaiLetters", "%3."), ("bullet", "\uf0b7")]
    )
)


def drawn(*body: str, origins: dict[int, str], lists: dict[int, int | tuple[int, str]], styles: str = "") -> list[str]:
    """The markers of the body's paragraphs."""
    grid = reader.read(docx(*body, numbers=numbering(origins, lists), styles=styles))
    return [each.marker for each in grid.paragraphs()]


def items(*levels: int, key: int = 1) -> list[str]:
    return [p(f"ข้อ {at}", item=(key, level)) for at, level in enumerate(levels)]


def override(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ["1", "2", "3", "27", "101"]),
        ("decimalZero", ["01", "02", "03", "27", "101"]),
        ("thaiNumbers", ["๑", "๒", "๓", "๒๗", "๑๐๑"]),
        ("thaiLetters", ["ก", "ข", "ค", "พ", "ถถถ"]),
        ("thaiCounting", ["หนึ่ง", "สอง", "สาม", "ยี่สิบเจ็ด", "หนึ่งร้อยเอ็ด"]),
        ("bahtText", ["หนึ่งบาทถ้วน", "สองบาทถ้วน", "สามบาทถ้วน", "ยี่สิบเจ็ดบาทถ้วน", "หนึ่งร้อยเอ็ดบาทถ้วน"]),
        ("upperRoman", ["I", "II", "III", "XXVII", "CI"]),
        ("lowerRoman", ["i", "ii", "iii", "xxvii", "ci"]),
        ("upperLetter", ["A", "B", "C", "AA", "WWWW"]),
        ("lowerLetter", ["a", "b", "c", "aa", "wwww"]),
        ("ordinal", ["1st", "2nd", "3rd", "27th", "101st"]),
        ("numberInDash", ["- 1 -", "- 2 -", "- 3 -", "- 27 -", "- 101 -"]),
        ("decimalEnclosedCircle", ["①", "②", "③", "27", "101"]),
        ("none", ["", "", "", "", ""]),
        ("hebrew1", ["1", "2", "3", "27", "101"]),
    ],
)
def test_a_form_of_numbers(form: str, shown: list[str]) -> None:
    assert [numerals.shown(number, form) for number in (1, 2, 3, 27, 101)] == shown


def test_thai_letters_leave_out_those_that_word_leaves_out() -> None:
    letters = [numerals.shown(number, "thaiLetters") for number in range(1, 43)]
    assert letters[:7] == ["ก", "ข", "ค", "ง", "จ", "ฉ", "ช"]
    assert not {"ฃ", "ฅ", "ฆ", "ฤ", "ฦ"} & set(letters)
    assert letters[-2:] == ["ฮ", "กก"]


@pytest.mark.parametrize("number", [0, -1, 2**31 - 1, 10**13])
@pytest.mark.parametrize("form", ["thaiLetters", "upperRoman", "lowerLetter", "thaiCounting", "ordinal", "custom"])
def test_no_number_is_too_odd(form: str, number: int) -> None:
    assert len(numerals.shown(number, form, "0" * 500)) < 200


def test_levels_count_each_for_itself_and_begin_anew_below_a_new_item() -> None:
    levels = (0, 1, 1, 2, 2, 3, 0, 1, 2)
    assert drawn(*items(*levels), origins={0: OUTLINE}, lists={1: 0}) == [
        *("1.", "1.1", "1.2", "ก.", "ข.", "•", "2.", "2.1", "ก."),
    ]


def test_levels_that_were_passed_over_count_as_one() -> None:
    assert drawn(*items(1, 0, 1), origins={0: OUTLINE}, lists={1: 0}) == ["1.1", "2.", "2.1"]


@pytest.mark.parametrize(("restart", "third"), [("0", "iii"), ("1", "i"), ("2", "i")])
def test_where_a_level_begins_anew(restart: str, third: str) -> None:
    more = f'<w:lvlRestart w:val="{restart}"/>'
    levels = lvl(0, "decimal", "%1") + lvl(1, "lowerRoman", "%2", more)
    assert drawn(*items(0, 1, 1, 0, 1), origins={0: levels}, lists={1: 0})[-1] == third


def test_a_level_that_begins_anew_below_the_first_alone() -> None:
    levels = lvl(0, "decimal", "%1") + lvl(1, "decimal", "%1.%2")
    levels += lvl(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>')
    assert drawn(*items(0, 1, 2, 1, 2, 0, 2), origins={0: levels}, lists={1: 0})[2::2] == ["1)", "2)", "1)"]


def test_lists_of_one_definition_count_on_and_one_that_says_so_begins_anew() -> None:
    body = [*items(0, 0), *items(0, key=2), *items(0, 0, key=3), *items(0), *items(0, key=3)]
    lists: dict[int, int | tuple[int, str]] = {1: 0, 2: 0, 3: (0, override(0, 5))}
    assert drawn(*body, origins={0: OUTLINE}, lists=lists) == ["1.", "2.", "3.", "5.", "6.", "7.", "8."]


def test_a_list_may_replace_a_level() -> None:
    lists: dict[int, int | tuple[int, str]] = {
        1: (0, f'<w:lvlOverride w:ilvl="0">{lvl(0, "thaiNumbers", "(%1)", start=4)}</w:lvlOverride>')
    }
    assert drawn(*items(0, 0), origins={0: OUTLINE}, lists=lists) == ["(๔)", "(๕)"]


def test_legal_numbers_show_the_levels_above_in_digits() -> None:
    levels = lvl(0, "upperRoman", "หมวด %1") + lvl(1, "decimalZero", "ข้อ %1.%2", "<w:isLgl/>")
    assert drawn(*items(0, 1), origins={0: levels}, lists={1: 0}) == ["หมวด I", "ข้อ 1.01"]


def test_custom_numbers_are_as_long_as_their_sample() -> None:
    form = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
    )
    form += '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    levels = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{form}<w:lvlText w:val="%1"/></w:lvl>'
    assert drawn(*items(0, 0), origins={0: levels}, lists={1: 0}) == ["009", "010"]


@pytest.mark.parametrize(
    ("sign", "font", "seen"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "•"),
        ("o", "Courier New", "•"),
        ("\uf02d", "Symbol", "-"),
        ("-", "TH Sarabun New", "-"),
        ("–", "", "–"),
        ("●", "", "●"),
        ("", "", ""),
    ],
)
def test_bullets(sign: str, font: str, seen: str) -> None:
    levels = lvl(0, "bullet", sign).replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert drawn(*items(0), origins={0: levels}, lists={1: 0}) == [seen]


def test_numbers_of_styles() -> None:
    levels = lvl(0, "thaiNumbers", "%1.", '<w:pStyle w:val="H1"/>')
    levels += lvl(1, "thaiNumbers", "%1.%2", '<w:pStyle w:val="H2"/>')
    said = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("H1", "heading 1", said) + style("H2", "heading 2", said) + style("Own", "x", based_on="H2")
    styles += style("Off", "y", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based_on="H1")
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = [p(key, style=key) for key in ("H1", "H2", "Own", "Off", "H1")]
    body += [
        p("ไม่มีเลข", style="H1", said=none),
        p("ระดับเอง", style="H1", said='<w:numPr><w:ilvl w:val="1"/></w:numPr>'),
    ]
    shown = drawn(*body, origins={0: levels}, lists={1: 0}, styles=styles)
    assert shown == ["๑.", "๑.๑", "๑.๒", "", "๒.", "", "๒.๑"]


def test_a_definition_may_be_that_of_a_style() -> None:
    styles = style("L", "list", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    origins = {0: '<w:numStyleLink w:val="L"/>', 1: lvl(0, "thaiLetters", "%1)")}
    assert drawn(*items(0, 0), *items(0, key=2), origins=origins, lists={1: 0, 2: 1}, styles=styles) == [
        "ก)",
        "ข)",
        "ก)",
    ]


def test_styles_and_lists_that_lead_in_a_circle_are_read() -> None:
    styles = style("A", "a", based_on="B") + style("B", "b", based_on="A")
    styles += style("L", "l", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = [p("วน", style="A"), *items(0), *items(0, key=9)]
    assert drawn(*body, origins={0: '<w:numStyleLink w:val="L"/>'}, lists={1: 0}, styles=styles) == ["", "", ""]


def test_an_item_without_words_counts_and_shows_its_number() -> None:
    body = [p("ก", item=(1, 0)), p(item=(1, 0)), p("ค", item=(1, 0))]
    assert drawn(*body, origins={0: OUTLINE}, lists={1: 0}) == ["1.", "2.", "3."]


def test_a_deleted_item_does_not_count() -> None:
    gone = p("<w:del><w:r><w:delText>ข</w:delText></w:r></w:del>", item=(1, 0), mark="<w:del/>")
    assert drawn(p("ก", item=(1, 0)), gone, p("ค", item=(1, 0)), origins={0: OUTLINE}, lists={1: 0}) == ["1.", "2."]


def test_lists_go_on_through_cells_and_count_for_themselves_in_boxes_and_headers() -> None:
    item = p("x", item=(1, 0))
    related = (relation("h1", "header", "header1.xml"),)
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    grid = reader.read(
        docx(
            item,
            tbl(tr(tc(item), tc(item))),
            p("กล่อง", box(item)),
            item,
            section,
            numbers=numbering({0: OUTLINE}, {1: 0}),
            related=related,
            parts={"word/header1.xml": part("hdr", item)},
        )
    )
    (table,) = grid.tables()
    assert [cell.text for cell in table.rows[0]] == ["2. x", "3. x"]
    assert [each.words for each in grid.blocks if hasattr(each, "words")] == ["1. x", "1. x", "กล่อง", "1. x", "4. x"]


def test_the_level_says_how_far_an_item_is_set_in() -> None:
    grid = reader.read(docx(*items(0, 2, 99), "ก", numbers=numbering({0: OUTLINE}, {1: 0})))
    assert [each.level for each in grid.paragraphs()] == [0, 2, 8, 0]
