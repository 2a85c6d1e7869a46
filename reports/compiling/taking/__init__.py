"""A report brought in: compared with what the tables hold of its year, then taken in one of three ways."""

from reports.compiling.taking.comparing import Compared, Comparison, Found, beside, compare
from reports.compiling.taking.take import take
from reports.compiling.taking.ways import Way

__all__ = ["Compared", "Comparison", "Found", "Way", "beside", "compare", "take"]
