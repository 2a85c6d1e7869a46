"""What a scan or a photograph of a page leads to: the code in its pictures."""
