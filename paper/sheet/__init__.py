"""How the report lies on its sheet: columns, lines, rows that go on, the panel of those who sign."""
