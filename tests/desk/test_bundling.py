"""A story as evidence: the bundle says what the store says, and shows where it was changed."""

import errno
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.desk.bundled import Bundle
from crosswire.desk.bundling import bundle, write_bundle
from crosswire.desk.comparing import Compared, members_of
from crosswire.desk.desk import Desk
from crosswire.desk.evidence import erase
from crosswire.desk.rereading_archive import archive_of
from crosswire.desk.unbundling import check_bundle, is_bundle, leads_out, read_bundle
from crosswire.errors import ConfigError, InputError, StoreError
from crosswire.intake.archive import archived_pages
from crosswire.records import Capture, Comparison, Revision, Text
from crosswire.records.chain import digest, link, sha256
from crosswire.records.comparison import Page
from crosswire.records.story import story_id
from crosswire.report.wacz import Unpacking, surt
from crosswire.store.base import open_store, verify_store
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
from tests.desk.ferry import pages
from tests.store import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Opened

TAMPERED: dict[str, tuple[Callable[[Files], None], str]] = {}
"""What may be done to a bundle by someone who mends the list of hashes afterwards, and what is said."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with ferry_desk(tmp_path_factory.mktemp("bundling")) as desk:
        yield desk


@pytest.fixture(scope="module")
def story(kept: Desk) -> str:
    with kept.store.read() as reader:
        return reader.story_of(reader.resolve_article("https://courier.example/ferry")) or ""


@pytest.fixture(scope="module")
def whole(kept: Desk, story: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of that story."""
    path = tmp_path_factory.mktemp("bundle") / "ferry.wacz"
    assert bundle(kept, story, path).captures == 4
    return path


# ---- what is in it -----------------------------------------------------------------------------


def test_a_bundle_says_what_it_said(kept: Desk, whole: Path) -> None:
    found = check_bundle(whole)
    assert found.problems == ()
    assert found.checked["captures"] == found.checked["articles"] + 1 == 4
    assert found.checked["spans"] > 50
    assert is_bundle(whole)
    chain = verify_store(kept.store.url).chain
    assert (found.first, found.last, found.head) == (1, chain.entries, chain.head)
    assert check_bundle(whole, found.head).problems == ()
    assert "has the hash abab" in check_bundle(whole, "ab" * 32).problems[0]


def test_the_same_story_gives_the_same_bytes(
    kept: Desk, story: str, whole: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.zip"
    bundle(kept, "https://sentry.example/ferry", again)
    assert again.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob(".*part"))


def test_entries_of_other_stories_are_shown_by_hash_alone(whole: Path) -> None:
    links = lines(files_of(whole), "chain.jsonl")
    assert ["entry" in one for one in links] == [True, False, False, True, True, True]
    data = b"".join(files_of(whole).values())
    assert b"treaty" not in data
    assert b"Corran Wire" not in data


@pytest.mark.slow
def test_a_bundle_is_a_web_archive(whole: Path) -> None:
    """By the check of the package that defines the format."""
    ask = [sys.executable, "-m", "wacz", "validate", "-f", str(whole)]
    said = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert "the passed WACZ is valid" in said.stdout, said.stdout + said.stderr


def test_the_index_leads_to_each_page(whole: Path) -> None:
    files = files_of(whole)
    found = {}
    for line in files["indexes/index.cdx"].decode().splitlines():
        key, stamp, told_ = line.split(" ", 2)
        known = json.loads(told_)
        assert key == surt(known["url"])
        assert (len(stamp), known["status"], known["mime"]) == (14, "200", "text/html")
        start = int(known["offset"])
        packed_ = files["archive/data.warc.gz"][start : start + int(known["length"])]
        member = Unpacking(10**6).member(packed_)
        assert member is not None
        body = member.body
        assert known["digest"] == f"sha256:{sha256(body)}"
        found[body] = known["url"]
    assert {one.payload.content for one in pages() if one.payload} < set(found)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://WWW.example.com/A/B/?b=2&a=1", "com,example)/a/b?a=1&b=2"),
        ("http://x.example:8080/q?z", "example,x:8080)/q?z"),
        ("https://sentry.example", "example,sentry)/"),
        ("file:///my%20page.html", "file:///my%20page.html"),
        ("https://[bad", "https://[bad"),
    ],
)
def test_addresses_are_sorted_by_site(url: str, key: str) -> None:
    assert surt(url) == key


