"""What a page says of itself: its day, its address, its title, its authors, its agencies."""

import json

import pytest

from crosswire.records.article import Revision
from tests.stages.clean.pages import RIVER, clean, place, said

PLAIN = RIVER.replace("BOX\n", "")
DATA = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge over the Tarn to'
    ' close in May", "datePublished": "2024-05-04T22:40:00Z", "dateModified": "2024-05-06T08:00:00Z",'
    ' "author": [{"@type": "Person", "name": "Nadia Cole"}, {"@type": "Organization", "name":'
    ' "Norland Wire"}], "publisher": {"@type": "Organization", "name": "Selby Courier"}}</script>'
)


def page(*head: str, under: str = "") -> Revision:
    source = PLAIN.replace("</head>", "".join(head) + "</head>")
    return clean(source.replace("in Port Selby</p>", f"in Port Selby</p>{under}"), "html")


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_json_ld_tells_when_it_was_published_and_changed_by_whom_and_where_that_stands() -> None:
    found = page(DATA)
    assert said(found.published).value == "2024-05-04T22:40+00:00"
    assert said(found.modified).value == "2024-05-06T08:00+00:00"
    assert said(found.published).source == "json-ld"
    assert place(found.published).exact == "2024-05-04T22:40:00Z"
    place(found.published).check(found.capture.content)


def test_an_organisation_in_the_authors_place_is_an_agency_or_nobody_but_never_a_person() -> None:
    found = page(DATA)
    assert [a.value for a in found.authors] == ["Nadia Cole"]
    assert [a.value for a in found.agencies] == ["Norland Wire"]


def test_an_instant_in_utc_is_given_in_the_pages_own_zone_where_it_states_both() -> None:
    local = page(DATA, under="<time datetime='2024-05-05T00:40:00+02:00'>5 May 2024</time>")
    assert said(local.published).value == "2024-05-05T00:40+02:00"
    clock = page(DATA, meta("sailthru.date", "2024-05-05 00:40:00"))
    assert said(clock.published).value == "2024-05-05T00:40+02:00"


def test_a_time_of_change_is_not_the_time_of_publication() -> None:
    found = page(
        meta("article:published_time", "2024-05-04"), under="<p>Updated: 9 May 2024, 11:00</p>"
    )
    assert said(found.published).value == "2024-05-04"
    assert said(found.modified).value == "2024-05-09"


def test_what_places_of_a_page_disagree_on_is_recorded() -> None:
    found = page(DATA, meta("article:published_time", "2024-04-01"))
    (other,) = [d for d in found.disagreements if d.field == "published"]
    assert {other.taken.value[:10], other.other.value} == {"2024-05-04", "2024-04-01"}
    assert other.because


def test_a_date_near_the_headline_outweighs_one_below() -> None:
    found = page(under="<p class='meta'>Am 3. Mai 2024</p><p>Built on 7 June 1931, it is old.</p>")
    assert said(found.published).value == "2024-05-03"
    assert said(found.published).because


def test_the_clock_of_a_masthead_dates_no_article() -> None:
    clock = '<div class="clock"><time datetime="2024-06-09T08:15:00+02:00">9 June 2024</time></div>'
    menu = "".join(f"<p><a href='/{i}'>Part {i}</a></p>" for i in range(8))
    body = f"<body>{clock}{menu}"
    source = PLAIN.replace("<body>", body, 1).replace(
        "By Nadia Cole in Port Selby", "By Nadia Cole, 4 May 2024"
    )
    assert said(clean(source, "html").published).value[:10] == "2024-05-04"


def test_a_change_that_took_the_name_of_the_publication_yields_to_the_first_day() -> None:
    name = "article:published_time"
    changed = meta("article:modified_time", "2024-05-20")
    found = page(meta(name, "2024-05-20"), meta(name, "2024-05-04"), changed)
    assert said(found.published).value == "2024-05-04"


def test_a_part_of_the_page_is_no_other_address() -> None:
    address = "https://ledger.example/2024/ferry"
    data = {"@type": "NewsArticle", "headline": "Ferry", "url": f"{address}#webpage"}
    found = page(
        f'<link rel="canonical" href="{address}/">',
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
    )
    assert [one for one in found.disagreements if one.field == "canonical"] == []


