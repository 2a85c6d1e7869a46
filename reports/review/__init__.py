"""Writes over several rows: keyword-only, atomic, permission-checked, audited in the same transaction."""
