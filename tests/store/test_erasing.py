"""What is erased is gone, word and byte, and the rest holds together."""

from pathlib import Path

import pytest
from sqlalchemy import select, text

from crosswire.errors import ConfigError, InputError
from crosswire.records import Failure, Payload, Revision, Text
from crosswire.records.judgement import Judgement, Side
from crosswire.records.span import Span
from crosswire.records.story import Alias, story_id
from crosswire.store.base import Erased, Store, check_store, open_store, verify_store
from crosswire.store.engine import parse
from crosswire.store.tables import captures, failures, payloads, texts, tombstones
from tests.store.made import LATER, SEEN, WORDS, add, fill, founded, joined, line, page

WHY = "the person named asked for it"
SECRET = "Zibeth"
"""A word that stands in nothing else."""


def erase(store: Store, article: str, how: str = "demand") -> Erased:
    with store.write("erase") as writer, writer.batch() as batch:
        return batch.erase_article(
            writer.resolve_article(article), because=WHY, by="Ana Ruiz", how=how
        )


def saved(name: str, body: str, url: str | None = None) -> Revision:
    """A page with its bytes."""
    one = page(name, body, url=url or f"https://sentry.example/{name}")
    payload = Payload(content=one.capture.content.content.encode(), media_type="text/html")
    return one.model_copy(update={"capture": one.capture.model_copy(update={"payload": payload})})


def kept(store: Store, *revisions: Revision, seen: str = SEEN) -> list[str]:
    with store.write("add") as writer, writer.batch() as batch:
        added = [add(batch, one, seen).article_id for one in revisions]
        batch.apply_moves([founded(one) for one in dict.fromkeys(added)
                           if writer.story_of(one) is None])  # fmt: skip
    return added


def everything(store: Store) -> str:
    """Every value of every table, but why something was erased."""
    with store.read() as reader:
        names = [
            table for table in (texts, captures, payloads)[0].metadata.tables if table != "runs"
        ]
        rows = [str(reader.connection.execute(text(f"SELECT * FROM {n}")).all()) for n in names]
    return "\n".join(rows)


def test_no_word_is_left_and_the_rest_holds_together(store_url: str, store: Store) -> None:
    fill(store)
    said = erase(store, "b1")
    assert (said.revisions, said.texts, said.quotations, said.comparisons) == (1, 2, 1, 1)
    left = everything(store)
    assert "Ferries run" not in left
    assert "Shut" not in left
    assert "The bridge stays shut" in left, "the words of a1 are its own"
    assert check_store(store_url).problems + verify_store(store_url).problems == ()
    with store.read() as reader:
        article = reader.resolve_article("b1")
        assert reader.erased([article])[article].words.endswith(f": {WHY}")
        with pytest.raises(ConfigError, match=r"erased on demand on .*asked for it"):
            reader.revision(reader.current([article])[article])
        assert article not in {one.article for one in reader.arrivals()}
        (ada,) = reader.entities()
        assert [member.article for member in ada.members] == [reader.resolve_article("a1")]


def test_what_only_it_named_goes_with_it(store: Store) -> None:
    fill(store)
    for name in ("a1", "b1"):
        erase(store, name)
    with store.read() as reader:
        assert list(reader.entities()) == []
    assert "Quill" not in everything(store)


def test_erased_twice_is_erased_once(store: Store) -> None:
    fill(store)
    first = erase(store, "b1")
    assert erase(store, "b1") == Erased(first.article, 0, 0, 0, 0, 0)


def test_a_text_that_another_has_stays_with_it(store_url: str, store: Store) -> None:
    body = "The same words of an agency. " * 10
    one, other = saved("a", body), saved("b", body, "https://quay.example/b")
    kept(store, one, other)
    said = erase(store, "a")
    assert said.texts == 0
    with store.read() as reader:
        current = reader.current([reader.resolve_article("b")])
        assert reader.revision(*current.values()) == other
    assert check_store(store_url).problems + verify_store(store_url).problems == ()


