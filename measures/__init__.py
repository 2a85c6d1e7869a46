"""The ITA catalogue, plans, measures, what was done about them and by whom."""