def test_an_unfilled_place_of_a_template_is_no_standfirst() -> None:
    heads = (
        meta("og:description", "{{ helper.textOf(entry.teaser) }}"),
        meta("twitter:description", "The ferry runs again."),
    )
    told = "The ferry Corrin runs again since Monday, the harbour master of Port Selby said. " * 3
    found = clean(
        f"<html><head><title>Ferry</title>{''.join(heads)}</head><body><article><h1>Ferry back at "
        f"work</h1><p>{told}</p><p>{told.replace('Monday', 'noon')}</p></article></body></html>",
        "html",
    )
    assert said(found.standfirst).value == "The ferry runs again."


def test_the_address_the_page_gives_is_canonical_but_a_bare_host_is_the_sites() -> None:
    link = '<link rel="canonical" href="https://selby.example/">'
    found = page(link, meta("og:url", "https://selby.example/country/2024/05/04/bridge"))
    assert said(found.canonical).value == "https://selby.example/country/2024/05/04/bridge"
    assert said(found.published).value == "2024-05-04"
    assert said(page(link).canonical).value == "https://selby.example/"


def test_the_section_is_what_the_page_calls_it() -> None:
    found = page(meta("article:section", "Country &amp; Town"))
    assert said(found.section).value == "Country & Town"


def test_a_part_of_the_address_is_a_section_only_where_the_page_links_it_by_that_name() -> None:
    own = meta("og:url", "https://selby.example/country/2024/05/04/bridge")
    assert page(own).section is None
    menu = "<nav><a href='/country/'>Country</a></nav>"
    assert said(page(own, under=menu).section).value == "country"
    assert page(own, under="<nav><a href='/country/'>Read more</a></nav>").section is None


def test_the_sites_name_is_no_title_and_what_stands_behind_it_is_its_motto() -> None:
    site = meta("og:site_name", "Selby Courier") + meta("og:title", "Selby Courier")
    assert said(page(site).headline).value == "Bridge over the Tarn to close in May"
    motto = " : Selby Courier | The voice of the valley | Founded 1905</title>"
    source = PLAIN.replace("</title>", motto).replace(
        "<h1>", "<h1><a href='/'>Selby Courier</a></h1><h1>"
    )
    found = clean(
        source.replace("</head>", meta("og:site_name", "Selby Courier") + "</head>"), "html"
    )
    assert said(found.headline).value == "Bridge over the Tarn to close in May"


def test_names_in_capitals_are_names_and_a_link_to_all_posts_is_nobody() -> None:
    (author,) = page('<meta name="author" content="NADIA COLE">').authors
    assert author.value == "Nadia Cole"
    assert place(author).exact == "NADIA COLE"
    nobody = page('<meta name="author" content="Alle Beiträge">')
    assert [a.value for a in nobody.authors] == ["Nadia Cole"]  # of the visible line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Ida Holm und Jo Marsh", ["Ida Holm", "Jo Marsh"]),
        ("Par Ida Holm | 4 mai 2024", ["Ida Holm"]),
        ("Por Ida Holm y Jo Marsh", ["Ida Holm", "Jo Marsh"]),
        ("Text: Dr. Ida von Holm", ["Ida von Holm"]),
        ("By Ida Holm, transport editor", ["Ida Holm"]),
        ("By the News Desk", []),
        ("Von unserer Redaktion", []),
    ],
)
def test_author_lines_of_many_languages_name_people(line: str, names: list[str]) -> None:
    source = PLAIN.replace("By Nadia Cole in Port Selby", line)
    assert [a.value for a in clean(source, "html").authors] == names


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Bridge over the Tarn to close - Selby Courier", "Bridge over the Tarn to close"),
        ("Selby Courier: news » Bridge shuts soon", "Bridge shuts soon"),
        ("Tarn - Selby line to close", "Tarn - Selby line to close"),
    ],
)
def test_titles_lose_the_sites_name_and_nothing_else(title: str, wanted: str) -> None:
    source = PLAIN.replace("Bridge over the Tarn to close in May - Selby Courier", title)
    source = source.replace("<h1>Bridge over the Tarn to close in May</h1>", "")
    found = clean(source.replace("Selby Courier</a>", "</a>"), "html")
    assert said(found.headline).value == wanted


