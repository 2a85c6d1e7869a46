"""The portal for a server that is killed again and again: its press is forked, and reads nothing.

As `ita_portal.wsgi`, but that what waits to be forked for each report (forked/forking.py) is itself forked from the
process that answers. What it needs was read by then, once for all servers (benchmarks.begun).
"""

from __future__ import annotations

import os
import socket
from typing import Any

from benchmarks.killing import PRESS
from forked.forking import serve
from forked.keeping import Child
from forked.warm import Warm
from ita_portal.wsgi import application
from paper.press import press

__all__ = ["application"]


class _Forked(Warm):
    """It begins with the process that answers, which has neither threads nor a connection then; and ends with it."""

    def __init__(self) -> None:
        super().__init__(PRESS, environment={}, idle=press.IDLE)
        self._begun = self._begin()

    def _begin(self) -> Any:  # noqa: ANN401 - a process of another kind than there
        ours, theirs = socket.socketpair()
        number = os.fork()
        if number == 0:
            ours.close()
            serve(theirs, press.IDLE, PRESS)
            os._exit(0)
        theirs.close()
        return os.getpid(), Child(number), ours


press._warm = _Forked()
