"""Reads QR codes in a process of its own, within the bounds of an examination; pades.examination.sandbox starts it."""

from __future__ import annotations

import json
import sys

from pades.examination.inside_sandbox import close


def main() -> None:
    """Reads the one file on standard input, and writes what its codes say to standard output, a list as JSON."""
    close()
    from paper.scan import reading  # noqa: PLC0415 - within the limits

    json.dump(reading.codes_in(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
