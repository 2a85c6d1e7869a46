"""What should be looked at in a plan's evidence: found once for as long as nothing of it, or of its links, is new.

The contents that are kept say whether anything was written, and when the worker opened a link of the plan last. Whose
website a link is on is another agency's to say, and asked each time: one query where there are links.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from audit.chain import in_a_transaction
from document import ReportDocument
from evidence.services import doubts
from evidence.services.doubts import Looked, Owners
from measures.models import Plan
from reports.compiling.kept import contents
from reports.compiling.kept.contents import Contents, Opened


@dataclass(frozen=True)
class Found:
    """What was found, and of what."""

    contents: Contents
    opened: Opened
    owners: Owners
    looked: tuple[Looked, ...]


_MOST = 16  # plans
_kept: OrderedDict[int, Found] = OrderedDict()
_lock = Lock()


def of(plan: Plan, document: ReportDocument) -> tuple[Looked, ...]:
    """The plan's evidence with what should be looked at in it; `document` is what was made of the plan just now."""
    held = contents.behind(plan, document)
    opened = contents.links_behind(plan, held) if held else None
    if held is None or opened is None or in_a_transaction():
        return tuple(doubts.of_year(plan))
    owners = doubts.owners_of(plan, (each.item.address for each in held.attached))
    with _lock:
        known = _kept.get(plan.pk)
    if known is not None and known.contents is held and (known.opened, known.owners) == (opened, owners):
        return known.looked
    found = Found(held, opened, owners, tuple(doubts.of_year(plan, owners)))
    for each in found.looked:
        each.evidence.__dict__.pop("beginning", None)  # the text of the file, which nobody reads again
    with _lock:
        _kept[plan.pk] = found
        _kept.move_to_end(plan.pk)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found.looked
