"""Single forgeries of a bundle, by somebody who mends every sum and id that can be mended: which are told,
and which no bundle without a head noted elsewhere can show.

``docs/howto/keep-evidence.md`` says what is found here.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from crosswire.desk.bundled import spans_in
from crosswire.desk.bundling import bundle
from crosswire.desk.standing import Standing
from crosswire.desk.unbundling import Unbundled, check_bundle
from crosswire.errors import InputError
from crosswire.records import Text
from crosswire.records.chain import digest, link, sha256
from tests.desk.bundles import (
    Files,
    ferry_desk,
    files_of,
    lines,
    looked,
    opened_page,
    packed,
    put,
    read_by,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Opened

Forger = Callable[[Files, Random], None]
TIMES = 6
"""How often each kind is tried: some 200 forgeries in all."""
TOLD: dict[str, tuple[Forger, str]] = {}
"""What is told, and words that tell it."""
NOTED: dict[str, tuple[Forger, str]] = {}
"""What is no fault, and told as words that a person should look at."""
UNTOLD: dict[str, Forger] = {}
"""What a bundle alone cannot show."""


def told(words: str) -> Callable[[Forger], Forger]:
    def keep(forger: Forger) -> Forger:
        TOLD[forger.__name__] = (forger, words)
        return forger

    return keep


def noted(words: str) -> Callable[[Forger], Forger]:
    def keep(forger: Forger) -> Forger:
        NOTED[forger.__name__] = (forger, words)
        return forger

    return keep


def untold(forger: Forger) -> Forger:
    UNTOLD[forger.__name__] = forger
    return forger


# ---- what a forger has at hand -------------------------------------------------------------------


def compared(files: Files) -> Any:
    return json.loads(files["crosswire/comparison.json"])


def put_compared(files: Files, made: Any) -> None:
    """The comparison, with the list of its spans."""
    files["crosswire/comparison.json"] = json.dumps(made).encode()
    put(files, "spans.jsonl", list(spans_in(made)))


def each_span(value: Any) -> Iterator[dict[str, Any]]:
    """Every span, to be changed in its place."""
    if isinstance(value, dict):
        if value.keys() == {"text", "start", "end", "exact"}:
            yield value
        else:
            for inner in value.values():
                yield from each_span(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from each_span(inner)


def reworded(files: Files, article: dict[str, Any], start: int, end: int, new: str) -> None:
    """Other words in a text, with its id, its runs and every span of it mended, so that all that is
    left agrees."""
    texts = lines(files, "texts.jsonl")
    body = next(one for one in texts if one["id"] == article["text"])
    old, content = body["id"], body["content"][:start] + new + body["content"][end:]
    grown = len(new) - (end - start)
    body |= {"id": Text.of(content).id, "content": content}
    put(files, "texts.jsonl", texts)

    def moved(at: int) -> int:
        return at if at <= start else max(start, at + grown)

    made = compared(files)
    for span in each_span(made):
        if span["text"] == old:
            first, last = moved(span["start"]), moved(span["end"])
            span |= {"text": body["id"], "start": first, "end": last, "exact": content[first:last]}
    put_compared(files, made)
    runs: list[list[int]] = []
    for here, there, length in article["runs"]:
        before, after = min(here + length, start) - here, max(here, end)
        if before > 0:
            runs.append([here, there, before])
        if after < here + length:
            runs.append([after + grown, there + after - here, here + length - after])
    changed(files, article["article"], text=body["id"], runs=runs)


def changed(files: Files, article: str, **fields: Any) -> None:
    found = lines(files, "articles.jsonl")
    next(one for one in found if one["article"] == article).update(fields)
    put(files, "articles.jsonl", found)


def an_article(files: Files, rng: Random) -> tuple[dict[str, Any], str]:
    """One of the articles, and its text."""
    one = rng.choice(lines(files, "articles.jsonl"))
    texts = {text["id"]: text["content"] for text in lines(files, "texts.jsonl")}
    return one, texts[one["text"]]


def a_word(text: str, rng: Random) -> tuple[int, int]:
    """Where a word stands, neither the first of its line nor the last."""
    inner = [
        (at + 1, text.index(" ", at + 1))
        for at, sign in enumerate(text)
        if sign == " " and " " in text[at + 1 :].split("\n")[0]
    ]
    return rng.choice([(start, end) for start, end in inner if end > start])


def rechained(files: Files, n: int, **fields: Any) -> None:
    """Another entry, with every hash after it."""
    links = lines(files, "chain.jsonl")
    previous = links[0]["previous"]
    for one in links:
        if one["n"] == n:
            one["entry"] |= fields
            one["body"] = digest(one["entry"]).removeprefix("sha256:")
        one["previous"] = previous
        previous = one["hash"] = sha256(link(one["n"], previous, one["body"]))
    put(files, "chain.jsonl", links)


def a_capture(files: Files, rng: Random) -> tuple[int, list[dict[str, Any]]]:
    found = lines(files, "captures.jsonl")
    return rng.randrange(len(found)), found


# ---- texts, runs, places -------------------------------------------------------------------------


@told(" is not its page's at ")
def another_word(files: Files, rng: Random) -> None:
    article, text = an_article(files, rng)
    start, end = a_word(text, rng)
    reworded(files, article, start, end, rng.choice(["never", "812", "nobody"]))


@told(" is not its page's at ")
def a_word_left_out(files: Files, rng: Random) -> None:
    article, text = an_article(files, rng)
    start, end = a_word(text, rng)
    reworded(files, article, start, end + 1, "")


@told(" is not its page's at ")
def a_word_put_in(files: Files, rng: Random) -> None:
    article, text = an_article(files, rng)
    start, _ = a_word(text, rng)
    reworded(files, article, start, start, "not ")


@told(" is not its page's at ")
def a_paragraph_put_in(files: Files, rng: Random) -> None:
    article, text = an_article(files, rng)
    at = rng.choice([n for n in range(len(text)) if text.startswith("\n\n", n)])
    reworded(files, article, at, at, "\n\nThe captain was drunk, the owner said.")


@told(" is not its page's at ")
def a_last_word_put_in(files: Files, rng: Random) -> None:
    article, text = an_article(files, rng)
    reworded(files, article, len(text), len(text), rng.choice([" It was no accident.", "!!!"]))


@told(" is not its page's at ")
def a_run_moved(files: Files, rng: Random) -> None:
    article, _ = an_article(files, rng)
    runs = article["runs"]
    runs[rng.randrange(len(runs))][rng.randrange(2)] += rng.choice([-1, 1])
    changed(files, article["article"], runs=runs)


@told(" is not its page's at ")
def paragraphs_in_another_order(files: Files, rng: Random) -> None:
    """Two paragraphs change places, each still word for word in the page."""
    article, text = an_article(files, rng)
    runs, texts = article["runs"], lines(files, "texts.jsonl")
    n = rng.randrange(len(runs) - 1)
    order = [*runs[:n], runs[n + 1], runs[n], *runs[n + 2 :]]
    pieces, turned, at = [], [], 0
    for here, there, length in order:
        pieces.append(text[here : here + length])
        turned.append([at, there, length])
        at += length + 2
    content = "\n\n".join(pieces)
    body = next(one for one in texts if one["id"] == article["text"])
    old, body["id"], body["content"] = body["id"], Text.of(content).id, content
    put(files, "texts.jsonl", texts)
    made = compared(files)
    for span in each_span(made):
        if span["text"] == old:
            first = max(content.find(span["exact"]), 0)
            last = first + len(span["exact"])
            span |= {"text": body["id"], "start": first, "end": last, "exact": content[first:last]}
    put_compared(files, made)
    changed(files, article["article"], text=body["id"], runs=turned)


@told(" is not its page's at ")
def words_of_the_markup(files: Files, rng: Random) -> None:
    """A last paragraph that stands in the page, in a tag that nobody sees."""
    article, text = an_article(files, rng)
    texts = {one["id"]: one["content"] for one in lines(files, "texts.jsonl")}
    page = texts[article["captured"]]
    hidden = rng.choice(["article:published_time", "og:site_name"])
    reworded(files, article, len(text), len(text), f"\n\n{hidden}")
    (article,) = (
        one for one in lines(files, "articles.jsonl") if one["article"] == article["article"]
    )
    runs = [*article["runs"], [len(text) + 2, page.index(hidden), len(hidden)]]
    changed(files, article["article"], runs=runs)


@noted(" cannot be held against its page at ")
def another_word_said_to_be_loose(files: Files, rng: Random) -> None:
    """The forger lists the place among those that the maker could not hold to the page."""
    article, text = an_article(files, rng)
    start, end = a_word(text, rng)
    reworded(files, article, start, end, "never")
    # The white space beside the word may be of the run before, of the one after, or of none.
    near = [[a, b] for a in range(start - 2, start + 1) for b in range(start, start + 8)]
    changed(files, article["article"], loose=near)


def all_said_to_be_loose(files: Files, key: str) -> None:
    """The forger lists whatever is astray among what the maker could not hold to the page."""
    one = next(one for one in lines(files, "articles.jsonl") if one["article"] == key)
    texts = {text["id"]: text["content"] for text in lines(files, "texts.jsonl")}
    astray = Standing(texts[one["captured"]], "html").astray(texts[one["text"]], one["runs"])
    changed(files, key, loose=[[place.start, place.end] for place in astray])


@told("cannot be held against its page, at ")
def a_paragraph_said_to_be_loose(files: Files, rng: Random) -> None:
    article, text = an_article(files, rng)
    at = rng.choice([n for n in range(len(text)) if text.startswith("\n\n", n)])
    new = "\n\nThe captain was drunk, the owner said, and the crew had left him alone with it."
    reworded(files, article, at, at, new)
    all_said_to_be_loose(files, article["article"])


@told("cannot be held against its page, at ")
def an_invented_article_said_to_be_loose(files: Files, rng: Random) -> None:
    """No run at all, and the whole of it is loose."""
    article, text = an_article(files, rng)
    reworded(files, article, 0, len(text), rng.choice(["Nobody was aboard. " * 20, "All drowned."]))
    changed(files, article["article"], runs=[])
    all_said_to_be_loose(files, article["article"])


@told(" is not its page's at ")
def a_word_left_out_where_a_line_begins(files: Files, rng: Random) -> None:
    """As if two paragraphs met there."""
    article, text = an_article(files, rng)
    start, end = a_word(text, rng)
    reworded(files, article, start - 1, end + 1, rng.choice(["\n", "\n\n"]))


@noted("a text is of no page here")
def a_text_of_nobody(files: Files, rng: Random) -> None:
    """A cell is led to a text that no article has."""
    new = Text.of("The harbour master admitted everything.")
    texts = lines(files, "texts.jsonl")
    put(files, "texts.jsonl", [*texts, {"id": new.id, "content": new.content}])
    made = compared(files)
    found = rng.choice([*each_span(made["comparison"]["speakers"])])
    found |= {"text": new.id, "start": 0, "end": len(new.content), "exact": new.content}
    put_compared(files, made)


@told("does not hash to its id")
def a_text_under_its_old_id(files: Files, rng: Random) -> None:
    texts = lines(files, "texts.jsonl")
    rng.choice(texts)["content"] += " "
    put(files, "texts.jsonl", texts)


@told("is not here")
def a_text_dropped(files: Files, rng: Random) -> None:
    bodies = [one["text"] for one in lines(files, "articles.jsonl")]
    gone = rng.choice(bodies)
    put(files, "texts.jsonl", [one for one in lines(files, "texts.jsonl") if one["id"] != gone])


@told("does not re-read")
def a_place_moved(files: Files, rng: Random) -> None:
    made = compared(files)
    span = rng.choice([*each_span(made)])
    by = rng.choice([-1, 1]) if span["start"] else 1
    span["start"], span["end"] = span["start"] + by, span["end"] + by
    put_compared(files, made)


@told("does not re-read")
def other_words_of_a_cell(files: Files, rng: Random) -> None:
    made = compared(files)
    span = rng.choice([*each_span(made)])
    span["exact"] = span["exact"][:-1] + ("x" if span["exact"][-1] != "x" else "y")
    put_compared(files, made)


@told("stands in the text of")
def a_cell_of_another_article(files: Files, rng: Random) -> None:
    made = compared(files)
    names = [one["name"] for one in lines(files, "articles.jsonl")]
    cell = rng.choice([m for point in made["comparison"]["points"] for m in point["members"]])
    cell["article"] = rng.choice([name for name in names if name != cell["article"]])
    put_compared(files, made)


@told("the list of spans lacks the one at")
def a_place_not_listed(files: Files, rng: Random) -> None:
    found = lines(files, "spans.jsonl")
    del found[rng.randrange(len(found))]
    put(files, "spans.jsonl", found)


@told("is worded as none of its members")
def a_point_worded_otherwise(files: Files, rng: Random) -> None:
    made = compared(files)
    points = made["comparison"]["points"]
    point = rng.choice(points)
    others = [one["wording"] for one in points if one["wording"] not in point["members"]]
    point["wording"] = rng.choice(others)
    put_compared(files, made)


# ---- articles ------------------------------------------------------------------------------------


@told(" is none of its heads")
def another_headline(files: Files, rng: Random) -> None:
    article, _ = an_article(files, rng)
    changed(files, article["article"], headline=article["headline"] + "?")


@told("is not in its page")
def another_headline_everywhere(files: Files, rng: Random) -> None:
    article, _ = an_article(files, rng)
    new = f"{article['headline']} by design"
    heads = [Text.of(new).id, *article["heads"][1:]]
    changed(files, article["article"], headline=new, heads=heads)


@told(": headline: expected ")
def another_headline_compared(files: Files, rng: Random) -> None:
    made = compared(files)
    rng.choice(made["comparison"]["pages"])["headline"]["value"] += "!"
    put_compared(files, made)


@told("is not the chain's: expected http")
def another_address(files: Files, rng: Random) -> None:
    article, _ = an_article(files, rng)
    changed(files, article["article"], url=f"{article['url']}/2")


@told(", which ")
def a_page_of_another(files: Files, rng: Random) -> None:
    one, other = rng.sample(lines(files, "articles.jsonl"), 2)
    fields = {name: other[name] for name in ("capture", "captured", "text", "runs", "url")}
    changed(files, one["article"], **fields)


@told("which is not among the articles")
def an_article_dropped(files: Files, rng: Random) -> None:
    found = lines(files, "articles.jsonl")
    del found[rng.randrange(len(found))]
    put(files, "articles.jsonl", found)


@told("with a comparison of story-")
def another_story(files: Files, rng: Random) -> None:
    about = json.loads(files["crosswire/story.json"])
    about["story"] = f"story-{rng.getrandbits(80):020x}"
    files["crosswire/story.json"] = json.dumps(about).encode()


# ---- captures, archive, chain --------------------------------------------------------------------


@told(": at: expected ")
def another_time(files: Files, rng: Random) -> None:
    n, found = a_capture(files, rng)
    found[n]["seen_at"] = f"20{rng.randrange(10, 20)}-05-06T06:00:00.000Z"
    put(files, "captures.jsonl", found)


@told("seen_at in archive/data.warc.gz: expected ")
def another_time_in_the_chain_as_well(files: Files, rng: Random) -> None:
    n, found = a_capture(files, rng)
    at = found[n]["seen_at"] = f"20{rng.randrange(10, 20)}-05-06T06:00:00.000Z"
    put(files, "captures.jsonl", found)
    links = lines(files, "chain.jsonl")
    entry = next(e for e in links if e.get("entry", {}).get("capture") == found[n]["capture"])
    rechained(files, entry["n"], at=at)


@told(": fetched: expected ")
def another_header(files: Files, rng: Random) -> None:
    n, found = a_capture(files, rng)
    found[n]["fetched"]["headers"][rng.randrange(2)][1] += "x"
    put(files, "captures.jsonl", found)


@told(" has an entry in the chain and is not listed")
def a_capture_dropped(files: Files, rng: Random) -> None:
    n, found = a_capture(files, rng)
    del found[n]
    put(files, "captures.jsonl", found)


@told("archive/data.warc.gz ")
def a_capture_dropped_and_its_entry_hidden(files: Files, rng: Random) -> None:
    n, found = a_capture(files, rng)
    gone = found.pop(n)["capture"]
    put(files, "captures.jsonl", found)
    links = lines(files, "chain.jsonl")
    for one in links:
        if one.get("entry", {}).get("capture") == gone:
            del one["entry"]
    put(files, "chain.jsonl", links)


@told("")
def a_byte_of_any_file(files: Files, rng: Random) -> None:
    """With the sums that were: whatever reads the file is told."""
    name = rng.choice(sorted(files))
    data = bytearray(files[name])
    data[rng.randrange(len(data))] ^= 1
    files[name] = bytes(data)


@told("archive/data.warc.gz")
def a_byte_of_the_archive(files: Files, rng: Random) -> None:
    data = bytearray(files["archive/data.warc.gz"])
    data[rng.randrange(12, len(data))] ^= 1 << rng.randrange(8)
    files["archive/data.warc.gz"] = bytes(data)


@told("that are of no capture")
def a_record_put_in(files: Files, rng: Random) -> None:
    """What a reader of archives would show, and no capture is told of."""
    one = rng.choice(lines(files, "captures.jsonl"))["record"]
    archive = files["archive/data.warc.gz"]
    files["archive/data.warc.gz"] = archive + archive[one["offset"] : one["offset"] + one["length"]]


@told("more than ")
def a_record_that_would_fill_the_memory(files: Files, rng: Random) -> None:
    n, found = a_capture(files, rng)
    archive, packed_ = files["archive/data.warc.gz"], bomb()
    found[n]["record"] = {"offset": len(archive), "length": len(packed_)}
    put(files, "captures.jsonl", found)
    files["archive/data.warc.gz"] = archive + packed_


@cache
def bomb() -> bytes:
    return gzip.compress(bytes(120_000_000))


@told("indexes/index.cdx")
def another_index(files: Files, rng: Random) -> None:
    found = files["indexes/index.cdx"].decode().splitlines()
    n = rng.randrange(len(found))
    forged = (
        found[n].replace(" 20", " 19"), found[n].replace(".example/", ".example/x"),
        found[n].replace('"status": "200"', '"status": "404"'), "",
    )  # fmt: skip
    found[n] = rng.choice(forged)
    files["indexes/index.cdx"] = "".join(f"{line}\n" for line in found if line).encode()


@told("pages/pages.jsonl")
def another_list_of_pages(files: Files, rng: Random) -> None:
    found = [json.loads(line) for line in files["pages/pages.jsonl"].splitlines()]
    n = rng.randrange(1, len(found))
    found[n] |= rng.choice([{"ts": "2019-01-01T00:00:00Z"}, {"url": "https://a.example/"},
                            {"title": "Sunk"}])  # fmt: skip
    files["pages/pages.jsonl"] = "".join(f"{json.dumps(one)}\n" for one in found).encode()


@told("datapackage.json: expected “")
def another_title(files: Files, rng: Random) -> None:
    package = json.loads(files["datapackage.json"])
    package |= rng.choice([{"title": "Sunk"}, {"created": "2019-01-01T00:00:00Z"}])
    files["datapackage.json"] = json.dumps(package).encode()


@told("the chain breaks at entry ")
def another_entry(files: Files, rng: Random) -> None:
    links = lines(files, "chain.jsonl")
    one = rng.choice([one for one in links if "entry" in one])
    one["entry"][rng.choice(["made_at", "tool", "article", "payload"])] = "another"
    put(files, "chain.jsonl", links)


@told("the chain breaks at entry ")
def an_entry_dropped(files: Files, rng: Random) -> None:
    links = lines(files, "chain.jsonl")
    del links[rng.randrange(1, len(links) - 1)]
    put(files, "chain.jsonl", links)


# ---- what a bundle alone cannot show -------------------------------------------------------------


@untold
def other_judgements(files: Files, rng: Random) -> None:
    """How sure it is that two passages say the same, and whether they do."""
    made = compared(files)
    point = rng.choice(made["comparison"]["points"])
    point |= rng.choice([{"tier": "likely"}, {"relation": "partial"}, {"reasons": ["x"]}])
    put_compared(files, made)


@untold
def a_point_left_out(files: Files, rng: Random) -> None:
    made = compared(files)
    points = made["comparison"]["points"]
    del points[rng.randrange(len(points))]
    put_compared(files, made)


@untold
def another_place_of_the_same_text(files: Files, rng: Random) -> None:
    """A cell that shows other words of its own article."""
    made = compared(files)
    texts = {one["id"]: one["content"] for one in lines(files, "texts.jsonl")}
    span = rng.choice([*each_span(made["comparison"]["speakers"])])
    content = texts[span["text"]]
    start = rng.randrange(len(content) - 10)
    span |= {"start": start, "end": start + 10, "exact": content[start : start + 10]}
    put_compared(files, made)


@untold
def another_outlet(files: Files, rng: Random) -> None:
    """The name that is shown for an article; its address is the chain's."""
    article, _ = an_article(files, rng)
    changed(files, article["article"], outlet="The Lake Herald")


