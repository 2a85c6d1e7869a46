"""Which machines the portal connects to: those of the public internet, told by their number and by nothing else."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# The networks in which one host's address is public by its number and private by its use.
_NOBODYS = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # the platform behind each machine of Azure
            "192.0.0.0/24",  # protocols, and a platform's metadata
            "192.88.99.0/24",  # relays of 6to4
            "2001::/23",  # Teredo and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4, which leads to any number of IPv4
            "3fff::/20",
        ),
    )
)
_UNICAST = ip_network("2000::/3")  # all that was given out of IPv6
_TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 number where a network has no IPv4 itself


def is_public(address: str) -> bool:
    """Whether a number is one of the public internet; False for what is no number."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if isinstance(number, IPv6Address):
        return _is_public_6(number)
    return _is_public_4(number)


def _is_public_4(number: IPv4Address) -> bool:
    """Multicast and reserved numbers are global for the library, and nobody's page."""
    special = number.is_multicast or number.is_reserved or number.is_unspecified
    return number.is_global and not special and not any(number in each for each in _NOBODYS if each.version == 4)


def _is_public_6(number: IPv6Address) -> bool:
    if number.ipv4_mapped is not None:
        return _is_public_4(number.ipv4_mapped)
    if number in _TRANSLATED:
        return _is_public_4(IPv4Address(int(number) & 0xFFFFFFFF))
    is_given_out = number in _UNICAST and number.is_global and number.scope_id is None
    return is_given_out and not any(number in each for each in _NOBODYS if each.version == 6)
