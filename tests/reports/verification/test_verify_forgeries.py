"""No file that was tampered with is good on the page or by the command, in whichever way it was."""

from pathlib import Path

import pytest
from django.test import Client

from pades.signing.level import Level
from reports.models import Edition
from reports.verification.verdicts import WORDS, Verdict
from tests.pades import revisions
from tests.pades.forgeries import FORGERIES
from tests.pades.genuine import World
from tests.reports.verification.issuing import a_signed_round
from tests.reports.verification.test_verify_command import verdict_of
from tests.reports.verification.test_verify_page import heading, send


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_paper", "installed", "in_this_process", "unlimited")
def test_no_tampered_file_is_good_on_the_page_or_by_the_command(client: Client, world: World, tmp_path: Path) -> None:
    a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    good = {WORDS[each].title for each in Verdict if each.is_good}
    tampered = {each.__name__: each(world.files[Level.B_T]) for each in FORGERIES}
    tampered |= {edit.__name__: revisions.appended(edit, world.files[Level.B_T]) for edit in revisions.EDITS}
    assert len(tampered) > 60
    found = {name: (verdict_of(pdf, tmp_path), heading(send(client, pdf))) for name, pdf in tampered.items()}
    assert {name: told for name, told in found.items() if told[0][0] == 0 or told[1] in good} == {}
    assert {told[0] for told in found.values()} == {(1, "ALTERED"), (1, "UNREADABLE")}
