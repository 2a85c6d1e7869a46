"""Backups, restores and moves of whole portals."""
