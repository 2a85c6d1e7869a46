"""The operator's library of recommended measures."""
