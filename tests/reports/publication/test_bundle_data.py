"""The bundle of a report as it is really drawn: all that is to be typed ends well, and the data are the file's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.reports.publication.scenes import a_published_scene
from tests.reports.publication.test_bundle import PROGRAMS, run, unpacked

pytestmark = pytest.mark.django_db


def test_a_whole_bundle_is_accepted_line_by_line(client: Client, tmp_path: Path) -> None:
    a_published_scene()
    place = tmp_path / "bundle"
    told = [line.strip() for line in unpacked(client, place).splitlines()]
    typed = [line for line in told if line.startswith((*PROGRAMS, "pdfdetach"))]
    assert [line for line in typed if run(line, place).returncode] == []
    assert typed[-1].startswith("pdfdetach")
    assert (place / "inside.json").read_bytes() == (place / "report.json").read_bytes()
