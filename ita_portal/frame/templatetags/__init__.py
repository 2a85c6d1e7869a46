"""Template tags of the frame: the error summary and the title that goes with it."""
