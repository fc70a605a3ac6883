"""Twelve ways to have crosswire ask a private address, beside a server there that records who asks."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote

from crosswire.errors import CrosswireError
from crosswire.intake.addresses import Named
from crosswire.net.fetcher import Fetcher, Outside, Patience
from crosswire.net.mail import Letter, Mailer, Server
from crosswire.net.post import Poster
from crosswire.records.failure import Failure
from hard.rows import How, Row
from hard.trial import Trials, Wrong
from tests.net.server import Server as Attacker
from tests.net.server import answer, redirect, serving

PUBLIC, PRIVATE = "127.0.0.1", "127.0.0.2"
"""The first is let through and plays the public world; the second is to be reached by nobody."""
_IPV6 = "::1"


@dataclass
class Private:
    """A server at the private addresses: a connection is enough to be caught."""

    port: int = 0
    came: list[str] = field(default_factory=list)


@contextmanager
def private() -> Iterator[Private]:
    """Listens at 127.0.0.2 and, where there is IPv6, at ::1."""
    found = Private()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            found.came.append(str(self.client_address))
            with suppress(OSError):
                self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nprivate")

    class V6(socketserver.ThreadingTCPServer):
        address_family = socket.AF_INET6

    with socketserver.ThreadingTCPServer((PRIVATE, 0), Handler) as first:
        found.port = first.server_address[1]
        servers: list[socketserver.BaseServer] = [first]
        with suppress(OSError):
            servers.append(V6((_IPV6, found.port), Handler))
        for one in servers:
            threading.Thread(target=one.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield found
        finally:
            for one in servers:
                one.shutdown()
                one.server_close()


class World:
    """Names that resolve as an attacker has them resolve."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Of several answers the next each time, the last for ever; odd forms of addresses as the system
        reads them."""
        if "localhost" in host.lower():
            return [PRIVATE, _IPV6]
        known = self.names.get(host)
        if known is None:
            found = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
            )
            return [str(one[4][0]) for one in found]
        return known.pop(0) if len(known) > 1 else known[0]


def run(how: How) -> list[Row]:
    """Nothing reaches the private address; by the same server a careless reader is caught."""
    with private() as victim, serving() as attacker:
        rows = [_class(name, urls, victim) for name, urls in _direct(victim.port).items()]
        rows += [
            _redirects(victim, attacker), _rebinding(victim, attacker), _lists(victim, attacker),
            _robots(victim, attacker), _webhooks(victim, attacker), _mail(victim),
        ]  # fmt: skip
        return [*rows, _control(victim)]


@cache
def _tls() -> ssl.SSLContext:
    """Made once: it takes longer than a trial."""
    return ssl.create_default_context()


def _outside(world: World | None = None) -> Outside:
    return Outside(resolve=(world or World()).resolve, sleep=lambda _: None, tls=_tls())


def _fetcher(world: World | None = None) -> Fetcher:
    outside = _outside(world)
    return Fetcher(
        allow=(f"{PUBLIC}/32",), gap=0, outside=outside,
        patience=Patience(connect=1, read=1, total=3, turn=1),
    )  # fmt: skip


def odd_forms(port: int) -> dict[str, list[str]]:
    """The private address in every dress."""
    return {
        "decimal, octal and hexadecimal addresses": [
            "2130706434", "0x7f000002", "0x7F.0x0.0x0.0x2", "0177.0.0.2", "017700000002", "127.2", "127.0.2",
            "0x7f.2", "0177.0x0.2", "00000177.0.0.2", "127.000.000.002", "127.0.0.2.", "127.0.0.02",
        ],
        "IPv6, mapped and translated": [
            "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[0:0:0:0:0:ffff:7f00:0002]",
            "[::127.0.0.2]", "[64:ff9b::127.0.0.2]", "[64:ff9b::7f00:2]", "[2002:7f00:2::]", "[::1%25lo]", "[fe80::1%25lo]",
            "[::]", "[fd00::1]", "[64:ff9b:1::7f00:2]", "[2001:0:7f00:2::]",
        ],
        "other signs for the same": [
            "①②⑦.⓪.⓪.②", "１２７.０.０.２", "127。0。0。2", "127.0.0.2", "%31%32%37.0.0.2", "localhost", "LOCALHOST",
            "localhost.", "ip6-localhost", "0", "0.0.0.0", "127.0.0.2\u200b", "127.0.0\u3002 2", "𝟏𝟐𝟕.𝟎.𝟎.𝟐",
        ],
    }  # fmt: skip


def _direct(port: int) -> dict[str, list[str]]:
    forms = {
        name: [f"http://{h}:{port}/" for h in hosts] for name, hosts in odd_forms(port).items()
    }
    at = f"{PRIVATE}:{port}"
    schemes = ("file", "gopher", "ftp", "dict", "ldap", "tftp", "sftp", "jar:http", "netdoc", "ws", "wss", "data",
               "view-source:http", "php", "phar", "unix", "HTTP+unix", "javascript", "feed", "https+http")  # fmt: skip
    return {
        **forms,
        "tricks with what stands before and behind the host": [
            f"http://{PUBLIC}@{at}/", f"http://courier.example:80@{at}/", f"http://{at}#@courier.example/",
            f"http://{at}?@courier.example/", f"http://courier.example\\@{at}/", f"http://{at}\\@courier.example/",
            f"http://courier.example%00@{at}/", f"http://courier.example%2f@{at}/", f"http:\\\\{at}\\", f"http:///{at}/",
            f"http:/{at}/", f"http:{at}", f"//{at}/", f" http://{at}/ ", f"ht\ttp://{at}/", f"http://{at}\r\nHost: x/",
            f"http://\t{at}/", f"http://[{PRIVATE}]:{port}/", f"http://{at}:80/", f"http://user:secret@{at}/",
            f"http://{PUBLIC}:{port}@{at}", f"http://;@{at}/", f"http://{PRIVATE}:0{port}/", f"http://{at}%23.courier.example/",
        ],
        "credentials in an address": [
            f"http://ana@{at}/", f"http://ana:secret@{at}/", f"http://:secret@{at}/", f"http://ana%3asecret@{at}/",
            f"http://@{at}/", f"http://ana:@{at}/",
        ],
        "schemes that are no web": [f"{scheme}://{at}/x" for scheme in schemes],
        "where clouds hand out keys": [
            f"http://{host}/latest/meta-data/" for host in (
                "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "169.254.169.254.",
                "168.63.129.16", "100.100.100.200", "192.0.0.192", "[fd00:ec2::254]", "[64:ff9b::a9fe:a9fe]",
            )
        ],
        "private networks and ports of other services": [
            *(f"http://{host}:{port}/" for host in ("10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "198.18.0.1",
                                                     "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1")),
            *(f"http://{PUBLIC}:{other}/" for other in (0, 1, 22, 25, 110, 143, 465, 587, 6667, 65536, 99999)),
        ],
    }  # fmt: skip


def _asked(fetcher: Fetcher, url: str, victim: Private) -> str:
    before = len(victim.came)
    try:
        fetcher.fetch(url, accept="any", robots=False)
    except CrosswireError:
        outcome = "refused in words"
    else:
        outcome = "asked where it may"
    if len(victim.came) > before:
        raise Wrong(f"the private address was reached by {url!r}")
    return outcome


def _class(name: str, urls: Iterable[str], victim: Private) -> Row:
    with Trials(name) as trials, _fetcher() as fetcher:
        for url in urls:
            trials.one(url, lambda u=url: _asked(fetcher, u, victim))  # type: ignore[misc]
        return trials.row()


def _every(port: int) -> list[str]:
    return [url for urls in _direct(port).values() for url in urls]


def _redirects(victim: Private, attacker: Attacker) -> Row:
    with Trials("redirects to each of these, by five statuses and in a chain") as trials:
        for number, to in enumerate(_every(victim.port)):
            status = ("301 M", "302 F", "303 S", "307 T", "308 P")[number % 5]
            to = to.replace("\r\n", "\r\n ").encode("utf-8").decode("latin-1")
            attacker.routes["/go"] = redirect("/on")
            attacker.routes["/on"] = redirect(to, status)
            with _fetcher() as fetcher:
                trials.one(to, lambda: _asked(fetcher, attacker.url("/go"), victim))
        return trials.row()


def _rebinding(victim: Private, attacker: Attacker) -> Row:
    """A name that is public when it is looked at, and private when it is connected to."""
    with Trials("a name that changes its answer, or has several") as trials:
        attacker.routes["/"] = answer("public")
        answers = (
            [[PUBLIC], [PRIVATE]], [[PRIVATE], [PUBLIC]], [[PUBLIC, PRIVATE]], [[PRIVATE, PUBLIC]], [[PRIVATE]],
            [[_IPV6]], [[PUBLIC], [_IPV6]], [["::ffff:127.0.0.2"]], [[PUBLIC], [PUBLIC], [PRIVATE]],
        )  # fmt: skip
        for number, given in enumerate(answers * 4):
            world = World()
            world.names["rebound.example"] = [list(one) for one in given]
            with _fetcher(world) as fetcher:
                for _ in range(3):
                    url = f"http://rebound.example:{victim.port}/"
                    trials.one(f"{number} {given}", lambda f=fetcher, u=url: _asked(f, u, victim))  # type: ignore[misc]
        return trials.row()


def _lists(victim: Private, attacker: Attacker) -> Row:
    """Feeds, sitemaps and lists that name private pages."""
    urls = [url for url in _every(victim.port) if "\r" not in url]
    made = {
        "feed": "<rss><channel>{}</channel></rss>", "map": "<urlset>{}</urlset>", "opml": "<opml><body>{}</body></opml>",
        "maps": "<sitemapindex>{}</sitemapindex>",
    }  # fmt: skip
    one = {
        "feed": "<item><title>T</title><link>{}</link></item>", "map": "<url><loc>{}</loc></url>",
        "opml": '<outline type="rss" text="x" xmlUrl="{}"/>', "maps": "<sitemap><loc>{}</loc></sitemap>",
    }  # fmt: skip
    with Trials("feeds, sitemaps and lists that name each of these") as trials:
        for kind, frame in made.items():
            body = frame.format("".join(one[kind].format(u.replace("&", "&amp;")) for u in urls))
            attacker.routes["/list"] = answer(body, kind="application/xml")
            before = len(victim.came)

            def read() -> str:
                with _fetcher() as fetcher:
                    named = Named(fetcher=fetcher, max_megabytes=20, most=1000)
                    found = list(named.read([attacker.url("/list")]))
                if len(victim.came) > before:  # noqa: B023  # called at once
                    raise Wrong(f"the private address was reached by a {kind}")  # noqa: B023
                if any(not isinstance(one, Failure) for one in found):
                    raise Wrong(f"something was read by a {kind}")  # noqa: B023
                return "every address refused in words"

            trials.one(kind, read)
        return trials.row(f"{len(made)} lists that name each of {len(urls)} such addresses")


def _robots(victim: Private, attacker: Attacker) -> Row:
    with Trials("robots.txt that leads to a private address") as trials:
        attacker.routes["/"] = answer("public")
        for to in _every(victim.port)[:40]:
            attacker.routes["/robots.txt"] = redirect(
                to.encode().decode("latin-1").replace("\r\n", "")
            )
            with _fetcher() as fetcher:

                def ask(f: Fetcher = fetcher) -> str:
                    before = len(victim.came)
                    with suppress(CrosswireError):
                        f.fetch(attacker.url("/"))
                    if len(victim.came) > before:
                        raise Wrong("the private address was reached")
                    return "not followed there"

                trials.one(to, ask)
        attacker.routes.pop("/robots.txt")
        return trials.row()


def _webhooks(victim: Private, attacker: Attacker) -> Row:
    with Trials("webhooks at each of these, and webhooks that redirect there") as trials:
        attacker.routes["/hook"] = redirect(f"http://{PRIVATE}:{victim.port}/")
        for url in (*_every(victim.port), attacker.url("/hook")):
            poster = Poster(
                allow=(f"{PUBLIC}/32",), outside=_outside(),
                patience=Patience(connect=1, read=1, total=3),
            )  # fmt: skip

            def post(p: Poster = poster, u: str = url) -> str:
                before = len(victim.came)
                try:
                    p.post(u, b"{}", {})
                    outcome = "asked where it may, its redirect not followed"
                except CrosswireError:
                    outcome = "refused in words"
                finally:
                    p.close()
                if len(victim.came) > before:
                    raise Wrong(f"the private address was reached by {u!r}")
                return outcome

            trials.one(url, post)
        return trials.row()


def _mail(victim: Private) -> Row:
    with Trials("mail servers at these addresses") as trials:
        for host in (h.strip("[]") for hosts in odd_forms(0).values() for h in hosts):
            server = Server(host=host, port=victim.port, tls="starttls", sender="a@desk.example")
            letter = Letter(
                id="1", to="b@desk.example", subject="s", text="t", at=datetime.now(UTC)
            )

            def send(s: Server = server, m: Letter = letter) -> str:
                before = len(victim.came)
                outside = _outside()
                with suppress(CrosswireError):
                    Mailer(s, outside=outside, patience=Patience(connect=1, read=1, total=2)).send(
                        m
                    )
                if len(victim.came) > before:
                    raise Wrong(f"the private address was reached by {s.host!r}")
                return "refused in words"

            trials.one(quote(host), send)
        return trials.row()


def _control(victim: Private) -> Row:
    before = len(victim.came)
    with Fetcher(allow=(f"{PRIVATE}/32",), gap=0) as fetcher:
        fetcher.fetch(f"http://{PRIVATE}:{victim.port}/", accept="any", robots=False)
    caught = len(victim.came) - before
    return Row(
        tried="the same address where the settings allow it", number=1,
        happened="was reached: the trap catches" if caught else "the trap does not catch",
        wrong=int(not caught),
    )  # fmt: skip
