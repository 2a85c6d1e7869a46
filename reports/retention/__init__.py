"""What an agency keeps to itself as evidence is deleted when its own rule says so, and not before its people knew."""
