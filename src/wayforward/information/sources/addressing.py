"""Which web addresses may be fetched at all, and at which internet address they are reached.

One strict parser serves the check and the fetch: what it returns is what the connection uses, so
nothing is parsed twice. Opening connections lives in `fetching.py`.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urljoin

import idna

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Sequence[str]]

LONGEST_URL = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

_URL = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<target>[^#]*)(?:#.*)?", re.I)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"{}|^`\u200b-\u200f\u2028-\u202f\ufeff]")

# IANA special-purpose registries; is_global of the standard library misses several of these.
_CLOSED_V4 = tuple(
    ipaddress.IPv4Network(block)
    for block in [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ]
)
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    ipaddress.IPv6Network(block)
    for block in ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"]
)


class AddressFault(StrEnum):
    """Why an address is never fetched."""

    MALFORMED = "malformed"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    DISGUISED_HOST = "disguised_host"
    NOT_VOUCHED = "not_vouched"
    UNRESOLVED = "unresolved"
    NOT_PUBLIC = "not_public"


class AddressRefusedError(ValueError):
    """The address may not be fetched; the message says why and what to do."""

    def __init__(self, fault: AddressFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed web address: ASCII host in lower case, explicit port, path with query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and, where it is not the scheme's own, port: the value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and netloc, the unit robots.txt speaks about (RFC 9309, section 2.3)."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The address in its normal form, without fragment."""
        return f"{self.origin}{self.target}"


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be reached: hosts vouched for by the register, ports, and networks allowed beyond
    the public internet (none unless somebody names them, as the tests do for 127.0.0.0/8)."""

    vouched_hosts: frozenset[str]
    ports: frozenset[int] = frozenset({80, 443})
    allowed_networks: tuple[IPNetwork, ...] = ()


def parse(url: str) -> Address:
    """The address in `url`, or AddressRefusedError when it is malformed or disguised."""
    if len(url) > LONGEST_URL or _FORBIDDEN.search(url):
        raise AddressRefusedError(
            AddressFault.MALFORMED, "The address is too long or holds spaces or control signs."
        )
    match = _URL.fullmatch(url)
    if match is None:
        raise AddressRefusedError(AddressFault.SCHEME, "Only http and https addresses are fetched.")
    scheme = match["scheme"].lower()
    host, port = _host_and_port(match["authority"], scheme)
    return Address(scheme, host, port, _target(match["target"]))


def follow(base: Address, location: str) -> Address:
    """Where a redirect from `base` leads."""
    return parse(urljoin(base.url, location.strip()))


def check(url: str, policy: AddressPolicy) -> Address:
    """`url` parsed, on a vouched host and an allowed port; AddressRefusedError otherwise."""
    return admit(parse(url), policy)


def admit(address: Address, policy: AddressPolicy) -> Address:
    """The same address when host and port are allowed; AddressRefusedError otherwise."""
    if address.port not in policy.ports:
        raise AddressRefusedError(AddressFault.PORT, f"Port {address.port} is not fetched from.")
    if address.host not in policy.vouched_hosts:
        raise AddressRefusedError(
            AddressFault.NOT_VOUCHED,
            f"{address.host} is not in the register of official sources; add it there first.",
        )
    return address


def resolve(
    address: Address, policy: AddressPolicy, resolver: Resolver | None = None
) -> tuple[IPAddress, ...]:
    """Every internet address of the host, all of them public.

    One non-public answer refuses the whole host: mixed answers are how rebinding begins.
    """
    ips = tuple(_as_ip(text) for text in (resolver or system_resolver)(address.host, address.port))
    if not ips:
        raise AddressRefusedError(
            AddressFault.UNRESOLVED, f"{address.host} has no internet address."
        )
    for ip in ips:
        if not (is_public(ip) or _allowed(ip, policy.allowed_networks)):
            raise AddressRefusedError(
                AddressFault.NOT_PUBLIC, f"{address.host} leads to {ip}, which is not public."
            )
    return ips


def system_resolver(host: str, port: int) -> Sequence[str]:
    """All A and AAAA records of `host`, in the order the system prefers them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefusedError(
            AddressFault.UNRESOLVED, f"The name {host} could not be looked up."
        ) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(ip: IPAddress) -> bool:
    """Whether `ip` is ordinary public unicast.

    Refused: everything in the IANA special-purpose registries (RFC 6890), multicast, and every
    IPv6 form that carries an IPv4 address inside (mapped, compatible, 6to4, Teredo, NAT64).
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _CLOSED_V4)
    if ip.scope_id is not None or ip not in _OPEN_V6:
        return False
    return not any(ip in network for network in _CLOSED_V6)


def host_of(url: str) -> str:
    """The host of an address as the register and the fetcher compare it."""
    return parse(url).host


def vouched(hosts: Collection[str]) -> frozenset[str]:
    """Host names as people write them, in the form the fetcher compares.

    Raises AddressRefusedError when one is no plain host name.
    """
    return frozenset(_host(name.strip().lower()) for name in hosts)


def _allowed(ip: IPAddress, networks: tuple[IPNetwork, ...]) -> bool:
    return any(ip.version == network.version and ip in network for network in networks)


def _as_ip(text: str) -> IPAddress:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise AddressRefusedError(AddressFault.UNRESOLVED, f"{text!r} is no address.") from error


def _host_and_port(authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise AddressRefusedError(
            AddressFault.CREDENTIALS, "Addresses with a user name or password are not fetched."
        )
    if authority.startswith("["):
        literal, closed, rest = authority[1:].partition("]")
        if not closed:
            raise AddressRefusedError(AddressFault.MALFORMED, "The address has an open bracket.")
        return _ipv6(literal), _port(rest, scheme)
    name, _, port = authority.partition(":")
    return _host(name.lower()), _port(f":{port}" if ":" in authority else "", scheme)


def _port(text: str, scheme: str) -> int:
    if text in ("", ":"):
        return DEFAULT_PORTS[scheme]
    if not re.fullmatch(r":[0-9]{1,5}", text) or not 0 < int(text[1:]) < 65536:
        raise AddressRefusedError(AddressFault.PORT, "The port in the address is no port number.")
    return int(text[1:])


def _ipv6(literal: str) -> str:
    try:
        return str(ipaddress.IPv6Address(literal)) if "%" not in literal else _disguised(literal)
    except ValueError:
        return _disguised(literal)


def _host(name: str) -> str:
    """A DNS name in ASCII, or a plain dotted IPv4 address; every disguise is refused."""
    if not name.isascii():
        name = _ascii_name(name)
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return _disguised(name)
    if not _NUMERIC_LABEL.fullmatch(labels[-1]):
        return name
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        # 2130706433, 0x7f.1, 0177.0.0.1, 127.1: forms that C libraries read as 127.0.0.1.
        return _disguised(name)


def _ascii_name(name: str) -> str:
    try:
        return idna.encode(name).decode("ascii")
    except idna.IDNAError:
        return _disguised(name)


def _disguised(name: str) -> str:
    raise AddressRefusedError(
        AddressFault.DISGUISED_HOST, f"{name!r} is not a plain host name; write the real name."
    )


def _target(text: str) -> str:
    if not text.startswith("/"):
        text = "/" + text
    return quote(text, safe="/?&=%:;,+@!$'()*~[]#-._")