@untold
def another_speaker(files: Files, rng: Random) -> None:
    made = compared(files)
    rng.choice(made["comparison"]["speakers"])["name"] = "Ada Quill"
    put_compared(files, made)


@untold
def what_else_was_said(files: Files, rng: Random) -> None:
    """What could not be read, and by which version it was made."""
    about = json.loads(files["crosswire/story.json"])
    about |= rng.choice([{"software": "crosswire 0"}, {"unread": [{"item": "x", "words": "y"}]}])
    files["crosswire/story.json"] = json.dumps(about).encode()


# ---- trying them ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the ferry."""
    folder = tmp_path_factory.mktemp("forging")
    with ferry_desk(folder) as desk:
        with desk.store.read() as reader:
            story = reader.story_of(reader.resolve_article("https://courier.example/ferry")) or ""
        bundle(desk, story, folder / "ferry.wacz")
    return folder / "ferry.wacz"


def forged(whole: Path, to: Path, forger: Forger, seed: int) -> Path:
    files = files_of(whole)
    forger(files, Random(f"{forger.__name__} {seed}"))
    return packed(files, to, mended=forger is not a_byte_of_any_file)


def read(path: Path) -> Unbundled | str:
    """What is said of a bundle; why it is none."""
    try:
        return check_bundle(path)
    except InputError as refused:
        return str(refused)