@pytest.mark.parametrize("how", ["demand", "age"])
def test_it_is_not_taken_in_again(store: Store, how: str) -> None:
    kept(store, saved("a", f"{SECRET} rules."))
    erase(store, "a", how)
    with pytest.raises(InputError, match=r"erased .*asked for it") as refused:
        kept(store, saved("a", f"{SECRET} rules."))
    assert refused.value.kind == "erased"
    with pytest.raises(InputError, match="this article was erased"):
        kept(store, saved("a", "Quite another text."))


def test_nor_under_another_address(store: Store) -> None:
    body = f"{SECRET} rules the isle. " * 10
    kept(store, saved("a", body))
    erase(store, "a")
    other = page("elsewhere", body, html=f"<p>{body}</p>", url="https://quay.example/b")
    with pytest.raises(InputError, match="this text was erased"):
        kept(store, other)
    moved = saved("a", body, "https://quay.example/c")
    cut = moved.model_copy(update={"body": Text.of("Cut."), "runs": (), "passages": ()})
    with pytest.raises(InputError, match="this payload was erased"):
        kept(store, cut)


def test_a_judgement_on_its_words_goes(store: Store) -> None:
    one, other = saved("a", f"{SECRET} rules."), saved("b", "The bridge is shut.")
    kept(store, one, other)
    sides = [
        Side(article=r.article, outlet="The Quay Post", span=Span.of(r.body, 0, 6))
        for r in (one, other)
    ]
    told = Judgement(story="s", a=sides[1], b=sides[0], decision="same", because="",
                     made_by="Ana Ruiz", made_at=SEEN)  # fmt: skip
    with store.write("judge") as writer, writer.batch() as batch:
        batch.add_judgement(told)
    erase(store, "a")
    with store.read() as reader:
        assert reader.standing_passage_judgements() == []


def test_a_failure_that_quotes_it_quotes_it_no_more(store: Store) -> None:
    kept(store, saved("a", f"{SECRET} rules."), saved("b", "The bridge is shut."))
    with store.write("add") as writer, writer.batch() as batch:
        for item in ("a", "https://sentry.example/a", "b"):
            batch.add_failure(
                Failure(stage="quote", item=item, kind="crashed", words=f"at {SECRET}, {item}")
            )
    erase(store, "a")
    with store.read() as reader:
        rows = reader.connection.execute(select(failures.c.item, failures.c.words)).all()
    told = {row.item: row.words for row in rows}
    assert told.pop("b") == f"at {SECRET}, b"
    assert set(told.values()) == {"erased with its article"}


def test_a_story_it_lay_in_may_be_merged(store_url: str, store: Store) -> None:
    first, second = kept(store, saved("a", f"{SECRET} rules."), saved("b", "The bridge is shut."))
    third = kept(store, line("c1", WORDS))[0]
    with store.write("group") as writer, writer.batch() as batch:
        batch.apply_moves([joined(second, story_id(first), before=story_id(second))])
    erase(store, "a")
    with store.write("group") as writer, writer.batch() as batch:
        batch.apply_moves(
            [joined(second, story_id(third), before=story_id(first), how="merged")],
            [Alias(story=story_id(first), into=story_id(third), because="one event")],
        )
    assert check_store(store_url).problems + verify_store(store_url).problems == ()
    with store.read() as reader:
        assert reader.story_of(first) == story_id(third)


def test_the_words_are_gone_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with open_store(path) as store:
        bulk = [saved(f"n{k}", f"Report {k} of the harbour. " * 40) for k in range(30)]
        kept(store, *bulk[:15], saved("a", f"{SECRET} rules the isle. " * 60), *bulk[15:])
        assert SECRET.lower() in held(path).lower(), "the test looks where the words were"
        erase(store, "a")
        assert store.scrub() is True
        assert SECRET.lower() not in held(path).lower()
        assert store.scrub() is None
    assert check_store(path).problems + verify_store(path).problems == ()


def test_a_reader_that_holds_the_log_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosswire.store.engine.PATIENCE", 0.5)
    path = tmp_path / "desk.sqlite"
    with open_store(path) as store:
        kept(store, saved("a", f"{SECRET} rules."), saved("b", "The bridge is shut."))
        with store.read() as reader:
            reader.erased([])
            reader.current(["x"])
            erase(store, "a")
            assert store.scrub() is False
        assert store.scrub() is True
        assert SECRET.lower() not in held(path).lower()


