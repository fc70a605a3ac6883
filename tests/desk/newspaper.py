"""An invented newspaper on this machine: site, feeds, news sitemap, robots.txt, pages that change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape

from tests.desk.stream import EVENTS
from tests.net.server import Asked, Route, Send, Server, answer, serving

DAY = "2026-11-22"


@dataclass
class Story:
    """One article: its page is made anew each time it is asked for."""

    slug: str
    title: str
    sentences: list[str]
    hour: int
    notice: str = ""

    @property
    def published(self) -> str:
        return f"{DAY}T{self.hour:02d}:00:00+00:00"

    def page(self) -> str:
        paragraphs = [*self.sentences, *([self.notice] if self.notice else [])]
        return f"""<!doctype html><html lang="en"><head><title>{escape(self.title)}</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="Harnmouth Courier">
<meta property="article:published_time" content="{self.published}">
<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body><article>
<h1>{escape(self.title)}</h1>{"".join(f"<p>{escape(p)}</p>" for p in paragraphs)}
</article><img src="/never.png"><script src="/never.js"></script></body></html>"""


def story(event: str, hour: int) -> Story:
    """An article of an invented event."""
    _, title, sentences = EVENTS[event]
    return Story(event, title, list(sentences), hour)


@dataclass
class Newspaper:
    """What the paper has published, and what its server does."""

    server: Server
    stories: dict[str, Story] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return self.server.url("/")

    def url(self, slug: str) -> str:
        """The address of an article."""
        return self.server.url(f"/news/{slug}.html")

    def publish(self, *new: Story) -> None:
        """Put articles on the site, into the feed and the sitemap."""
        for one in new:
            self.stories[one.slug] = one
        for one in self.stories.values():
            self.server.routes.setdefault(f"/news/{one.slug}.html", self._article(one.slug))
        self._lists()

    def remove(self, slug: str) -> None:
        """Take an article off for good."""
        del self.stories[slug]
        self.server.routes[f"/news/{slug}.html"] = answer(status="410 Gone")
        self._lists()

    def forbid(self, path: str) -> None:
        """Say in robots.txt that ``path`` is not to be fetched."""
        rules = f"User-agent: *\nDisallow: {path}\n"
        self.server.routes["/robots.txt"] = answer(rules, kind="text/plain")

    def asked(self, path: str) -> int:
        """How often ``path`` was asked for."""
        return self.server.paths().count(path)

    def _article(self, slug: str) -> Route:
        return lambda asked, send: conditional(self.stories[slug].page())(asked, send)

    def _lists(self) -> None:
        newest = sorted(self.stories.values(), key=lambda one: one.hour, reverse=True)
        items = "".join(
            f"<item><title>{escape(one.title)}</title><link>/news/{one.slug}.html</link>"
            f"<guid>{one.slug}</guid><pubDate>Sun, 22 Nov 2026 {one.hour:02d}:00:00 GMT</pubDate>"
            f"<description>{escape(one.sentences[0])}</description></item>"
            for one in newest
        )
        feed = (
            f'<rss version="2.0"><channel><title>Harnmouth Courier</title><ttl>20</ttl>{items}'
            "</channel></rss>"
        )
        # As text/html: many are.
        self.server.routes["/rss.xml"] = conditional(feed)
        urls = "".join(
            f"<url><loc>{self.url(one.slug)}</loc><lastmod>{one.published}</lastmod></url>"
            for one in newest
        )
        sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        self.server.routes["/news-sitemap.xml"] = conditional(sitemap, "application/xml")


def conditional(body: str, kind: str = "text/html") -> Route:
    """An answer that says when it is as it was."""
    tag = f'"{sha256(body.encode()).hexdigest()[:12]}"'

    def give(asked: Asked, send: Send) -> bool | None:
        if asked.headers.get("if-none-match") == tag:
            return answer(status="304 Not Modified", kind="", ETag=tag)(asked, send)
        return answer(body, kind=kind, ETag=tag)(asked, send)

    return give


@contextmanager
def newspaper() -> Iterator[Newspaper]:
    """A paper with three articles, a front page that names its feed, and an index page."""
    with serving() as server:
        paper = Newspaper(server)
        paper.forbid("/private/")
        server.routes["/"] = answer(
            '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml">'
            '<link rel="alternate" type="application/rss+xml" title="Comments" href="/c.xml">'
            "</head><body><h1>Harnmouth Courier</h1></body></html>"
        )
        paper.publish(story("ferry", 7), story("treaty", 8), story("fire", 9))
        yield paper
