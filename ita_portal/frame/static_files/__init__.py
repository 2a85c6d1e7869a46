"""Style, script and fonts out of packages, cut down to what the portal's pages use."""
