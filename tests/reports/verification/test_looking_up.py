"""A file that somebody verifies is found among all that were ever signed without reading them all."""

from __future__ import annotations

import pytest
from django.db import connection

from reports.models import Signing

pytestmark = pytest.mark.django_db


def test_a_signed_file_is_looked_up_by_an_index() -> None:
    if connection.vendor == "postgresql":  # which reads a small table through, whatever indexes it has
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "signing_by_its_file" in Signing.objects.filter(pdf_digest="0" * 64).explain()
