"""The chain of events: what enters it, who can change it, what a check finds."""