def test_an_archive_reads_the_pages_of_a_bundle(whole: Path) -> None:
    found = list(archived_pages(whole, 10**7))
    assert all(isinstance(one, Capture) for one in found)
    want = {one.payload.id for one in pages() if one.payload}
    assert want < {one.payload.id for one in found if isinstance(one, Capture) and one.payload}


def of(story: str, comparison: Comparison, revision: Revision) -> Comparison:
    """The comparison as one of this story with this article alone."""
    page = Page(
        article=revision.article, outlet="x", outlet_source=None, headline=revision.headline,
        standfirst=None, authors=(), published=revision.published, voices=(),
        completeness=revision.completeness, sentences=1, removed=0,
    )  # fmt: skip
    return comparison.model_copy(update={"story": story, "pages": (page,)})


def test_what_was_erased_is_told_by_its_entries_alone(tmp_path: Path, store_url: str) -> None:
    with open_store(store_url) as store:
        made.fill(store)
        with store.read() as reader:
            second = reader.resolve_article("b1")
            story = story_id(reader.resolve_article("a1"))
        erase(store, second, because="its author asked", by="Ana Ruiz")
        out = io.BytesIO()
        with store.read() as reader:
            (left,) = members_of(reader, story).revisions.values()
            compared = of(story, made.comparison(made.reading(left)), left)
            said = write_bundle(reader, Compared(compared), story, out)
            changed = left.model_copy(update={"body": Text.of(left.body.content + " Not so.")})
            other = made.comparison(made.reading(changed))
            with pytest.raises(StoreError, match="bundle it again"):
                write_bundle(reader, Compared(other), story, io.BytesIO())
    assert (said.captures, said.erased) == (1, 1)
    path = tmp_path / "left.zip"
    path.write_bytes(out.getvalue())
    assert check_bundle(path).problems == ()
    assert b"Ferries run" not in out.getvalue()
    kinds = [one["entry"]["kind"] for one in lines(files_of(path), "chain.jsonl") if "entry" in one]
    assert kinds == ["capture", "capture", "erased"]


def test_what_lost_its_bytes_is_told_by_what_is_left(tmp_path: Path, store_url: str) -> None:
    with open_store(store_url) as store:
        made.fill(store)
        with store.write("erase") as writer, writer.batch() as batch:
            batch.erase_captures("2032-01-01T00:00:00.000Z", because="older", by="x")
        out = io.BytesIO()
        with store.read() as reader:
            storm = story_id(reader.resolve_article("c1"))
            (page,) = members_of(reader, storm).revisions.values()
            empty = Comparison(story=storm, readings=(), pages=(), points=())
            compared = of(storm, empty, page)
            said = write_bundle(reader, Compared(compared), storm, out)
    assert (said.captures, page.body.content) == (0, "A storm comes.")
    path = tmp_path / "left.zip"
    path.write_bytes(out.getvalue())
    found = check_bundle(path)
    assert (found.problems, found.checked["texts"]) == ((), 1)
    (one,) = lines(files_of(path), "captures.jsonl")
    assert (one["record"], one["stated"]["title"]) == (None, "Storm")


def test_what_cannot_be_bundled_says_so(kept: Desk, story: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"ends in \.wacz or \.zip"):
        bundle(kept, story, tmp_path / "a.tar")
    with pytest.raises(ConfigError, match="choose another --to"):
        bundle(kept, story, tmp_path / "nowhere" / "a.zip")
    with pytest.raises(ConfigError, match="no story"):
        bundle(kept, "nobody", tmp_path / "a.zip")


