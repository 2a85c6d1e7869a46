"""Health, figures, the log, reports of errors."""
