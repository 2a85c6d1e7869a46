"""What two people made of one text or list: a proposal that takes each one's changes, to be smoothed by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TypeAlias

from thai.difference import GAP, LONGEST, both, clusters_of, parted

_Change: TypeAlias = tuple[int, int, list[str]]  # from where to where in the base, and what stands there now
_Span: TypeAlias = tuple[int, int]
_Stretch: TypeAlias = tuple[list[str], list[str], list[str]]  # what the base, oneself and the other say there

# Where both changed a word, it stands in the proposal twice and whole. Thai has no spaces between its words: this many
# clusters on either side are looked at for one.
_WORD = 12

_TOKEN = re.compile(r"\s*\S+|\s+")


def merge_words(base: str | None, mine: str, theirs: str) -> str:
    """A stretch that one alone changed is that one's; of what both changed stand both, the other's before one's own.

    Without a base nobody knows who changed what: both stand throughout.
    """
    if base is None:
        return both(theirs, mine)
    old = clusters_of(base)
    own, other = _of_words(base, mine), _of_words(base, theirs)
    merged = [
        _settled(*("".join(clusters) for clusters in stretch)) for stretch in _stretches(old, own, other, _word_spans)
    ]
    return "".join(merged)


def merge_lists(
    base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str], *, whole: bool = False
) -> list[str]:
    """The same of a list, row by row; of a row that both changed the words are merged, but not of `whole` ones."""
    if base is None:
        return list(dict.fromkeys([*theirs, *mine]))
    if len(base) == len(mine) == len(theirs):
        rows = _row_by_row(base, mine, theirs, whole=whole)
    else:
        found = _stretches(base, _of_rows(base, mine), _of_rows(base, theirs), _row_spans)
        rows = [row for stretch in found for row in _rows(*stretch, whole=whole)]
    return list(dict.fromkeys(rows))


# Words


def _settled(was: str, mine: str, theirs: str) -> str:
    if was in (mine, theirs) or mine == theirs:
        return theirs if mine == was else mine
    apart = bool(theirs) and bool(mine) and not theirs[-1:].isspace() and not mine[:1].isspace()
    return theirs + (" " if apart else "") + mine


def _of_words(before: str, after: str) -> list[_Change]:
    """Between spaces first, then cluster by cluster: else letters that agree by chance hide which word was changed."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return list(_of_clusters(clusters_of(before), clusters_of(after), 0))
    changes, starts = list[_Change](), [0, *accumulate(len(clusters_of(token)) for token in old)]
    for kind, from_, to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = (clusters_of("".join(each)) for each in (old[from_:to], new[new_from:new_to]))
        if kind != "equal":
            changes += _of_clusters(was, now, starts[from_])
    return changes


def _of_clusters(old: list[str], new: list[str], at: int) -> Iterator[_Change]:
    pieces = [*parted(old, new), ("kept", list[str]())]
    gone, come = list[str](), list[str]()
    for kind, clusters in pieces:
        if kind == "removed":
            gone = clusters
        elif kind == "added":
            come = clusters
        else:
            if gone or come:
                yield at, at + len(gone), come
            at += len(gone) + len(clusters)
            gone, come = [], []


def _word_spans(old: Sequence[str], mine: list[_Change], theirs: list[_Change]) -> list[_Span]:
    """What lies nearer to each other than a word is one; where both replaced something, to the spaces around it."""

    def near(end: int, start: int) -> bool:
        return start - end < GAP and not any(map(str.isspace, old[max(0, end - 1) : start + 1]))

    spans = _joined(mine + theirs, near)
    wide = [_to_spaces(old, span) if _is_of_both(span, mine, theirs) else span for span in spans]
    return _joined([(*span, []) for span in wide], lambda end, start: start <= end)


def _to_spaces(old: Sequence[str], span: _Span) -> _Span:
    start, end = span
    if start == end:
        return span
    before = [at for at in range(max(0, start - _WORD), start + 1) if at == 0 or old[at - 1].isspace()]
    behind = [at for at in range(end, min(len(old), end + _WORD) + 1) if at == len(old) or old[at].isspace()]
    return max(before, default=start), min(behind, default=end)


# Rows


def _of_rows(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(start, end, list(new[from_:to])) for kind, start, end, from_, to in found if kind != "equal"]


def _row_spans(old: Sequence[str], mine: list[_Change], theirs: list[_Change]) -> list[_Span]:
    return _joined(mine + theirs, lambda end, start: start <= end)


def _rows(was: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, whole: bool) -> list[str]:
    if list(was) in (list(mine), list(theirs)) or list(mine) == list(theirs):
        return list(theirs if list(mine) == list(was) else mine)
    if len(was) == len(mine) == len(theirs):
        return _row_by_row(was, mine, theirs, whole=whole)
    return [*theirs, *mine]


def _row_by_row(was: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, whole: bool) -> list[str]:
    rows = list[str]()
    for old, own, other in zip(was, mine, theirs, strict=True):
        if old in (own, other) or own == other:
            rows.append(other if own == old else own)
        else:
            rows += [other, own] if whole else [merge_words(old, own, other)]
    return rows


# Both


def _stretches(
    old: Sequence[str],
    mine: list[_Change],
    theirs: list[_Change],
    spans_of: Callable[[Sequence[str], list[_Change], list[_Change]], list[_Span]],
) -> Iterator[_Stretch]:
    """The base from one end to the other: what nobody changed, and each place that somebody did."""
    at = 0
    for start, end in spans_of(old, mine, theirs):
        same = list(old[at:start])
        yield same, same, same
        yield list(old[start:end]), _within(old, mine, start, end), _within(old, theirs, start, end)
        at = end
    rest = list(old[at:])
    yield rest, rest, rest


def _joined(changes: Sequence[_Change], near: Callable[[int, int], bool]) -> list[_Span]:
    spans = list[_Span]()
    for start, end, _ in sorted(changes, key=lambda change: change[:2]):
        if spans and (start <= spans[-1][1] or near(spans[-1][1], start)):
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _is_of_both(span: _Span, mine: list[_Change], theirs: list[_Change]) -> bool:
    return all(any(span[0] <= start and end <= span[1] for start, end, _ in changes) for changes in (mine, theirs))


def _within(old: Sequence[str], changes: list[_Change], start: int, end: int) -> list[str]:
    """What a stretch of the base became."""
    rows, at = list[str](), start
    for from_, to, new in changes:
        if start <= from_ and to <= end:
            rows += [*old[at:from_], *new]
            at = to
    return [*rows, *old[at:end]]
