"""Tests are sentences about behaviour, one module a behaviour."""
