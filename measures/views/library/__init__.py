"""The agency's own library of measures: what it wrote and keeps for other years."""
