"""What differs between SQLite and PostgreSQL: copies of one moment, and putting them back."""
