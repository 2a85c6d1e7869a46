"""Uploads that go on after the line broke: piece by piece onto the disk, opened once whole, attached by the form."""
