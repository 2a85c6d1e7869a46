"""All that a report's PDF wants, loaded by the process that waits, from which the others are forked."""

import django

django.setup()

from document import Action, MarkedText, Measure, Officer, ReportDocument, Reporter  # noqa: E402 - once Django is set up
from paper import archive, report_pdf, typeset  # noqa: E402
from paper.batches.beside import Beside  # noqa: E402
from paper.paper import Paper  # noqa: E402
from paper.press import jobs  # noqa: E402
from thai import typefaces  # noqa: E402

__all__ = ["archive", "jobs", "typeset"]
WORDS = "เผยแพร่ประกาศให้ประชาชนทราบ น้ำใจ Open Data "


def _measure(words: str) -> Measure:
    marked = (MarkedText("-", words), MarkedText("-", words))
    officers = (Officer("นายมณฑล หอมเหมือน", "นักทรัพยากรบุคคล", "สำนักปลัด", ""),)
    actions = (Action("-", words),)
    return Measure("I1", "I1", "IIT", "", words, marked, (), actions, marked, officers)


# The fonts of both kinds of paper, which are kept from here on: what is forked may write no file that a font lies in.
# That of symbols is made apart, for it leaves much behind.
typefaces.know_symbols(Beside(typefaces.symbols).result())
for words in ("น้ำ<b>น้ำ</b>", "☑<b>α</b>"):
    typeset.render(f'<html lang="th"><body style="font-family: Sarabun">{words}', title="")
# A report from its words to its file: what is read and made on first use lies here for those that follow.
report_pdf.write(
    ReportDocument(
        kind="result",
        agency="องค์การบริหารส่วนตำบล",
        title="รายงานผลการดำเนินการ",
        assessed_year=2566,
        measures_year=2567,
        opening=WORDS,
        measures=(_measure(WORDS), _measure(WORDS * 20)),
        problems=(MarkedText("-", WORDS),),
        suggestions=(MarkedText("-", WORDS),),
        reporter=Reporter("นายมณฑล หอมเหมือน", "สำนักปลัด"),
        reported_on=None,
        reported_on_as_written="29 กันยายน 2566",
    ),
    Paper(),
)
