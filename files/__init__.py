"""Files on disk: written whole or not at all, and what the disk can take. Knows neither Django nor the database."""
