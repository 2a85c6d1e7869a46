"""Pages about reports: fetch scoped, decide, call one service, respond."""
