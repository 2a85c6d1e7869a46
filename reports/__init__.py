"""The report's one road: document in, document out; pages, text, JSON and PDF are functions of it."""