class Full(io.BytesIO):
    """A disk with room for so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._room = room

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > self._room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("room", [0, 1_000, 5_000, 20_000])
def test_a_disk_that_fills_up_is_told_once(kept: Desk, story: str, room: int) -> None:
    """What cannot be finished is not finished a second time when it is let go of."""
    with kept.store.read() as reader, pytest.raises(OSError, match="No space left"):
        write_bundle(reader, kept.compare(story), story, Full(room))


@pytest.mark.slow
def test_a_bundle_is_written_as_it_is_read(tmp_path: Path) -> None:
    """Of 80 MB of pages far less is held; beside them stands what the database keeps of its file."""
    ask = [sys.executable, "-m", "tests.desk.big_bundle", str(tmp_path), "20", "4"]
    said = json.loads(subprocess.run(ask, capture_output=True, text=True, check=True).stdout)
    assert said["captures"] == 20
    assert said["bytes"] > 40_000_000
    assert said["grown"] < 80
    found = check_bundle(tmp_path / "weir.wacz")
    assert (found.problems, found.checked["captures"]) == ((), 20)


# ---- what breaks it ----------------------------------------------------------------------------

Change = Callable[[Files], None]


def tampers(told_: str) -> Callable[[Change], Change]:
    def keep(change: Change) -> Change:
        TAMPERED[change.__name__] = (change, told_)
        return change

    return keep


@tampers("a text does not hash to its id: expected text-")
def changed_text(files: Files) -> None:
    found = lines(files, "texts.jsonl")
    found[0]["content"] = found[0]["content"].replace("212 people", "812 people")
    put(files, "texts.jsonl", found)


def aground(whole: Any) -> dict[str, Any]:
    """A span of a point that is about the ferry."""
    members = (m for point in whole["comparison"]["points"] for m in point["members"])
    found = (one["span"] for one in members if "212 people" in one["span"]["exact"])
    return next(found)


@tampers("does not re-read: expected “The ferry Corrin ran aground")
def changed_span(files: Files) -> None:
    whole = json.loads(files["crosswire/comparison.json"])
    span = aground(whole)
    span["start"], span["end"] = span["start"] + 1, span["end"] + 1
    files["crosswire/comparison.json"] = json.dumps(whole).encode()


@tampers("found “The ferry Corrin ran aground")
def changed_words(files: Files) -> None:
    whole = json.loads(files["crosswire/comparison.json"])
    span = aground(whole)
    span["exact"] = span["exact"].replace("212", "812")
    files["crosswire/comparison.json"] = json.dumps(whole).encode()


@tampers("the list of spans has another at /comparison/")
def changed_list(files: Files) -> None:
    found = lines(files, "spans.jsonl")
    found[0]["where"], found[1]["where"] = found[1]["where"], found[0]["where"]
    put(files, "spans.jsonl", found)


@tampers(": bytes: expected sha256:")
def changed_archive(files: Files) -> None:
    """A page's record is put where another's was."""
    found = lines(files, "captures.jsonl")
    found[0]["record"] = found[1]["record"]
    put(files, "captures.jsonl", found)


@tampers("cannot be read")
def cut_archive(files: Files) -> None:
    files["archive/data.warc.gz"] = files["archive/data.warc.gz"][:900]


@tampers(": fetched: expected sha256:")
def changed_headers(files: Files) -> None:
    found = lines(files, "captures.jsonl")
    found[1]["fetched"]["headers"][1][1] = '"8"'
    put(files, "captures.jsonl", found)


@tampers(": at: expected 2")
def changed_time(files: Files) -> None:
    found = lines(files, "captures.jsonl")
    found[1]["seen_at"] = "2021-05-06T06:00:00.000Z"
    put(files, "captures.jsonl", found)


@tampers(" has an entry in the chain and is not listed")
def left_out_capture(files: Files) -> None:
    put(files, "captures.jsonl", lines(files, "captures.jsonl")[:-1])


@tampers("the chain breaks at entry 1 (capture-")
def changed_entry(files: Files) -> None:
    found = lines(files, "chain.jsonl")
    found[0]["entry"]["made_at"] = "2021-05-06T06:00:00.000Z"
    put(files, "chain.jsonl", found)


@tampers("the chain breaks at entry 1 (capture-")
def changed_entry_with_its_hash(files: Files) -> None:
    found = lines(files, "chain.jsonl")
    one = found[0]
    one["entry"]["tool"] = "another"
    one["body"] = digest(one["entry"]).removeprefix("sha256:")
    put(files, "chain.jsonl", found)


@tampers("the chain breaks at entry 2: previous: expected ")
def changed_entry_with_all_its_hashes(files: Files) -> None:
    found = lines(files, "chain.jsonl")
    one = found[0]
    one["entry"]["tool"] = "another"
    one["body"] = digest(one["entry"]).removeprefix("sha256:")
    one["hash"] = sha256(link(one["n"], one["previous"], one["body"]))
    put(files, "chain.jsonl", found)


@tampers("the chain breaks at entry 3: number: expected 2, found 3")
def left_out_entry(files: Files) -> None:
    found = lines(files, "chain.jsonl")
    put(files, "chain.jsonl", [found[0], *found[2:]])


@tampers("is not its page's at ")
def changed_text_and_its_id(files: Files) -> None:
    """Whoever changes a text, its id and every span of it has the page itself against them."""
    found = lines(files, "texts.jsonl")
    body = next(
        one for one in found if "212 people" in one["content"] and "<html>" not in one["content"]
    )
    new = Text.of(body["content"].replace("212 people", "812 people"))
    old, body["id"], body["content"] = body["id"], new.id, new.content
    put(files, "texts.jsonl", found)
    for name in ("spans.jsonl", "comparison.json", "articles.jsonl"):
        data = files[f"crosswire/{name}"].replace(old.encode(), new.id.encode())
        files[f"crosswire/{name}"] = data.replace(b"212 people", b"812 people")


@tampers(" is not here, and the chain has none of its pages erased")
def text_without_its_page(files: Files) -> None:
    changed_text_and_its_id(files)
    found = lines(files, "articles.jsonl")
    found[0] |= {"captured": None, "capture": None, "runs": []}
    put(files, "articles.jsonl", found)


@tampers(", which ")
def text_of_another_page(files: Files) -> None:
    found = lines(files, "articles.jsonl")
    found[0] |= {name: found[1][name] for name in ("capture", "captured")} | {"runs": []}
    put(files, "articles.jsonl", found)


@tampers("../evil.txt")
def name_that_leads_out(files: Files) -> None:
    files["crosswire/../../evil.txt"] = b"x"


@pytest.mark.parametrize("name", TAMPERED)
def test_a_change_is_told_where_it_is(whole: Path, tmp_path: Path, name: str) -> None:
    change, told_ = TAMPERED[name]
    files = files_of(whole)
    change(files)
    problems = check_bundle(packed(files, tmp_path / "t.zip")).problems
    assert any(told_ in one for one in problems), problems


def test_a_file_that_is_another_is_told(whole: Path, tmp_path: Path) -> None:
    files = files_of(whole)
    files["pages/pages.jsonl"] += b"\n"
    files["crosswire/more.txt"] = b"x"
    del files["indexes/index.cdx"]
    found = check_bundle(packed(files, tmp_path / "t.zip", mended=False)).problems
    assert [one.split(":")[0] for one in found[:3]] == [
        "pages/pages.jsonl", "crosswire/more.txt is not listed in datapackage.json",
        "indexes/index.cdx is listed in datapackage.json and is not there",
    ]  # fmt: skip
    assert found[3].startswith("indexes/index.cdx lacks capture-")


def test_what_is_no_bundle_is_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    for data, told_ in ((b"", "cannot be read"), (whole.read_bytes()[:3000], "cannot be read")):
        path.write_bytes(data)
        with pytest.raises(InputError, match=told_):
            check_bundle(path)
    with pytest.raises(InputError, match=r"lacks crosswire/story\.json"):
        check_bundle(packed({"datapackage.json": b"{}"}, path))
    files = files_of(whole)
    files["crosswire/chain.jsonl"] = b'{"n": "one"}\n'
    with pytest.raises(InputError, match="no bundle that can be read"):
        check_bundle(packed(files, path))
    files = files_of(whole)
    index = files["indexes/index.cdx"]
    files["indexes/index.cdx"] = re.sub(rb'"offset": "\d+"', b'"offset": Infinity', index)
    with pytest.raises(InputError, match="OverflowError"):
        check_bundle(packed(files, path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", b"0" * 100_000_000)
    with pytest.raises(InputError, match="which no bundle does"):
        check_bundle(path)


def test_records_have_one_room_to_unpack_in(whole: Path) -> None:
    """Each of them is small enough, all of them are not."""
    held = read_bundle(whole)
    places = [one[name] for one in held.lines("captures.jsonl") for name in ("record", "about")]
    assert all(held.member(one["offset"], one["length"]) for one in places)
    assert [one for one in archive_of(Bundle(held.files, (), 20_000)) if one.fault] == []
    with pytest.raises(InputError, match="unpack to more than 2,000 bytes"):
        list(archive_of(Bundle(held.files, (), 2_000)))


def test_what_is_no_record_takes_its_room_too() -> None:
    packed_ = gzip.compress(b"0" * 900)
    room = Unpacking(1000)
    assert room.member(packed_) is None
    assert room.member(b"") is room.member(b"no record") is None
    for _ in range(2):
        with pytest.raises(InputError, match="more than 1,000 bytes") as refused:
            room.member(packed_)
        assert refused.value.kind == "bomb"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_bundle_says_it_is_read_or_refused(
    whole: Path, tmp_path: Path, data: st.DataObject
) -> None:
    files = files_of(whole)
    name = data.draw(st.sampled_from([n for n in files if n.endswith((".json", ".jsonl"))]))
    is_lines = name.endswith(".jsonl")
    held = [json.loads(line) for line in files[name].splitlines()] if is_lines else [
        json.loads(files[name])]  # fmt: skip
    at = data.draw(st.integers(0, len(held) - 1))
    held[at] = replaced(held[at], data)
    files[name] = "\n".join(json.dumps(one) for one in held).encode()
    mended = not name.startswith("datapackage")
    try:
        check_bundle(packed(files, tmp_path / "t.zip", mended=mended))
    except InputError as refused:
        assert "no bundle that can be read" in str(refused)  # noqa: PT017


def replaced(value: Any, data: st.DataObject) -> Any:
    """The value with something in it, or all of it, another."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(value)))
        return value | {name: replaced(value[name], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], replaced(value[at], data), *value[at + 1 :]]
    return data.draw(_JSON)


