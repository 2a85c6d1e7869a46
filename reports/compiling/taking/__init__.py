"""A report brought in: compared with what the tables hold of its year, then taken in one of three ways."""

from reports.compiling.taking.comparing import Compared, Comparison, Found, beside, compare
from reports.compiling.taking.take import brings_words, take
from reports.compiling.taking.ways import Way, tells_all

__all__ = ["Compared", "Comparison", "Found", "Way", "beside", "brings_words", "compare", "take", "tells_all"]
