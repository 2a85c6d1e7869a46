"""The words around the table: the memo and title before it, the closing behind it, years and agency in them."""
