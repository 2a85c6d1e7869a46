"""The documents: each written down with what a person reads in it, from its words."""
