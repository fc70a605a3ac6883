"""What others wrote, read as articles: round trips whatever the words, and refusals item by item."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.exchange.fit import writable
from crosswire.exchange.given import day_or_instant
from crosswire.exchange.noted import Marked
from crosswire.exchange.read import Found, read
from crosswire.exchange.told import Told
from crosswire.exchange.write import Form, export
from crosswire.records import Article, Comparison, Failure
from crosswire.records.span import Text
from tests.exchange.conftest import ODD, odd_story

TABLES = {Form.JSONL: "s.jsonl", Form.JSONLD: "s.jsonld", Form.CSV: "articles.csv",
          Form.PARQUET: "articles.parquet"}  # fmt: skip


def found(*files: Path) -> list[Found]:
    return [*read(files, max_megabytes=1)]


def articles(*files: Path) -> list[Article]:
    read_ = found(*files)
    assert all(isinstance(one, Article) for one in read_), read_
    return [one for one in read_ if isinstance(one, Article)]


def refused(*files: Path) -> list[str]:
    return [one.kind for one in found(*files) if isinstance(one, Failure)]


def written(told: Told, form: Form, folder: Path) -> Path:
    if form in (Form.CSV, Form.PARQUET):
        export([told], folder, form)
        return folder / TABLES[form]
    (file,) = export([told], folder / TABLES[form], form)
    return file


# ---- round trips --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [*TABLES])
def test_articles_come_back_as_they_were_told(form: Form, told: Told, tmp_path: Path) -> None:
    back = articles(written(told, form, tmp_path))
    assert [one.id for one in back] == ["wire", "courier", "sentry"]
    for one in back:
        assert one.text == told.readings[str(one.id)].revision.body.content
        assert one.outlet == told.outlet(str(one.id))
        assert one.title == told.title(str(one.id))
        assert one.published == told.published(str(one.id))
        assert one.url == told.address(str(one.id))


WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="\x00"),
        st.sampled_from(
            "=+-@\t\r\n'\"“”,;\u202e\u200f\u05d0\u0627\U0001f6a2\u2028\ufeff\x85\x1c ＝"
        ),
    ),
    max_size=40,
)


@pytest.mark.parametrize("form", [*TABLES])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
def test_any_words_come_back(form: Form, words: str, story: Comparison, tmp_path: Path) -> None:
    told = odd_story(story, words)
    (back,) = (one for one in articles(written(told, form, tmp_path)) if one.id == "courier")
    body = told.readings["courier"].revision.body.content
    assert back.text == body
    if writable(words).strip():
        assert back.title == writable(words)
    assert back.published is None, "of half a date nothing is known"


def test_a_text_that_no_file_can_hold_is_refused_by_its_hash(odd: Told, tmp_path: Path) -> None:
    """Where a line says the hash of what stands in it, it comes back; where it says the text's own,
    it is refused: what was written is another text."""
    assert len(articles(written(odd, Form.JSONL, tmp_path))) == 3
    for form in (Form.CSV, Form.PARQUET, Form.JSONLD):
        assert refused(written(odd, form, tmp_path)) == ["wrong-hash"]


# ---- others' tables -----------------------------------------------------------------------------

MEDIA_CLOUD = {
    "id": "8f1d", "publish_date": "2031-05-08 12:30:00", "title": "Ferry runs aground",
    "url": "https://post.example/1", "language": "en", "media_name": "Harbour Post",
    "media_url": "post.example", "text": "A ferry ran aground off Port Sarn.",
}  # fmt: skip
WANTED = Article(
    id="8f1d", text="A ferry ran aground off Port Sarn.", outlet="Harbour Post",
    url="https://post.example/1", title="Ferry runs aground", published="2031-05-08",
)  # fmt: skip


def table(file: Path, *rows: dict[str, Any], between: str = ",", encoding: str = "utf-8") -> Path:
    with file.open("w", encoding=encoding, newline="") as out:
        made = csv.DictWriter(out, [*rows[0]], delimiter=between)
        made.writeheader()
        made.writerows(rows)
    return file


def test_a_row_with_more_cells_than_columns_is_refused_and_not_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,text\n1,A ferry ran aground, and nobody was hurt.\n2,A storm comes.,,\n")
    torn, whole = found(file)
    assert isinstance(torn, Failure)
    assert (torn.kind, torn.item) == ("torn-row", f"{file}:2")
    assert isinstance(whole, Article)
    assert whole.text == "A storm comes."


def test_tables_as_media_cloud_writes_them(tmp_path: Path) -> None:
    assert articles(table(tmp_path / "a.csv", MEDIA_CLOUD)) == [WANTED]
    assert articles(table(tmp_path / "b.csv", MEDIA_CLOUD, between=";")) == [WANTED]
    assert articles(table(tmp_path / "c.tsv", MEDIA_CLOUD, between="\t")) == [WANTED]
    assert articles(table(tmp_path / "d.csv", MEDIA_CLOUD, encoding="utf-8-sig")) == [WANTED]
    lines = tmp_path / "e.jsonl"
    lines.write_text(json.dumps(MEDIA_CLOUD) + "\n\n", encoding="utf-8")
    assert articles(lines) == [WANTED]
    pq.write_table(pa.Table.from_pylist([MEDIA_CLOUD]), tmp_path / "f.parquet")
    assert articles(tmp_path / "f.parquet") == [WANTED]


def test_a_foreign_apostrophe_stays(tmp_path: Path) -> None:
    (one,) = articles(table(tmp_path / "a.csv", {**MEDIA_CLOUD, "title": "'=Twas", "text": "'-so"}))
    assert (one.title, one.text) == ("'=Twas", "'-so")


def test_what_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    (one,) = articles(
        table(tmp_path / "a.csv", {**MEDIA_CLOUD, "media_name": "NaN", "title": "null"})
    )
    assert (one.outlet, one.title) == (None, None)


def test_in_files_that_know_nothing_by_itself_such_a_word_is_a_word(
    story: Comparison, tmp_path: Path
) -> None:
    told = odd_story(story, "None")
    for form in TABLES:
        assert articles(written(told, form, tmp_path))[1].title == "None"


def test_a_foreign_column_of_that_name_is_no_hash(tmp_path: Path) -> None:
    foreign = {**MEDIA_CLOUD, "text_id": "t-77", "title": "'=Twas"}
    (one,) = articles(table(tmp_path / "a.csv", foreign))
    assert (one.text, one.title) == (MEDIA_CLOUD["text"], "'=Twas")


def test_a_list_of_addresses_is_refused_row_by_row(tmp_path: Path) -> None:
    bare = {name: value for name, value in MEDIA_CLOUD.items() if name != "text"}
    (one, two) = found(table(tmp_path / "a.csv", bare, {**bare, "id": "2"}))
    assert isinstance(one, Failure)
    assert isinstance(two, Failure)
    assert (one.kind, one.item[-2:], two.item[-2:]) == ("no-text", ":2", ":3")
    assert "crosswire add" in one.words


def test_a_file_of_any_length_is_read_bit_by_bit(tmp_path: Path) -> None:
    """Ten megabytes with a limit of one for a page: a stream where it can be one, else a refusal."""
    rows = [{**MEDIA_CLOUD, "id": str(n), "text": "ü" * 100_000} for n in range(60)]
    assert len(articles(table(tmp_path / "a.csv", *rows))) == 60
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert len(articles(lines)) == 60
    assert refused(table(tmp_path / "b.csv", *rows, encoding="cp1252")) == ["too-large"]
    (tmp_path / "a.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    assert refused(tmp_path / "a.json") == ["too-large"]
    assert len(articles(table(tmp_path / "c.csv", rows[0], encoding="cp1252"))) == 1


def test_a_line_that_never_ends_costs_itself_alone(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    long = json.dumps({**MEDIA_CLOUD, "text": "x" * 4_500_000})
    lines.write_text(f"{long}\n{json.dumps(MEDIA_CLOUD)}\n{long}", encoding="utf-8")
    assert [getattr(one, "kind", "good") for one in found(lines)] == [
        "too-large",
        "good",
        "too-large",
    ]


def test_one_bad_row_costs_itself_alone(tmp_path: Path) -> None:
    rows = [MEDIA_CLOUD, {**MEDIA_CLOUD, "text": ""}, {**MEDIA_CLOUD, "id": "3"}]
    kinds = [type(one).__name__ for one in found(table(tmp_path / "a.csv", *rows))]
    assert kinds == ["Article", "Failure", "Article"]


@pytest.mark.parametrize(
    ("stated", "known"),
    [("2031-05-08", "2031-05-08"), ("2031-05-08T12:30:00Z", "2031-05-08T12:30:00Z"),
     ("2031-05-08 12:30:00+02:00", "2031-05-08T12:30:00+02:00"), ("2031-05-08T12:30", "2031-05-08"),
     ("2031-05-08 12:30:00", "2031-05-08"), ("2031-05", None), ("2031", None), ("2031-13-40", None),
     ("yesterday", None), ("", None), (None, None)],
)  # fmt: skip
def test_dates_are_no_more_precise_than_they_are_stated(
    stated: str | None, known: str | None
) -> None:
    assert day_or_instant(stated) == known


def test_dates_of_parquet_are_read_as_dates(tmp_path: Path) -> None:
    rows = [
        {**MEDIA_CLOUD, "publish_date": datetime(2031, 5, 8, 12, 30)},  # noqa: DTZ001  # as others write them
        {**MEDIA_CLOUD, "publish_date": datetime(2031, 5, 8, 23, 30)},  # noqa: DTZ001
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert {one.published for one in articles(tmp_path / "a.parquet")} == {"2031-05-08"}
    zoned = [{**MEDIA_CLOUD, "publish_date": datetime(2031, 5, 8, 12, 30, tzinfo=UTC)}]
    pq.write_table(pa.Table.from_pylist(zoned), tmp_path / "b.parquet")
    assert articles(tmp_path / "b.parquet")[0].published == "2031-05-08T12:30:00+00:00"
    days = [{**MEDIA_CLOUD, "publish_date": date(2031, 5, 8), "media_name": float("nan")}]
    pq.write_table(
        pa.table({name: [row[name] for row in days] for name in days[0]}), tmp_path / "c.parquet"
    )
    (one,) = articles(tmp_path / "c.parquet")
    assert (one.published, one.outlet) == ("2031-05-08", None)


# ---- JSON-LD ------------------------------------------------------------------------------------


def test_news_articles_as_sites_write_them(tmp_path: Path) -> None:
    node = {
        "@type": ["NewsArticle"], "headline": "Ferry runs aground", "articleBody": "A ferry ran aground.",
        "datePublished": "2031-05-08T12:30:00+02:00", "publisher": {"@type": "Organization", "name": "Post"},
        "mainEntityOfPage": {"@id": "https://post.example/1"}, "isPartOf": {"@type": "NewsArticle", "@id": "x"},
    }  # fmt: skip
    file = tmp_path / "a.json"
    for document in (
        node,
        [node],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, node]},
    ):
        file.write_text(json.dumps(document), encoding="utf-8")
        (one,) = articles(file)
        assert (one.title, one.outlet, one.text) == (
            "Ferry runs aground",
            "Post",
            "A ferry ran aground.",
        )
        assert one.published == "2031-05-08T12:30:00+02:00"


def test_what_points_to_an_article_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonld"
    file.write_text(
        json.dumps({"@type": "Claim", "appearance": [{"@type": "NewsArticle", "@id": "x"}]})
    )
    assert refused(file) == ["no-article"]


# ---- what is refused ----------------------------------------------------------------------------


def test_a_text_that_was_changed_is_refused(told: Told, tmp_path: Path) -> None:
    file = written(told, Form.JSONL, tmp_path)
    file.write_text(
        file.read_text(encoding="utf-8").replace("Seventeen", "Eighteen"), encoding="utf-8"
    )
    assert refused(file) == ["wrong-hash"]
    assert len(found(file)) == 3
    for form in (Form.CSV, Form.JSONLD):
        other = written(told, form, tmp_path)
        other.write_bytes(other.read_bytes().replace(b"Seventeen", b"Eighteen"))
        assert refused(other) == ["wrong-hash"]


def test_files_of_a_newer_crosswire_are_refused(told: Told, tmp_path: Path) -> None:
    lines = written(told, Form.JSONL, tmp_path)
    lines.write_text(
        lines.read_text(encoding="utf-8").replace("article/1", "article/9", 1), encoding="utf-8"
    )
    assert refused(lines) == ["unknown-version"]
    assert len(found(lines)) == 3
    document = written(told, Form.JSONLD, tmp_path)
    document.write_text(
        document.read_text(encoding="utf-8").replace("jsonld/2", "jsonld/9"), encoding="utf-8"
    )
    assert refused(document) == ["unknown-version"]
    (noted,) = export([told], tmp_path / "a.annotations.jsonld", Form.ANNOTATIONS)
    noted.write_text(
        noted.read_text(encoding="utf-8").replace("annotations/1)", "annotations/9)"),
        encoding="utf-8",
    )
    assert refused(noted) == ["unknown-version"]
    file = written(told, Form.PARQUET, tmp_path)
    newer = pq.read_table(file).replace_schema_metadata({"crosswire": "crosswire-rows/9"})
    pq.write_table(newer, file)
    assert refused(file) == ["unknown-version"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.csv", b"a,b\n1,2\n", "no-text"), ("a.jsonl", b"[1]\n", "not-an-article-line"),
     ("a.jsonl", b"{\n", "not-an-article-line"), ("a.jsonl", b'{"text": "' + b"\xff" + b'"}', "not-an-article-line"),
     ("a.json", b"{", "damaged"), ("a.json", b"[" * 100_000, "damaged"), ("a.json", b"[" * 90 + b"]" * 90, "no-article"),
     ("a.parquet", b"PAR1 and no more", "damaged"), ("a.parquet", b"", "damaged"),
     ("a.docx", b"x", "unknown-format"), ("a.csv", b"text\n" + b"x" * 1_000_001 + b"\n", "too-large"),
     ("a.csv", b'text\n"' + b"x" * 3_000_000 + b'"\n', "damaged")],
)  # fmt: skip
def test_what_is_no_article_is_a_failure(
    name: str, content: bytes, kind: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert refused(file) == [kind]


KEYS = st.sampled_from(
    ["@type", "type", "text", "articleBody", "text_id", "id", "@id", "url", "publisher", "name", "format",
     "version", "label", "identifier", "propertyID", "value", "motivation", "body", "target", "source",
     "selector", "start", "end", "exact", "creator", "created", "datePublished", "@graph", "items"]
)  # fmt: skip
WORDS_OF_FILES = st.sampled_from(
    ["NewsArticle", "Annotation", "commenting", "assessing", "TextPositionSelector", "TextQuoteSelector",
     "crosswire:text", "crosswire-article/1", "crosswire-x/9", "tag:crosswire.invalid,2026:text-1", "\ud800", "",
     "2031-05-08", "https://[", "x" * 3000]
)  # fmt: skip
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS_OF_FILES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


NODES = st.builds(
    lambda base, more: {**base, **more},
    st.sampled_from(
        [{}, {"@type": "NewsArticle", "articleBody": "x"}, {"id": "1", "text": "x"},
         {"type": "Annotation", "motivation": "commenting", "body": "Yes", "target": {
            "source": "tag:crosswire.invalid,2026:text-1",
            "selector": [{"type": "TextPositionSelector", "start": 0, "end": 1},
                         {"type": "TextQuoteSelector", "exact": "x"}]}}]
    ),
    st.dictionaries(KEYS, ANY, max_size=4),
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=NODES)
def test_whatever_stands_in_json_nothing_breaks(document: dict[str, Any], tmp_path: Path) -> None:
    for name, content in (("a.json", document), ("a.jsonl", document), ("b.json", [document] * 2)):
        file = tmp_path / name
        file.write_text(json.dumps(content), encoding="utf-8")
        for one in found(file):
            assert isinstance(one, Article | Marked | Failure)
            if isinstance(one, Article):
                assert one.text.strip()
                one.model_dump_json().encode()


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
)
def test_whatever_bytes_come_nothing_breaks(name: str, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    for prefix in (b"", b"text,id,published\n", b"PAR1"):
        file.write_bytes(prefix + content)
        assert all(isinstance(one, Article | Marked | Failure) for one in found(file))


def test_files_that_are_not_there_or_not_to_be_read(tmp_path: Path) -> None:
    good = table(tmp_path / "a.csv", MEDIA_CLOUD)
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / "none.csv", tmp_path / "folder.csv", good) == [
        "missing",
        "unreadable",
    ]
    assert len(found(tmp_path / "none.csv", good)) == 2


# ---- notes --------------------------------------------------------------------------------------


def test_notes_come_back_and_findings_do_not(told: Told, tmp_path: Path) -> None:
    (file,) = export([told], tmp_path / "a.annotations.jsonld", Form.ANNOTATIONS)
    back = [one for one in found(file) if isinstance(one, Marked)]
    (one,) = back
    wire = told.readings["wire"].revision.body
    assert (one.text, one.start, one.end, one.exact) == (wire.id, 2, 7, "ferry")
    assert (one.mark, one.words, one.by) == ("verified", "A ferry it was.", "Ben Okoro")
    assert set(refused(file)) == {"not-a-note"}


def annotation(**changed: Any) -> dict[str, Any]:
    place = {"type": "TextPositionSelector", "start": 2, "end": 7}
    quote = {"type": "TextQuoteSelector", "exact": "ferry"}
    source = f"tag:crosswire.invalid,2026:{Text.of('A ferry').id}"
    return {"type": "Annotation", "motivation": "commenting", "body": {"type": "TextualBody", "value": "Yes"},
            "target": {"source": source, "selector": [place, quote]}, **changed}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "kind"),
    [({"target": {"source": "https://post.example/1", "selector": []}}, "foreign-text"),
     ({"target": {**annotation()["target"], "selector": [{"type": "TextPositionSelector", "start": 2, "end": 9},
       {"type": "TextQuoteSelector", "exact": "ferry"}]}}, "wrong-place"),
     ({"target": {**annotation()["target"], "selector": [{"type": "TextPositionSelector", "start": -5, "end": 0},
       {"type": "TextQuoteSelector", "exact": "ferry"}]}}, "wrong-place"),
     ({"target": {**annotation()["target"], "selector": []}}, "wrong-place"),
     ({"target": [annotation()["target"]] * 2}, "not-a-note"), ({"body": []}, "not-a-note"),
     ({"motivation": "tagging"}, "not-a-note")],
)  # fmt: skip
def test_notes_that_cannot_be_placed_are_refused(
    changed: dict[str, Any], kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([annotation(), annotation(**changed)]), encoding="utf-8")
    good, bad = found(file)
    assert isinstance(good, Marked)
    assert isinstance(bad, Failure)
    assert bad.kind == kind


def test_a_selector_may_have_a_list_of_types(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    place = {"type": ["TextPositionSelector"], "start": 2, "end": 7}
    quote = {"type": ["TextQuoteSelector", "Selector"], "exact": "ferry"}
    target = {**annotation()["target"], "selector": [place, quote]}
    file.write_text(json.dumps(annotation(target=target)), encoding="utf-8")
    (one,) = found(file)
    assert isinstance(one, Marked)
    assert (one.start, one.end, one.exact) == (2, 7, "ferry")


def test_fields_inside_fields_are_refused_and_the_next_line_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    deep = '{"text": "A ferry.", "outlet": ' + "[" * 900 + "1" + "]" * 900 + "}"
    file.write_text(f'{deep}\n{{"text": "A storm."}}\n', encoding="utf-8")
    bad, good = found(file)
    assert isinstance(bad, Failure)
    assert isinstance(good, Article)


def test_odd_words_of_foreign_files_are_made_fit_to_keep(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": ODD, "text": f"{ODD} x"}), encoding="utf-8")
    (one,) = articles(file)
    assert len(one.text) == len(ODD) + 2
    one.text.encode()


@pytest.mark.parametrize("by_dictionary", [True, False])
def test_a_few_bytes_of_parquet_are_not_unpacked_to_many(
    by_dictionary: bool, tmp_path: Path
) -> None:
    rows = {"id": [f"a{n}" for n in range(200)], "text": ["A ferry ran aground. " * 5000] * 200}
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table(rows), file, compression="zstd", use_dictionary=by_dictionary)
    assert file.stat().st_size < 25_000
    *read_, last = found(file)
    assert isinstance(last, Failure)
    assert last.kind == "bomb"
    # Where the file does not say how much it is, what was unpacked until then is read.
    assert bool(read_) is by_dictionary
    assert len(read_) < 60
