"""What stored scores mean and how they are written; plain functions over the models."""
