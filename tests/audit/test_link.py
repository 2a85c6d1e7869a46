"""The hash of a link: the same for ever, and another for any other content."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.link import GENESIS, Link

LINK = Link(
    seq=1284,
    at=datetime(2026, 11, 22, 9, 9, tzinfo=UTC),
    agency=3,
    actor=None,
    action="report.approve",
    subject="report:9",
    data='{"round":2}',
    prev=GENESIS,
)
HASHED = (
    "ita-audit-1\n"
    '{"action":"report.approve","actor":null,"agency":3,"at":"2026-11-22T09:09:00.000000Z",'
    '"data":"{\\"round\\":2}","prev":"' + 64 * "0" + '","seq":1284,"subject":"report:9"}'
)


def test_anyone_can_work_out_the_hash_with_a_text_and_sha256() -> None:
    assert LINK.hash() == hashlib.sha256(HASHED.encode()).hexdigest()


def test_the_hash_of_a_link_never_changes_between_releases() -> None:
    assert LINK.hash() == "4babdb72f1a43767deaeb1d490e3cb40212ace16778323a533dff87cea87a583"


def test_the_same_moment_told_in_bangkok_is_the_same_link() -> None:
    bangkok = LINK._replace(at=LINK.at.astimezone(timezone(timedelta(hours=7))))
    assert bangkok.hash() == LINK.hash()


@pytest.mark.parametrize(
    "other",
    [
        LINK._replace(seq=1285),
        LINK._replace(at=LINK.at + timedelta(microseconds=1)),
        LINK._replace(agency=None),
        LINK._replace(agency=4),
        LINK._replace(actor=3),
        LINK._replace(agency=None, actor=3),
        LINK._replace(action="report.return"),
        LINK._replace(subject="report:90"),
        LINK._replace(data='{"round":3}'),
        LINK._replace(data='{"round": 2}'),
        LINK._replace(prev=63 * "0" + "1"),
    ],
)
def test_another_value_in_any_field_is_another_hash(other: Link) -> None:
    assert other.hash() != LINK.hash()


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_can_slip_from_one_field_into_the_next(action: str, subject: str, data: str, moved: str) -> None:
    split = LINK._replace(action=action + moved, subject=subject, data=data)
    shifted = LINK._replace(action=action, subject=moved + subject, data=data)
    assert (split.hash() == shifted.hash()) == (split == shifted)
