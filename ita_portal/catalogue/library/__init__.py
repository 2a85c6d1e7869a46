"""The operator's pages of the measures that are recommended to all agencies."""
