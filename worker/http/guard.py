"""Which addresses may be connected to: judged at connect, never on the URL's text.

``ipaddress.is_global`` alone lets dangerous addresses through (mapped, translated and tunnelled ones); the rule here
is the smallest that is right for the published vectors of svix and smokescreen.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291; nothing else is routed on the public internet
REFUSED_IPV6 = (
    IPv6Network("2001::/23"),  # IETF protocol assignments, Teredo among them: RFC 2928
    IPv6Network("2001:db8::/32"),  # documentation: RFC 3849
    IPv6Network("2002::/16"),  # 6to4, which carries any IPv4 address: RFC 7526
    IPv6Network("3fff::/20"),  # documentation: RFC 9637
)
REFUSED_IPV4 = (
    IPv4Network("192.0.0.0/24"),  # IETF protocol assignments: RFC 6890
    IPv4Network("192.88.99.0/24"),  # 6to4 relays: RFC 7526
)
# Where clouds answer with credentials: admitted only when exactly that address is listed.
LINK_LOCAL = (IPv4Network("169.254.0.0/16"), IPv6Network("fe80::/10"))
METADATA = frozenset(
    map(
        ip_address,
        (
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",  # Alibaba
            "192.0.0.192",  # Oracle
            "168.63.129.16",  # Azure: a public address that its machines reach the host by
            "fd00:ec2::254",  # AWS: metadata, its resolver and the credentials of pods
            "fd00:ec2::253",
            "fd00:ec2::23",
            "fd20:ce::254",  # Google
            "fd00:c1::a9fe:a9fe",  # Oracle
        ),
    )
)


def is_public(address: Address) -> bool:
    """Whether an address lies on the public internet."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in GLOBAL_UNICAST and not any(address in network for network in REFUSED_IPV6)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in REFUSED_IPV4)
    )


class Guard:
    """Judges addresses.

    Args:
        allow: the operator's networks, admitted although they are private. Metadata and link-local addresses stay
            refused unless a network of that single address is listed.
    """

    def __init__(self, allow: Sequence[Network] = ()) -> None:
        self._allow = tuple(allow)

    def admits(self, address: Address) -> bool:
        """Whether a connection to the address may be made."""
        plain = address.ipv4_mapped if isinstance(address, IPv6Address) and address.ipv4_mapped else address
        exact = any(plain in network and network.num_addresses == 1 for network in self._allow)
        if plain in METADATA or any(plain in network for network in LINK_LOCAL):
            return exact
        return is_public(address) or any(plain in network for network in self._allow)

    def admits_all(self, addresses: Sequence[str]) -> bool:
        """Whether every address of an answer may be connected to; one that may not refuses them all."""
        return bool(addresses) and all(self.admits(ip_address(text.split("%")[0])) for text in addresses)
