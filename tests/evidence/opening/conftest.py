from collections.abc import Iterator

import pytest

from tests.evidence.opening.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as each:
        yield each
