"""What drafts of forms are made of: the words in them, and which drawing of a form they were typed into."""
