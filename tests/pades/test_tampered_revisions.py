"""Whatever is appended to a signed file but proofs of time and validity is found, also after such proofs."""

import pytest

from pades.examination.found import Problem, Result
from pades.signing.level import Level
from tests.pades.genuine import World
from tests.pades.revisions import EDITS, Edit, appended


def test_they_are_many_kinds() -> None:
    assert len({edit.__name__ for edit in EDITS}) == len(EDITS) == 41


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_appended_change_is_found(world: World, edit: Edit) -> None:
    pdf = world.files[Level.B_LTA]
    tampered = appended(edit, pdf)
    assert tampered.startswith(pdf) and len(tampered) > len(pdf)
    found = world.look(tampered)
    assert found.result is Result.ALTERED
    assert Problem.IRREGULAR not in found.problems  # it was read as its maker meant it
