"""For those who watch the portal run: health, figures, the log, reports of errors."""
