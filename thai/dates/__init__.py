"""Thai dates: read as people type them, found in sentences, shown in the Buddhist era."""

from thai.dates.far import as_common_era, in_fiscal_year, with_other_years, years_away
from thai.dates.finding import FoundDate, find_dates
from thai.dates.left import days_left
from thai.dates.reading import DATE_FORMS, parse_date
from thai.dates.showing import (
    BANGKOK,
    DateStyle,
    Digits,
    format_date,
    format_moment,
    format_span,
    format_time,
    local_day,
    phrase,
)
from thai.dates.spans import Span, read_day, read_later_day, read_span

__all__ = [
    "BANGKOK",
    "DATE_FORMS",
    "DateStyle",
    "Digits",
    "FoundDate",
    "Span",
    "as_common_era",
    "days_left",
    "find_dates",
    "format_date",
    "format_moment",
    "format_span",
    "format_time",
    "in_fiscal_year",
    "local_day",
    "parse_date",
    "phrase",
    "read_day",
    "read_later_day",
    "read_span",
    "with_other_years",
    "years_away",
]
