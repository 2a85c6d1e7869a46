"""Readers of kinds of files: bytes to a grid, bounded, nothing of them run or fetched."""
