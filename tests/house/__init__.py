"""The rules of the house: sizes, layers, settings, requirements, commands."""
