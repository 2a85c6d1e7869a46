"""Words of a large Thai dictionary, as they are stored."""

from functools import cache

from pythainlp.corpus import thai_words

from thai.text import clean


@cache
def words(every: int) -> list[str]:
    """Each n-th word of some 62,000, spread over the whole alphabet."""
    return [clean(word) for word in sorted(thai_words())[::every]]


def chunks(texts: list[str], size: int) -> list[str]:
    """The texts in lines of so many each."""
    return [" ".join(texts[i : i + size]) for i in range(0, len(texts), size)]
