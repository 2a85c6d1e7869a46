"""Programs that measure and try the portal; none of them is part of it."""
