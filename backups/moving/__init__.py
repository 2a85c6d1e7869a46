"""From one database to another, SQLite or PostgreSQL: every row of every table, counted and compared."""
