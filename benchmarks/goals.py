"""What the portal is to keep to, in one place: each benchmark asks here, and `python -m benchmarks` tells all of it."""

from __future__ import annotations

# Paper: times as long as Chromium takes for the same page, by measures; MB at 500, and how much more a measure may take
# there than at 100.
PAPER = {3: 0.45, 100: 3.0}
PAPER_MEMORY = 200.0
PAPER_GROWTH = 1.1
BESIDE_PREVIEWS = 2.0  # a plain page's p95 beside eight previews, by that alone

# Pages of an office: queries of any; queries, milliseconds and kilobytes of some, by their measures.
QUERIES = 16
PAGES = {("measures:list", 50): (12, 15.0, None), ("reports:compile", 500): (QUERIES, None, 200.0)}

FIRST_VIEW = 120.0  # kilobytes over the wire

# What everybody sees, from 300 agencies to 8,300: p95 of CPU; growth by so few milliseconds is not told from noise.
GROWTH = 1.2
NOISE = 5.0

# Pages of scores, from 3 agencies to 800 with five years each: as many queries, and CPU.
SCORES_GROWTH = 1.5

# MiB: an office's server and worker in use, and the environment without what tests need.
OFFICE, ENVIRONMENT = 200.0, 200.0

# Nights.
STATEMENTS = 60  # of one without news, for any number of agencies
LETTERS = 40  # over one connection
TURN = 6.0  # seconds that a signature waits at the most

# Load: nothing is lost, no request fails; after a disturbance all serve again within so many seconds, by themselves.
RECOVERY = 30.0
