"""A draft of which nothing is stored yet goes to the press like any other: plain values, no model among them."""

import pickle
import pickletools

import pytest

from measures.models import Plan
from reports.compiling import assemble, edition
from tests import factories as make


@pytest.fixture
def plan() -> Plan:
    plan = make.a_plan(make.an_agency())
    make.a_measure(plan)
    return plan


@pytest.mark.django_db
def test_its_document_needs_no_model_to_be_read(plan: Plan) -> None:
    draft = edition.latest(plan)
    assert draft._state.adding
    document = assemble.assemble(plan, draft)
    sent = pickle.dumps(document)
    names = {said for _, said, _ in pickletools.genops(sent) if isinstance(said, str) and "models" in said}
    assert names == set()
    assert pickle.loads(sent) == document
