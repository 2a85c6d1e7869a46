"""Copies of all that the portal holds, made while people write; restored, checked and moved to another database."""
