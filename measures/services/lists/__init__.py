"""How the operator of the installation keeps the lists of items that serve all agencies."""
