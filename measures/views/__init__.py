"""Pages about measures: fetch scoped, decide, call one service, respond."""
