"""Who did what, when, in a hash chain that shows any change: imports nothing of ours."""