def held(path: Path) -> str:
    """What lies in the folder, as far as it is text."""
    return "".join(
        file.read_bytes().decode("latin-1") for file in path.parent.iterdir() if file.is_file()
    )


def test_bytes_go_by_age_and_what_was_read_stays(store_url: str, store: Store) -> None:
    old, young = saved("a", "The bridge is shut."), saved("b", "A storm comes.")
    kept(store, old)
    kept(store, young, line("c1"), seen=LATER)
    with store.write("erase") as writer, writer.batch() as batch:
        assert batch.erase_captures(LATER, because="older than 1 day", by="crosswire") == 1
        assert batch.erase_captures(LATER, because="older than 1 day", by="crosswire") == 0
    with store.read() as reader:
        left = {name: reader.revision(*reader.current([reader.resolve_article(name)]).values())
                for name in "ab"}  # fmt: skip
        assert left["b"] == young
        assert (left["a"].body, left["a"].passages) == (old.body, old.passages)
        assert (left["a"].capture.payload, left["a"].capture.content.content) == (None, "")
        assert (left["a"].removed, left["a"].runs) == ((), ())
        stone = reader.connection.execute(select(tombstones)).one()
        assert (stone.what, stone.how, stone.size) == (
            "payload", "age", len(old.capture.payload.content if old.capture.payload else b""),
        )  # fmt: skip
    assert check_store(store_url).problems + verify_store(store_url).problems == ()
    with store.write("add") as writer, writer.batch() as batch:
        assert not add(batch, old, LATER).new_revision
    with store.read() as reader:
        assert (
            reader.connection.execute(
                select(payloads.c.packed).where(payloads.c.id == stone.id)
            ).scalar()
            is None
        )


def test_bytes_that_a_young_capture_has_as_well_stay(store: Store) -> None:
    one = saved("a", "The bridge is shut.")
    kept(store, one)
    other = one.capture.model_copy(update={"name": "z", "url": "https://quay.example/z"})
    kept(store, one.model_copy(update={"article": "z", "capture": other}), seen=LATER)
    with store.write("erase") as writer, writer.batch() as batch:
        assert batch.erase_captures(LATER, because="older than 1 day", by="crosswire") == 0


def test_a_text_captured_before_bytes_were_kept_goes_by_age(store: Store) -> None:
    kept(store, page("a", "The bridge is shut.", url="https://sentry.example/a"))
    with store.write("erase") as writer, writer.batch() as batch:
        assert batch.erase_captures(LATER, because="older than 1 day", by="crosswire") == 1
    assert "Share this" not in everything(store)


def test_the_store_is_a_file_or_a_server(store_url: str, store: Store) -> None:
    fill(store)
    erase(store, "c1")
    assert store.scrub() is True, parse(store_url).drivername
    assert store.scrub() is None


def test_an_item_that_was_known_by_its_title_is_known_by_it_no_more(store: Store) -> None:
    titled = line(f"{SECRET} resigns over the ferry", "The harbour master has resigned.")
    (article,) = kept(store, titled.model_copy(
        update={"capture": titled.capture.model_copy(update={"url": None})}
    ))  # fmt: skip
    with store.write("fail") as writer, writer.batch() as batch:
        batch.add_failure(Failure(stage="quote", item=titled.article, kind="crashed", words="x"))
    erase(store, article)
    assert SECRET not in everything(store)
    with store.read() as reader:
        assert reader.resolve_article(article) == article


def test_the_file_is_written_anew_once_a_day_unless_asked_for(store: Store) -> None:
    kept(store, saved("a", f"{SECRET} said so."), saved("b", "Another page of the ferry."))
    assert store.scrub(daily=True) is None
    erase(store, "a")
    assert store.scrub(daily=True) is True
    erase(store, "b")
    assert store.scrub(daily=True) is None
    assert store.scrub() is True
