"""Thai dates, digits, text and ITA codes: plain Python; only the template filters know Django."""
