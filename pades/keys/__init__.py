"""The keys that sign, the certificates that belong to them, and the demonstration's own authority."""
