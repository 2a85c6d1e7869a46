"""The order of the Thai dictionary as text that every database sorts alike."""

from thai.text import sort_key

_OF_PROVINCE, _OF_NAME = 400, 1600  # digits: what comes later in a very long name no longer decides


def list_order(province: str, name: str) -> str:
    """What sorts agencies by province and name as thai.text.sort_key does.

    It is written in hexadecimal digits, for whatever the collation these stand in their order.
    """
    return _digits(province)[:_OF_PROVINCE] + "0000" + _digits(name)[:_OF_NAME]


def _digits(text: str) -> str:
    return "\x00".join(sort_key(text)).encode("utf-16-be", "surrogatepass").hex()
