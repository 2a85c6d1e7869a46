"""The pages of those who keep the installation: the lists of items that serve every agency."""
