"""All that a report's PDF wants, loaded by the process that waits, from which the others are forked."""

import django

django.setup()

from paper import archive, typeset  # noqa: E402 - once Django is set up
from paper.press import jobs  # noqa: E402

__all__ = ["archive", "jobs", "typeset"]
# The fonts of both kinds of paper, which are kept from here on.
typeset.render('<html lang="th"><body style="font-family: Sarabun">น้ำ<b>น้ำ</b>', title="")
typeset.render('<html lang="th"><body style="font-family: Sarabun">☑<b>α</b>', title="")
