"""Pages of a report's evidence that belong to no round: what of a year's the agency keeps no longer."""
