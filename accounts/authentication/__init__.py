"""Ways to sign in: passwords, second factor, sessions, and asking again before what binds an agency."""
