"""What everybody sees in two countries, the smaller first: python -m benchmarks.every.public SMALL_URL LARGE_URL."""

from __future__ import annotations

import sys
from functools import partial

from benchmarks.every.apart import leave
from benchmarks.public import figures

LOOKS = 40

if __name__ == "__main__":
    leave(partial(figures, sys.argv[1], sys.argv[2], LOOKS))