@pytest.mark.parametrize("seed", range(TIMES))
@pytest.mark.parametrize("name", TOLD)
def test_a_forgery_is_told(whole: Path, tmp_path: Path, name: str, seed: int) -> None:
    forger, words = TOLD[name]
    found = read(forged(whole, tmp_path / "t.zip", forger, seed))
    problems = (found,) if isinstance(found, str) else found.problems
    assert problems
    assert any(words in one for one in problems), problems


@pytest.mark.parametrize("seed", range(TIMES))
@pytest.mark.parametrize("name", NOTED)
def test_what_nothing_holds_is_named(whole: Path, tmp_path: Path, name: str, seed: int) -> None:
    forger, words = NOTED[name]
    found = read(forged(whole, tmp_path / "t.zip", forger, seed))
    assert not isinstance(found, str)
    assert any(words in one for one in found.notes), (found.notes, found.problems)
    assert found.problems == ()


@pytest.mark.parametrize("name", UNTOLD)
def test_what_a_bundle_cannot_show_is_known(whole: Path, tmp_path: Path, name: str) -> None:
    """So that the page for users says no more than is so."""
    for seed in range(TIMES):
        found = read(forged(whole, tmp_path / "t.zip", UNTOLD[name], seed))
        assert not isinstance(found, str)
        assert (found.problems, found.notes) == ((), ())


