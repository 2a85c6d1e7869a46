"""An office whose coordinator brings a report in."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Agency
from accounts.permissions import Role
from tests.factories import a_user, an_agency


@pytest.fixture
def agency() -> Agency:
    return an_agency()


@pytest.fixture
def manee(client: Any, agency: Agency) -> Any:
    client.force_login(a_user("manee", Role.COORDINATOR, agency=agency))
    return client
