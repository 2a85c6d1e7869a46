import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def links_are_allowed(settings: LazySettings) -> None:
    settings.LINK_CHECKS = True
