"""The settings of an agency."""
