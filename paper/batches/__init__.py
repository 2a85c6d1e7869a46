"""Pages of a long report: drawn beside the layout of those that follow, and freed as they come."""
