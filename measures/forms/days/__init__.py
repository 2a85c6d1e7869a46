"""Days as forms take them: how each is read, what is doubtful in it, and which the words hold."""
