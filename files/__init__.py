"""Files written whole or not at all, on disk or in an object store, and what a disk can take. Knows no database."""
