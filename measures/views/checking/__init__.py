"""Handing in, checking and asking: what passes between officer and coordinator."""
