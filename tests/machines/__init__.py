"""Several machines of one portal, on this one: processes with a folder each, and a proxy before them."""
