"""What was captured goes out and comes in again; what is too old goes."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select, update

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.evidence import Span, erase, erase_older, export
from crosswire.errors import ConfigError
from crosswire.project import Project
from crosswire.records import Query, Revision
from crosswire.store.base import verify_store
from crosswire.store.engine import make_engine, parse
from crosswire.store.tables import articles, captures, revisions
from tests.desk.stream import told, write

PARAGRAPHS = "".join(
    f"<p>Paragraph {n}: the ferry to Sorrel stays in port, harbour master Idris Pell said, because "
    f"waves of {n + 3} metres came in overnight.</p>"
    for n in range(6)
)
PAGES = {
    "one.html": f'<html><head><link rel="canonical" href="https://sentry.example/ferry"></head>'
    f"<body><article><h1>Ferry stays in port</h1>{PARAGRAPHS}</article></body></html>".encode(),
    "two.html": f'<html><head><meta charset="iso-8859-1"><title>Fähre</title></head><body><article>'
    f"<h1>Fähre</h1>{PARAGRAPHS.replace('waves', 'Wellen über')}</article></body></html>"
    .encode("latin-1"),
    "three.txt": b"The pier\r\n\r\nA pier fell into the sea at Sorrel on Monday. Nobody was hurt.\r\n",
}  # fmt: skip


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with saved pages and article lines."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, data in PAGES.items():
        (folder / name).write_bytes(data)
    write(folder / "lines.jsonl", [told("treaty", "Corran Wire"), told("bank", "Osprey Daily")])
    desk.add(desk.project.captures([str(folder)]), closely="none")
    return desk


def ids(desk: Desk) -> list[list[str]]:
    with desk.store.read() as reader:
        return [
            sorted(reader.connection.execute(select(table.c.id)).scalars())
            for table in (articles, revisions)
        ]


def test_an_empty_desk_becomes_the_same_by_an_export(kept: Desk, tmp_path: Path) -> None:
    archive = tmp_path / "all.warc.gz"
    with archive.open("wb") as stream:
        assert export(kept.store, stream, (), Span()).pages == 5
    settings = Settings(data=tmp_path / "d", store=str(tmp_path / "other.sqlite"),
                        cache_megabytes=0)  # fmt: skip
    with Desk.open(Project(settings), create=True) as other:
        other.add(other.project.captures([str(archive)]), closely="none")
        assert ids(other) == ids(kept)
    assert verify_store(tmp_path / "other.sqlite").problems == ()


def test_extract_reads_the_same_texts_from_an_export(kept: Desk, tmp_path: Path) -> None:
    archive = tmp_path / "all.warc.gz"
    with archive.open("wb") as stream:
        export(kept.store, stream, (), Span())
    found = {
        r.body.id
        for r in kept.project.extract(kept.project.captures([str(archive)]))
        if isinstance(r, Revision)
    }
    with kept.store.read() as reader:
        assert found == {*reader.connection.execute(select(revisions.c.text_id)).scalars()}


def test_what_is_exported_may_be_chosen(kept: Desk) -> None:
    def pages(*handles: str, **span: str) -> int:
        return export(kept.store, io.BytesIO(), handles, Span(**span)).pages

    story = kept.stories()[0]
    assert pages("two") == 1
    assert pages("two", "two", "https://sentry.example/ferry") == 2
    assert pages(story.id) == story.articles
    assert pages(since="2126-01-01") == 0
    assert pages(until="2126-01-01T00:00Z") == 5
    assert pages(outlet="Corran Wire") == 1
    with pytest.raises(ConfigError, match="no article of the store is 'nobody'"):
        pages("nobody")
    with pytest.raises(ConfigError, match="--since takes a day"):
        pages(since="Monday")


def test_what_was_erased_is_told_where_its_words_were(kept: Desk, store_url: str) -> None:
    with kept.store.read() as reader:
        article = reader.resolve_article("two")
    nowhere = Query(words="zeppelin")
    before = kept.search(nowhere)
    erase(kept.store, article, because="its author asked", by="Ana Ruiz")
    after = kept.search(nowhere)
    assert (after.searched, after.former) == (before.searched - 1, before.former)
    story = kept.story(article)
    (member,) = [one for one in story.members if one.article == article]
    assert member.headline is None
    assert member.erased is not None
    assert member.erased.endswith(": its author asked")
    tally = kept.add(
        kept.project.captures([str(Path(kept.project.settings.data).parent / "pages")]),
        closely="all",
    )
    assert (tally.articles, tally.refused) == (0, 1)
    assert verify_store(store_url).problems == ()
    kept.regroup()
    assert export(kept.store, io.BytesIO(), ["two"], Span())[:2] == (0, 1)


def test_a_story_of_which_all_is_erased_has_nothing_to_compare(kept: Desk) -> None:
    with kept.store.read() as reader:
        article = reader.resolve_article(kept.stories()[0].headline_article or "")
        everyone = [*reader.members(reader.story_of(article) or "")]
    for one in everyone:
        erase(kept.store, one, because="all asked", by="Ana Ruiz")
    with kept.store.read() as reader:
        story = reader.story_of(article) or ""
    with pytest.raises(ConfigError, match=r"nothing to compare in .*: erased on demand"):
        kept.compare(story)


def test_what_the_settings_say_is_too_old_goes_when_something_is_added(
    kept: Desk, store_url: str, tmp_path: Path
) -> None:
    long_ago = "2001-05-08T10:00:00.000Z"
    with make_engine(parse(store_url), write=True).begin() as connection:
        connection.execute(
            update(articles).where(articles.c.name == "two").values(last_seen=long_ago)
        )
        connection.execute(
            update(captures).where(captures.c.name == "one").values(seen_at=long_ago)
        )
    keeping = kept.project.settings.model_copy(update={"keep_days": 365, "keep_captures_days": 30})
    with Desk.open(Project(keeping)) as desk:
        desk.add(desk.project.captures([write(tmp_path / "n.jsonl", [told("fire", "Tarn")])]),
                 closely="none")  # fmt: skip
        found = verify_store(store_url)
        # The chain alone knows that this capture was not seen so long ago.
        (told_,) = found.problems
        assert told_.startswith("the chain breaks at entry ")
        assert told_.endswith(f"found {long_ago}")
        assert found.erased["article"] == 1
        assert found.erased["payload"] == 2
        with desk.store.read() as reader:
            gone = reader.erased([reader.resolve_article("two")])
            assert next(iter(gone.values())).words.endswith("last seen more than 365 days ago")


def test_days_may_be_given_by_hand(kept: Desk) -> None:
    assert erase_older(kept.store, 1, 1) == (0, 0)