@pytest.mark.parametrize(
    ("name", "out"),
    [("a/b", False), ("/etc/x", True), ("a/../b", True), ("a\\..\\b", True), ("C:x", True),
     ("\\x", True), ("a..b", False)],
)  # fmt: skip
def test_names_that_lead_out_are_known(name: str, out: bool) -> None:
    assert leads_out(name) is out


# ---- the page ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator["Opened"]:
    with opened_page(browser, tmp_path_factory.mktemp("page")) as page:
        yield page


@looked
@pytest.mark.browser
def test_the_page_reads_a_whole_bundle(opened: "Opened", whole: Path) -> None:
    verdict, faults = read_by(opened, whole)
    assert (verdict, faults) == ("This bundle agrees with itself.", [])
    found = check_bundle(whole)
    assert opened.locator("#last").inner_text() == found.head
    counts = [int(one.split()[0]) for one in opened.locator("#checks li").all_inner_texts()]
    assert counts[1:8] == [
        found.checked[n]
        for n in ("texts", "spans", "comparison", "articles", "captures", "archive", "chain")
    ]
    said = opened.locator("#result").inner_text()
    assert "Port Elsing Echo: " in said
    assert "the pilot had left the channel” 🛟" in said
    assert read_by(opened, whole, found.head)[1] == []
    assert (
        opened.locator("#noted").inner_text()
        == f"The head that you noted is that of entry {found.last}."
    )
    assert read_by(opened, whole, "ab" * 32)[1] == [*check_bundle(whole, "ab" * 32).problems]


