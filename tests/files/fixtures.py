"""An object store for tests that want one, and both kinds of shelves for those that run on either."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.files.shelves import InBucket, ObjectServer, OnDisk, serving


@pytest.fixture(scope="module")
def object_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    with serving(tmp_path_factory.mktemp("objects")) as server:
        yield server


@pytest.fixture(params=["folder", "bucket"])
def harm(request: pytest.FixtureRequest, settings: Settings) -> OnDisk | InBucket:
    """Whoever asks runs on both kinds of shelves, and gets the means to damage what lies there."""
    if request.param == "folder":
        return OnDisk()
    settings.FILES_URL = request.getfixturevalue("object_server").bucket()
    return InBucket(settings.FILES_URL)
