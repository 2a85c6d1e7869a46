"""What the kinds of document differ by: their columns and lists, as data."""
