from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.http.guard import Guard

PUBLIC = ["93.184.216.34", "9.9.9.9", "100.63.0.1", "172.32.0.1", "192.0.1.1", "2a00:1450::1", "::ffff:9.9.9.9"]
PRIVATE = [
    *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.1.1", "127.0.0.1", "169.254.1.1", "172.16.0.1", "172.31.255.255"),
    *("192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "168.63.129.16", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "3fff::1"),
    *("4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_admitted(address: str) -> None:
    assert Guard().admits_all([address])


@pytest.mark.parametrize("address", PRIVATE)
def test_everything_else_is_refused(address: str) -> None:
    assert not Guard().admits_all([address])


@pytest.mark.parametrize("address", PRIVATE)
def test_one_refused_address_refuses_the_answer(address: str) -> None:
    assert not Guard().admits_all(["9.9.9.9", address])


def test_no_address_is_no_admission() -> None:
    assert not Guard().admits_all([])


@pytest.mark.parametrize(
    ("listed", "address", "admitted"),
    [
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "::ffff:10.1.2.3", True),
        ("10.0.0.0/8", "192.168.0.1", False),
        ("fd12::/16", "fd12::5", True),
        ("169.254.0.0/16", "169.254.169.254", False),
        ("0.0.0.0/0", "169.254.169.254", False),
        ("0.0.0.0/0", "100.100.100.200", False),
        ("::/0", "fd00:ec2::254", False),
        ("::/0", "fe80::1", False),
        ("::/0", "fd20:ce::254", False),
        ("0.0.0.0/0", "168.63.129.16", False),
        ("168.63.129.16/32", "168.63.129.16", True),
        ("169.254.169.254/32", "169.254.169.254", True),
        ("169.254.169.254/32", "::ffff:169.254.169.254", True),
    ],
)
def test_the_operator_s_list_admits_networks_but_metadata_only_by_its_exact_address(
    listed: str, address: str, *, admitted: bool
) -> None:
    assert Guard([ip_network(listed)]).admits(ip_address(address)) is admitted


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_the_one_inside(address: IPv4Address) -> None:
    assert Guard().admits(IPv6Address(f"::ffff:{address}")) is Guard().admits(address)


@given(st.ip_addresses())
def test_nothing_is_admitted_that_the_standard_library_knows_to_be_private(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        inner = getattr(address, "ipv4_mapped", None)
        assert not Guard().admits(address) or inner is not None
