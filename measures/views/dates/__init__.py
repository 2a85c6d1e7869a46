"""How dates are read while people type, and those of the words that go into the fields."""
