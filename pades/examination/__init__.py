"""Examines the signatures of a PDF, in a sandbox where anybody may have made it."""
