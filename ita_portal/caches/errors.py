"""What a cache says that could not count."""


class NotCounted(OSError):
    """The server of the cache gave no answer: nothing was counted."""
