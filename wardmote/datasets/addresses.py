"""Which addresses are of the internet, and which lead to machines of our own network."""

import ipaddress

#: addresses of IPv4 inside IPv6, as a gateway of the network may give them (RFC 6052)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether this is an address of the internet, whatever notation hides it."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        inside = [found.sixtofour, *(found.teredo or ())]
        if found in NAT64:
            inside.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if not all(is_public(str(one)) for one in inside if one is not None):
            return False
    return found.is_global and not found.is_multicast


def is_loopback(host: str) -> bool:
    """Whether this is, in numbers, an address of this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
