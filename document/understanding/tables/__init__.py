"""The table: what its columns mean, which rows are measures, and a row as a measure."""
