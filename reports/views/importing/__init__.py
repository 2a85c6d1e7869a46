"""The pages on which a report is brought in, put right and taken."""
