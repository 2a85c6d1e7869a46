"""Agencies, units, users, memberships and what each may do."""
