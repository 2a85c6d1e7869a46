"""Where is counted what all processes must see: in files, in a table of the database, or in Valkey or Redis."""
