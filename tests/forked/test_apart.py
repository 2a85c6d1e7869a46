"""What is found in a process of its own comes back, and nothing that was loaded for it."""

import os

import pytest

from forked.apart import found_apart


def _number() -> int:
    return os.getpid()


def _fails() -> None:
    raise LookupError("not there")


def test_it_is_found_in_another_process() -> None:
    assert found_apart(_number) not in (0, os.getpid())


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(LookupError, match="not there"):
        found_apart(_fails)
