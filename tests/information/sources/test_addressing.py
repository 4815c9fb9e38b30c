"""Which addresses are fetched: the security list, one row a trick."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.sources import addressing
from wayforward.information.sources.addressing import (
    Address,
    AddressFault,
    AddressPolicy,
    AddressRefusedError,
)

POLICY = AddressPolicy(frozenset({"www.official.example"}))

REFUSED = [
    ("ftp://www.official.example/", AddressFault.SCHEME),
    ("file:///etc/passwd", AddressFault.SCHEME),
    ("gopher://www.official.example/", AddressFault.SCHEME),
    ("javascript:alert(1)", AddressFault.SCHEME),
    ("//www.official.example/", AddressFault.SCHEME),
    ("http:/www.official.example/", AddressFault.SCHEME),
    ("", AddressFault.SCHEME),
    ("http://user@www.official.example/", AddressFault.CREDENTIALS),
    ("http://user:word@www.official.example/", AddressFault.CREDENTIALS),
    ("http://www.official.example@127.0.0.1/", AddressFault.CREDENTIALS),
    ("http://www.official.example\\@127.0.0.1/", AddressFault.MALFORMED),
    ("http://www.official.example/\r\nHost: x", AddressFault.MALFORMED),
    ("http://www.official.example/a b", AddressFault.MALFORMED),
    ("http://www.official.example/\u202e", AddressFault.MALFORMED),
    ("http://www.official.example/" + "a" * 3000, AddressFault.MALFORMED),
    ("http://[::1/", AddressFault.MALFORMED),
    ("http://www.official.example:22/", AddressFault.PORT),
    ("http://www.official.example:5432/", AddressFault.PORT),
    ("http://www.official.example:99999/", AddressFault.PORT),
    ("http://www.official.example:+80/", AddressFault.PORT),
    ("http://www.official.example./", AddressFault.DISGUISED_HOST),
    ("http://.www.official.example/", AddressFault.DISGUISED_HOST),
    ("http://www..official.example/", AddressFault.DISGUISED_HOST),
    ("http:///www.official.example/", AddressFault.DISGUISED_HOST),
    ("http://2130706433/", AddressFault.DISGUISED_HOST),
    ("http://0x7f000001/", AddressFault.DISGUISED_HOST),
    ("http://0x7f.0.0.1/", AddressFault.DISGUISED_HOST),
    ("http://0177.0.0.1/", AddressFault.DISGUISED_HOST),
    ("http://127.1/", AddressFault.DISGUISED_HOST),
    ("http://127.0.0.1.", AddressFault.DISGUISED_HOST),
    ("http://①②⑦.0.0.1/", AddressFault.DISGUISED_HOST),
    ("http://ⓦⓦⓦ.official.example/", AddressFault.DISGUISED_HOST),
    ("http://www%2eofficial%2eexample/", AddressFault.DISGUISED_HOST),
    ("http://[fe80::1%25eth0]/", AddressFault.DISGUISED_HOST),
    ("http://127.0.0.1/", AddressFault.NOT_VOUCHED),
    ("http://127。0。0。1/", AddressFault.NOT_VOUCHED),
    ("http://[::1]/", AddressFault.NOT_VOUCHED),
    ("http://[::ffff:127.0.0.1]/", AddressFault.NOT_VOUCHED),
    ("http://official.example/", AddressFault.NOT_VOUCHED),
    ("http://www.official.example.evil.test/", AddressFault.NOT_VOUCHED),
    ("http://evil.test/#@www.official.example/", AddressFault.NOT_VOUCHED),
    ("http://evil.test?www.official.example/", AddressFault.NOT_VOUCHED),
    # A Cyrillic letter that looks Latin.
    ("http://www.offici\u0430l.example/", AddressFault.NOT_VOUCHED),
]

NOT_PUBLIC = [
    "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.255",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1",
    "ff02::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize(("url", "fault"), REFUSED)
def test_check_tricky_address_refused(url: str, fault: AddressFault) -> None:
    with pytest.raises(AddressRefusedError) as refusal:
        addressing.check(url, POLICY)

    assert refusal.value.fault == fault


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_is_public_special_address_refused(ip: str) -> None:
    assert not addressing.is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "193.17.12.1", "2a00:1450:4001::1"])
def test_is_public_ordinary_address_allowed(ip: str) -> None:
    assert addressing.is_public(ipaddress.ip_address(ip))


def test_resolve_one_private_answer_among_public_refused() -> None:
    address = addressing.check("https://www.official.example/", POLICY)

    with pytest.raises(AddressRefusedError) as refusal:
        addressing.resolve(address, POLICY, lambda host, port: ["8.8.8.8", "10.0.0.1"])

    assert refusal.value.fault == AddressFault.NOT_PUBLIC


def test_resolve_no_answer_refused() -> None:
    address = addressing.check("https://www.official.example/", POLICY)

    with pytest.raises(AddressRefusedError) as refusal:
        addressing.resolve(address, POLICY, lambda host, port: [])

    assert refusal.value.fault == AddressFault.UNRESOLVED


def test_resolve_unknown_name_refused_without_traceback() -> None:
    with pytest.raises(AddressRefusedError) as refusal:
        addressing.system_resolver("no-such-host.invalid", 80)

    assert refusal.value.fault == AddressFault.UNRESOLVED


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://www.official.example", "https://www.official.example/"),
        ("HTTPS://WWW.Official.Example/A", "https://www.official.example/A"),
        ("https://www.official.example:443/a", "https://www.official.example/a"),
        ("https://www.official.example/a?b=ج#c", "https://www.official.example/a?b=%D8%AC"),
        ("https://www.official.example/%D8%AC?x=%20", "https://www.official.example/%D8%AC?x=%20"),
        ("https://www.official.example?q", "https://www.official.example/?q"),
    ],
)
def test_check_plain_address_normalised(url: str, normal: str) -> None:
    assert addressing.check(url, POLICY).url == normal


def test_parse_international_name_written_in_ascii() -> None:
    assert addressing.parse("https://bürger.example/").host == "xn--brger-kva.example"


def test_follow_relative_location_resolved_against_base() -> None:
    base = addressing.parse("https://www.official.example/a/b?c")

    assert addressing.follow(base, "../d").url == "https://www.official.example/d"


@given(st.text(max_size=60))
def test_parse_any_text_gives_address_or_refusal(text: str) -> None:
    try:
        address = addressing.parse(f"http://{text}")
    except AddressRefusedError:
        return

    assert isinstance(address, Address)
    assert addressing.parse(address.url) == address
    assert address.host.isascii()


@given(st.ip_addresses(v=6))
def test_is_public_address_with_ipv4_inside_never_allowed(ip: ipaddress.IPv6Address) -> None:
    if ip.ipv4_mapped or ip.sixtofour or ip.teredo:
        assert not addressing.is_public(ip)


@given(st.ip_addresses())
def test_is_public_never_wider_than_standard_library(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if addressing.is_public(ip):
        assert ip.is_global
        assert not ip.is_multicast
