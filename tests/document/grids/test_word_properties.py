"""Whatever is written into a Word file, wrapped and nested at random, is read back word by word, in order."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from document.grid import Block, Paragraph, Table
from document.grids import docx as reader
from tests.document.grids.word_files import box, docx, field, p, r, sdt, tbl, tc, tr

_WRAPS: dict[str, Callable[[str], str]] = {
    "plain": lambda inner: inner,
    "control": sdt,
    "inserted": lambda inner: f"<w:ins>{inner}</w:ins>",
    "moved": lambda inner: f"<w:moveTo>{inner}</w:moveTo>",
    "link": lambda inner: f"<w:hyperlink>{inner}</w:hyperlink>",
    "tag": lambda inner: f"<w:smartTag>{inner}</w:smartTag>",
    "field": lambda inner: field("REF x", inner),
    "alternate": lambda inner: (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice>'
        f"<mc:Fallback>{r('อีกทางหนึ่ง')}</mc:Fallback></mc:AlternateContent>"
    ),
}
_RUN_NOISE = st.sampled_from(
    ["", "<w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>", r("ซ่อน", "<w:vanish/>"), '<w:bookmarkStart w:id="1"/>']
)
RUNS = st.lists(st.tuples(st.sampled_from(sorted(_WRAPS)), st.sampled_from(sorted(_WRAPS)), _RUN_NOISE), max_size=3)
PARAGRAPHS = st.tuples(st.just("p"), RUNS, st.booleans())
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.tuples(
            st.just("table"), st.lists(st.lists(st.lists(inner, max_size=2), min_size=1, max_size=3), max_size=3)
        ),
        st.tuples(st.just("control"), st.lists(inner, max_size=2)),
        st.tuples(st.just("box"), st.lists(inner, max_size=2)),
    ),
    max_leaves=12,
)


class Writer:
    """Writes blocks as XML and keeps the words in the order in which they are to be read."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(f"คำ{len(self.words)}.")
        return self.words[-1]

    def block(self, drawn: tuple) -> str:  # type: ignore[type-arg]
        kind, *rest = drawn
        if kind == "p":
            runs, ends = rest
            inner = [_WRAPS[outer](_WRAPS[within](r(self.word()))) + noise for outer, within, noise in runs]
            return p(*inner, mark="" if ends else "<w:del/>")
        if kind == "table":
            rows = [[tc(*self.blocks(cell), p()) for cell in row] for row in rest[0]]
            return tbl(*(tr(*row) for row in rows))
        if kind == "control":
            return sdt("".join(self.blocks(rest[0])))
        first = r(self.word())  # a box's words are read behind those of the paragraph that it hangs on
        return p(first, box("".join(self.blocks(rest[0]))))

    def blocks(self, drawn: list) -> list[str]:  # type: ignore[type-arg]
        return [self.block(each) for each in drawn]


def words_of(blocks: tuple[Block, ...]) -> str:
    found = []
    for each in blocks:
        if isinstance(each, Paragraph):
            found.append(each.text)
        elif isinstance(each, Table):
            found += [cell.text for row in each.rows for cell in row]
    return " ".join(found)


@given(st.lists(BLOCKS, max_size=6), st.booleans())
def test_every_word_comes_back_once_and_in_order(drawn: list, strict: bool) -> None:  # type: ignore[type-arg]
    writer = Writer()
    body = [p(r(writer.word())), *writer.blocks(drawn)]
    grid = reader.read(docx(*body, strict=strict))
    read = words_of(grid.blocks).replace("|", " ").replace(".", ". ").split()
    assert read == writer.words
