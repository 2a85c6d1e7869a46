"""Writes to people and agencies: keyword-only, with `by`, audited in the same transaction."""
