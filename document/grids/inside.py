"""Reads a stranger's file in a process of its own, within the bounds of an examination; pades.examination.sandbox
starts it.

It takes a line with the name of the module that reads such files, then the file, and writes the grid or the problems
as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module

from pades.examination.inside_sandbox import close

SECONDS = 9  # of the processor: who brings a file in waits for it; the dearest that the bounds let through takes 6
KINDS = ("csv", "docx", "html", "pdf", "sheets")  # modules of document.grids
CLIPBOARD = "clipboard"  # HTML that a program put on the clipboard, in UTF-8: document.grids.html reads it, too


def main() -> None:
    """Reads the one file on standard input."""
    kind = sys.stdin.buffer.readline().decode("ascii").strip()
    if kind not in (*KINDS, CLIPBOARD):
        raise SystemExit(f"no reader of {kind!r}")
    close()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from document.errors import ReportError  # noqa: PLC0415 - within the limits
    from document.grids import wire  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read()
        if kind == CLIPBOARD:
            grid = import_module("document.grids.html").fragment(data.decode("utf-8", "replace"))
        else:
            grid = import_module(f"document.grids.{kind}").read(data)
        sys.stdout.write(wire.to_json(grid))
    except ReportError as error:
        json.dump({"problems": [[each.place, each.message] for each in error.problems]}, sys.stdout)


if __name__ == "__main__":
    main()