def test_the_sum_that_is_noted_tells_any_forgery(whole: Path, tmp_path: Path) -> None:
    known = check_bundle(whole).sha256
    for forger in UNTOLD.values():
        assert check_bundle(forged(whole, tmp_path / "t.zip", forger, 0)).sha256 != known


@pytest.fixture(scope="module")
def opened(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator["Opened"]:
    with opened_page(browser, tmp_path_factory.mktemp("page")) as page:
        yield page


@looked
@pytest.mark.browser
@pytest.mark.parametrize("name", [*TOLD, *NOTED, *UNTOLD])
def test_the_page_tells_the_same(opened: "Opened", whole: Path, tmp_path: Path, name: str) -> None:
    forger, words = (TOLD | NOTED).get(name) or (UNTOLD.get(name), "")
    assert forger is not None
    path = forged(whole, tmp_path / "t.zip", forger, 0)
    verdict, faults = read_by(opened, path)
    notes = opened.locator("#notes li").all_inner_texts()
    if name in TOLD:
        said = [" ".join(one.split()) for one in (verdict, *faults)]
        assert verdict != "This bundle agrees with itself."
        assert any(words.strip() in one for one in said), said
    else:
        assert verdict == "This bundle agrees with itself.", faults
        assert any(words in one for one in notes) == (name in NOTED)
