from reports.models.edition import Edition, Settlement
from reports.models.report import Report
from reports.models.revision import Revision
from reports.models.round import Round

__all__ = ["Edition", "Report", "Revision", "Round", "Settlement"]