def test_a_heading_that_leads_home_is_the_sites_name() -> None:
    source = PLAIN.replace(
        "<h1>Bridge over the Tarn to close in May</h1>",
        "<h1><a href='/'>All the News of Selby</a></h1><h2>Bridge over the Tarn to close in May</h2>",
    ).replace("May - Selby Courier</title>", "May | All the News of Selby</title>")
    assert said(clean(source, "html").headline).value == "Bridge over the Tarn to close in May"


def test_damaged_descriptions_are_passed_over() -> None:
    broken = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": }</script>'
    )
    found = page(broken, meta("article:published_time", "31 February 2024"))
    assert found.published is None


@pytest.mark.parametrize("address", ["http://[::1", "//[", "http://[abc"])
def test_an_address_that_is_none_ends_no_reading(address: str) -> None:
    source = PLAIN.replace("</head>", f'<link rel="canonical" href="{address}"></head>')
    assert clean(source, "html", url=address).canonical is None


def day_of(found: Revision) -> str | None:
    return found.published.value[:10] if found.published else None


def test_a_page_that_shows_the_order_of_day_and_month_once_is_read_in_it_everywhere() -> None:
    known = "<p class='date'>Published 03/02/2024</p><p>Tickets are sold from 25/02/2024.</p>"
    assert day_of(page(under=known)) == "2024-02-03"
    told = "<p class='date'>Published 03/02/2024</p><p>The first of the talks: 02/25/2024.</p>"
    assert day_of(page(under=told)) == "2024-03-02"


def test_without_another_date_the_country_of_the_address_orders_day_and_month() -> None:
    line = "<p class='date'>Published 03/02/2024</p>"
    british = "www.selby." + "co.uk"
    own = f'<link rel="canonical" href="https://{british}/news/bridge">'
    assert day_of(page(own, under=line)) == "2024-02-03"


def test_a_date_alone_under_the_headline_counts_even_in_a_list_that_looks_like_a_menu() -> None:
    line = "<ul class='nav meta'><li><a href='/time'>4 May 2024 18:29</a></li></ul>"
    assert day_of(page(under=line)) == "2024-05-04"


def test_seconds_since_1970_in_a_script_bear_a_day_out() -> None:
    state = '<script>window.page = {"firstPublished": 1714861200, "views": 1714000000}</script>'
    assert day_of(page(state)) == "2024-05-04"


def test_a_page_that_only_sends_on_is_dated_by_where_it_sends() -> None:
    line = '<script>location.href="https://www.selby.example/2024/05/04/bridge"</script>'
    assert day_of(page(line)) == "2024-05-04"


def test_the_clock_of_the_outlet_above_the_headline_is_no_day_of_publication() -> None:
    source = PLAIN.replace(
        "<body>",
        "<body><div><time datetime='2024-06-01T13:56:20+01:00'>1 June 2024</time></div>"
        + "<p>News</p>" * 8,
        1,
    ).replace("in Port Selby</p>", "in Port Selby</p><p class='date'>4 May 2024</p>")
    assert day_of(clean(source, "html")) == "2024-05-04"


def test_the_day_a_headline_speaks_of_is_not_the_day_it_was_published() -> None:
    source = PLAIN.replace("Bridge over the Tarn", "2 May 2024: bridge over the Tarn")
    source = source.replace("in Port Selby</p>", "in Port Selby</p><p class='date'>4 May 2024</p>")
    assert day_of(clean(source, "html")) == "2024-05-04"


def test_half_a_character_in_a_pages_json_is_told_as_lost_and_pairs_stay() -> None:
    found = page(DATA.replace("Selby Courier", r"Selby \ud800 \ud83c\udf09"))
    assert said(found.outlet).value == "Selby \N{REPLACEMENT CHARACTER} \N{BRIDGE AT NIGHT}"
