"""Pages that are no article, each refused for what it is; articles that look like one are kept."""

import pytest

from crosswire.errors import InputError
from tests.stages.clean.pages import clean, texts

BODY = (
    "The council of Brackwater approved a plan on Tuesday to close two schools by 2026, because of "
    "falling numbers of children in the older parts of the town.",
    "Parents said they would challenge the decision in court and had found a lawyer who would work "
    "for free over the summer, if it came to that.",
    "The council leader, Colin Marsh, said that half of the desks in both schools had been empty for "
    "two years, and that the money would be spent on the schools that stay open.",
)


def page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def refused(source: str) -> InputError:
    with pytest.raises(InputError) as found:
        clean(source, "html", url="https://www.ledger.example/news/schools")
    assert "check in a browser" in str(found.value)
    return found.value


LOST = "<p>We looked everywhere, but the page that you asked for has moved or never was here.</p>"


@pytest.mark.parametrize(
    "source",
    [
        page("404 - Evening Ledger", f"<h1>Page not found</h1>{LOST}"),
        page("Evening Ledger", f"<h1>404 error</h1>{LOST}"),
        page("Sorry, that page cannot be found | Evening Ledger", LOST),
        page("Just a moment...", "<p>Checking your browser before you go on to the site.</p>"),
        page("Access denied", "<p>You do not have permission to see this page on this server.</p>"),
        page(
            "503 Service Unavailable",
            LOST,
            "<meta property='og:type' content='article'>",
        ),
    ],
)
def test_an_error_page(source: str) -> None:
    assert refused(source).kind == "error-page"


@pytest.mark.parametrize(
    "source",
    [
        page("Log in | Evening Ledger", "<form><input type='password'></form><p>Forgotten?</p>"),
        page(
            "Council votes to close two schools",
            "<h1>Subscribe to continue reading</h1><p>Get unlimited access to all of the Evening "
            "Ledger for 1 crown a month. Already a subscriber? Log in to your account here.</p>",
        ),
        page("Sign in to your account", "<h1>Sign in</h1><p>New here? Create one for free.</p>"),
    ],
)
def test_a_login_wall(source: str) -> None:
    assert refused(source).kind == "login-wall"


def test_a_cookie_wall() -> None:
    words = "".join(
        f"<p>{line}</p>"
        for line in (
            "We and our partners use cookies and similar trackers to store and read personal data "
            "on your device, such as the pages you visit.",
            "With your consent we use cookies to show you ads and to measure how they do; you may "
            "withdraw your consent at any time in our privacy settings.",
            "Some partners rely on legitimate interest and do not ask for consent; you can object "
            "to that under manage options, or reject all cookies.",
        )
    )
    found = refused(page("Before you continue - Evening Ledger", f"<main>{words}</main>"))
    assert found.kind == "cookie-wall"
    assert "% of its" in str(found)


def test_an_empty_shell() -> None:
    shell = page("Evening Ledger", "<div id='root'>Loading…</div><script>render()</script>")
    assert refused(shell).kind == "empty-shell"
    noscript = "<p>You need to enable JavaScript to run this app.</p><script>render()</script>"
    assert refused(page("Evening Ledger", noscript)).kind == "empty-shell"


def test_a_sites_front() -> None:
    links = "".join(
        f"<li><a href='/{i}'>Council number {i} votes to close its only school for good</a></li>"
        for i in range(20)
    )
    front = page("Evening Ledger", f"<h1>Evening Ledger</h1><ul>{links}</ul>")
    with pytest.raises(InputError) as found:
        clean(front, "html", url="https://www.ledger.example/")
    assert found.value.kind in ("index", "no-article")


@pytest.mark.parametrize(
    "title",
    [
        "Page not found: how the library of Brackwater lost its oldest book",
        "Error in the count: the vote of Brackwater is held again",
        "Body not found after search of the harbour",
        "Sign in the window told thieves that nobody was at home",
        "Not found",
        "Log in",
        "Cookies banned at two schools",
    ],
)
def test_an_article_is_kept_whatever_its_title_says(title: str) -> None:
    told = "".join(f"<p>{words}</p>" for words in BODY)
    found = clean(page(title, f"<article><h1>{title}</h1>{told}</article>"), "html")
    assert len(texts(found, "paragraph")) == 3


def test_a_short_report_with_a_login_beside_it_is_kept() -> None:
    told = f"<article><h1>Two schools to close</h1><p>{BODY[0]}</p></article>"
    login = "<aside><h2>Log in</h2><form><input type='password'></form></aside>"
    assert clean(page("Two schools to close", told + login), "html").body.content == BODY[0]


def test_a_report_about_cookies_is_kept() -> None:
    told = (
        "The regulator of Norland fined three shops on Monday because their cookies were set before "
        "anybody had agreed to them, the first fines of their kind in the country.",
        "The shops, which sell shoes, lamps and bread, said that they would appeal and that the law "
        "was written by people who never ran a shop in their lives.",
        "Ilse Varga, who leads the regulator, said that eleven more cases were waiting and that the "
        "next fines would be higher, whatever the trade thought of them.",
    )
    body = "".join(f"<p>{words}</p>" for words in told)
    found = clean(page("Shops fined", f"<article><h1>Shops fined</h1>{body}</article>"), "html")
    assert len(texts(found, "paragraph")) == 3


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (
            "error-page",
            "<html><body><p>You will be connected to the Evening Ledger in just a moment...</p>"
            "<script>go()</script></body></html>",
        ),
        (
            "empty-shell",
            page(
                "Evening Ledger",
                "<h1>Loading…</h1><p>Topics are a way to find more of what you like to read. They "
                "are drawn from a list that our librarians keep, and are matched by hand.</p>",
            ),
        ),
    ],
)
def test_a_page_saved_before_its_article_came(kind: str, source: str) -> None:
    assert refused(source).kind == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("error-page", "Evening Ledger\n404\nPage not found\nHome\nNews\nSport"),
        ("login-wall", "Evening Ledger\nLog in\nE-mail\nPassword\nForgotten?"),
        ("no-article", "Home\nNews\nSport\nWeather"),
    ],
)
def test_plain_text_is_refused_in_the_same_words(kind: str, text: str) -> None:
    with pytest.raises(InputError) as found:
        clean(text)
    assert found.value.kind == kind


def test_a_refused_page_still_tells_when_it_was_published() -> None:
    stamp = "<meta property='article:published_time' content='2024-05-04T10:00:00+02:00'>"
    wall = page("Just a moment...", "<p>Checking your browser before you go on.</p>", stamp)
    assert refused(wall).published == "2024-05-04T10:00+02:00"
    assert refused(page("Access denied", LOST)).published is None
