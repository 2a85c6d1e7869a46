"""The addresses that people gave as evidence, opened as anybody would: plain Python, and the worker's alone."""
