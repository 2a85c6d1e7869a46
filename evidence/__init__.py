"""What proves a measure: files and links, taken in, kept, shown, checked. `intake` is plain Python, without Django."""
