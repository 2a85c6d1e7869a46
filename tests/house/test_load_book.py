"""What was answered and is not there is found: the book of benchmarks.load, held against the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.load.portal import found
from reports.models import Edition, Report
from tests import factories as make


@pytest.mark.django_db
def test_a_save_that_was_answered_and_is_not_there_is_found(tmp_path: Path) -> None:
    measure = make.a_measure(make.a_plan(make.an_agency()), actions=["จัดทำแล้ว กขคงจ"])
    book = tmp_path / "book.jsonl"
    lines = [{"act": "save", "measure": measure.pk, "word": word} for word in ("กขคงจ", "ซฌญฎฏ")]
    book.write_text("\n".join(map(json.dumps, lines)))
    assert list(found.missing(book)) == [f"measure {measure.pk}: a saved word is lost"]


@pytest.mark.django_db
def test_a_submission_that_was_answered_and_did_not_happen_is_found(tmp_path: Path) -> None:
    report = Report.objects.create(plan=make.a_plan(make.an_agency()), kind="result")
    Edition.objects.create(report=report, title="รายงานผล")
    plan, book = report.plan_id, tmp_path / "book.jsonl"
    book.write_text(json.dumps({"act": "submit", "plan": plan}))
    expected = [f"plan {plan}: submit was answered, and did not happen", f"plan {plan}: not one round"]
    assert list(found.missing(book)) == expected
