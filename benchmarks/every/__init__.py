"""The parts of `python -m benchmarks`: each asks a benchmark for its figures, in a process of its own."""
