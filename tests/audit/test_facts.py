"""Only ids, codes, dates, digests and counts enter the chain: a slip fails loudly, and never repeats itself."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.db.models import TextChoices
from hypothesis import given
from hypothesis import strategies as st

from audit import facts
from audit.chain import record
from audit.facts import JSON
from audit.models import AuditEvent


class State(TextChoices):
    SUBMITTED = "submitted", "เสนอแล้ว"


ALLOWED: list[JSON] = [
    None,
    True,
    0,
    -3,
    999_999_999_999,
    "submitted",
    "due_on",
    "O14",
    "SIGNED_OK",
    "85.55",
    "-0.5",
    "2566-09-29",
    "2026-11-22T09:09:00.123456Z",
    "2026-11-22T16:09:00+07:00",
    64 * "a",
    "sha256:" + 64 * "0",
    "123e4567-e89b-42d3-a456-426614174000",
    "measure:12",
    [1, 2, 3],
    ("outcome", "due_on"),
    {"from": "draft", "to": "submitted"},
]
SLIPS: list[Any] = [
    "สมชาย ใจดี",
    "สมชาย",
    "ตกลง",
    "๑๒",
    "Somchai",
    "two words",
    "report.pdf",
    "../x",
    "somchai@example.go.th",
    "0812345678",
    "1101700230705",
    1101700230705,
    "",
    "line\nfeed",
    "submitted\n",
    "x" * 41,
    1.5,
    float("nan"),
    b"bytes",
    {1, 2},
    Ellipsis,
]


@pytest.mark.parametrize("value", ALLOWED, ids=str)
def test_ids_codes_dates_digests_and_counts_are_written(value: JSON) -> None:
    assert json.loads(facts.written({"key": value})) == {"key": list(value) if isinstance(value, tuple) else value}


@pytest.mark.parametrize("value", SLIPS, ids=repr)
@pytest.mark.parametrize("depth", [0, 1])
def test_words_names_files_and_long_numbers_are_refused_at_any_depth(value: Any, depth: int) -> None:
    with pytest.raises(ValueError, match=r"audit: data\.key"):
        facts.written({"key": [value] if depth else value})


def test_the_refusal_names_the_place_and_not_the_value() -> None:
    with pytest.raises(ValueError, match=r"data\.people\[1\]\.who") as refusal:
        facts.written({"people": [{"who": 1}, {"who": "สมชาย ใจดี"}]})
    assert "สมชาย" not in str(refusal.value)


@pytest.mark.parametrize("key", ["name", "new_name", "username", "file_title", "comment", "email", "return_comment"])
def test_a_key_that_is_named_like_words_or_a_person_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="is named like words or a person"):
        facts.written({key: 1})


@pytest.mark.parametrize("key", ["", "Key", "ชื่อ", "a b", "x" * 41, 1])
def test_a_key_is_lower_case(key: Any) -> None:
    with pytest.raises(ValueError, match="is not lower_case"):
        facts.written({key: 1})


def test_data_is_three_deep_at_most() -> None:
    assert facts.written({"a": {"b": [1]}}) == '{"a":{"b":[1]}}'
    with pytest.raises(ValueError, match="nested too deep"):
        facts.written({"a": {"b": [[1]]}})


def test_data_has_a_largest_size() -> None:
    assert len(facts.written({"ids": list(range(1, 1800))})) < facts.LONGEST_DATA
    with pytest.raises(ValueError, match="at most 8192"):
        facts.written({"ids": [10**6 + number for number in range(1800)]})


def test_an_enum_is_written_as_its_value() -> None:
    assert facts.written({"to": State.SUBMITTED}) == '{"to":"submitted"}'


def test_no_data_is_an_empty_object() -> None:
    assert facts.written(None) == "{}"


@pytest.mark.parametrize("action", ["measure.submit", "signed_in", "report.round.submit"])
def test_an_action_is_dotted_lower_case(action: str) -> None:
    facts.check_action(action)


@pytest.mark.parametrize("action", ["", "Submit", "ส่ง", "a b", ".a", "a.", "a" * 65])
def test_another_action_is_refused(action: str) -> None:
    with pytest.raises(ValueError, match="an action is"):
        facts.check_action(action)


@pytest.mark.parametrize("subject", ["measure:12", "catalogue", "catalogue:2566", "document:" + 64 * "a"])
def test_a_subject_is_a_kind_with_an_id_or_alone(subject: str) -> None:
    facts.check_subject(subject)


@pytest.mark.parametrize("subject", ["", "user:somchai", "มาตรการ:1", "measure:", "12", "measure/12", "measure:-1"])
def test_another_subject_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="a subject is"):
        facts.check_subject(subject)


@pytest.mark.django_db
@pytest.mark.parametrize("slip", [{"actor": 0}, {"actor": True}, {"agency": -1}, {"agency": "3"}, {"actor": 1.0}])
def test_actor_and_agency_are_keys_or_none(slip: dict[str, Any]) -> None:
    arguments: dict[str, Any] = {"actor": 1, "agency": 1, "subject": "measure:1"} | slip
    with pytest.raises(ValueError, match="is a row's id or None"), transaction.atomic():
        record("measure.change", **arguments)
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_slip_in_the_data_leaves_no_event() -> None:
    with pytest.raises(ValueError, match=r"data\.who"), transaction.atomic():
        record("measure.change", actor=1, agency=1, subject="measure:1", data={"who": "สมชาย ใจดี"})
    assert AuditEvent.objects.count() == 0


@given(st.dictionaries(st.from_regex(r"[a-z]{1,6}x", fullmatch=True), st.integers(-(10**11), 10**11)))
def test_the_order_in_which_facts_were_put_leaves_no_trace(data: dict[str, int]) -> None:
    backwards = dict(reversed(data.items()))
    assert facts.written(data) == facts.written(backwards)
    assert json.loads(facts.written(data)) == data
