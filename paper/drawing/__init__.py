"""Seams in WeasyPrint 70 by which pages are laid out and drawn faster, and with their text right from the start."""
