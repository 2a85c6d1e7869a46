"""Settings, root URLs, home page and health: the layer that may import all others."""
