"""Measures that are recommended: how they are loaded, kept and found for an item."""
