"""The pages of a plan as a whole: its list, what is added to it, who gets what."""