@looked
@pytest.mark.browser
@pytest.mark.parametrize("name", TAMPERED)
def test_the_page_shows_what_the_command_shows(
    opened: "Opened", whole: Path, tmp_path: Path, name: str
) -> None:
    change, told_ = TAMPERED[name]
    files = files_of(whole)
    change(files)
    path = packed(files, tmp_path / "t.zip")
    verdict, faults = read_by(opened, path)
    assert verdict.startswith("This bundle does not hold: ")
    assert any(told_ in " ".join(one.split()) for one in faults), faults


@looked
@pytest.mark.browser
@given(
    st.lists(st.text(st.characters(codec=None), max_size=70), min_size=1, max_size=30),
    st.binary(max_size=300),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_page_hashes_as_we_do(opened: "Opened", texts: list[str], data: bytes) -> None:
    """Whatever a text holds: halves of characters, signs beyond the first plane, controls."""
    # Two halves that fit are one character as soon as they are in JSON.
    texts = [json.loads(json.dumps(one)) for one in texts]
    value = {one: [one, None, len(one), {"a": one}] for one in texts}
    said = opened.evaluate(
        "([texts, value, data]) => [JSON.parse(texts).map(textId), digest(JSON.parse(value)), "
        "sha256(Uint8Array.from(data))]",
        [json.dumps(texts), json.dumps({"b": 1, "a": list(value.values())}), list(data)],
    )
    assert said == [
        [Text(content=one).id for one in texts],
        digest({"b": 1, "a": list(value.values())}),
        sha256(data),
    ]


@looked
@pytest.mark.browser
def test_the_page_runs_nothing_that_a_bundle_says(
    opened: "Opened", whole: Path, tmp_path: Path
) -> None:
    files = files_of(whole)
    data = files["crosswire/articles.jsonl"]
    files["crosswire/articles.jsonl"] = data.replace(
        b'"outlet": "Vellamy Sentry"',
        b'"outlet": "<img src=x onerror=alert(1)><script>alert(2)</script>"',
    )
    read_by(opened, packed(files, tmp_path / "t.zip"))
    assert opened.locator("#result img, #result script").count() == 0
    assert "<img src=x onerror" in opened.locator("#result").inner_text()
    path = tmp_path / "no.zip"
    path.write_bytes(b"PK no bundle")
    assert read_by(opened, path)[0].startswith("no.zip cannot be read as a bundle: it is no ZIP")
