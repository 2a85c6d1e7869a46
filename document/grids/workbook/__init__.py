"""Readers of spreadsheets' files, each giving the same: what is seen in each sheet, and what a person should know."""
