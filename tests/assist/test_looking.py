"""What an assistant is answered about a store, by the library's own client."""

import hashlib
import json
import re
from typing import Any

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp import ClientSession
from mcp.shared.exceptions import McpError
from pydantic import AnyUrl, ValidationError

from crosswire.assist import rendering
from crosswire.assist.room import Allowed, Caller, Room
from crosswire.assist.tools import BY_NAME
from crosswire.assist.words import STATEMENT
from crosswire.config import Settings
from crosswire.errors import CrosswireError
from crosswire.project import Project
from crosswire.records.span import Text
from tests.assist.conftest import ORDER, Stored, asked, call, places, refused, trusted

pytestmark = pytest.mark.slow


def test_it_says_what_it_is_and_offers_nothing_that_writes(room: Room) -> None:
    async def script(session: ClientSession) -> Any:
        begun = await session.initialize()
        return begun, (await session.list_tools()).tools

    begun, tools = asked(room, script)
    assert begun.serverInfo.name == "crosswire"
    assert STATEMENT in begun.instructions
    assert "never independent" in begun.instructions
    assert {one.name for one in tools} == {
        "list_stories", "show_story", "compare", "search_articles", "search_quotations",
        "explain_place", "explain_point", "verify_span", "check_claim",
    }  # fmt: skip
    for tool in tools:
        assert tool.annotations.readOnlyHint
        assert tool.description
        assert tool.outputSchema["properties"]["reading"]["const"] == STATEMENT
        assert "x-untrusted" in json.dumps(tool.outputSchema)
        assert tool.inputSchema["additionalProperties"] is False


def test_stories_are_listed_with_their_denominator(room: Room, stored: Stored) -> None:
    found = call(room, "list_stories")
    assert found["found"].endswith(f"{found['kept']} stories kept")
    assert stored.ferry in {one["id"] for one in found["stories"]}
    for story in found["stories"]:
        assert re.search(r"of the \d+ outlets? \w+ in these days", story["coverage"]["words"])
        assert story["earliest_seen"].startswith("earliest seen by us")
    first = call(room, "list_stories", limit=1)
    second = call(room, "list_stories", limit=1, cursor=first["next"])
    assert first["stories"][0]["id"] != second["stories"][0]["id"]


def test_what_fits_none_is_not_said_to_be_nowhere(room: Room) -> None:
    found = call(room, "list_stories", words="zeppelin")
    assert found["stories"] == []
    assert "0 of the" in found["found"]
    assert "says nothing of stories that are not kept" in found["found"]
    hits = call(room, "search_articles", words="zeppelin")
    assert hits["hits"] == []
    assert hits["found"].startswith("Not found in 6 articles searched")
    assert hits["searched"] == 6


def test_a_story_is_shown_with_its_articles_in_pages(room: Room, stored: Stored) -> None:
    first = call(room, "show_story", story=stored.ferry, limit=3)
    rest = call(room, "show_story", story=stored.ferry, limit=3, cursor=first["next"])
    articles = [one["article"] for one in (*first["members"], *rest["members"])]
    assert len(set(articles)) == 4
    assert first["found"] == "3 of its 4 articles shown"
    assert "next" not in rest


def test_every_place_of_a_search_can_be_read_again(room: Room) -> None:
    found = call(room, "search_quotations", limit=10)
    assert found["hits"]
    for at in places(found):
        assert at["sha256"] == hashlib.sha256(at["untrusted"].encode()).hexdigest()
        read = call(room, "verify_span", text=at["text"], start=at["start"], end=at["end"],
                    sha256=at["sha256"])  # fmt: skip
        assert read["verdict"] == "holds"
        assert read["place"]["untrusted"] == at["untrusted"]
        assert at["article"] in {one["article"] for one in read["stands_in"]}


def test_a_place_is_found_by_its_article_and_revision_too(room: Room) -> None:
    (hit, *_) = call(room, "search_articles", words="Corrin", limit=1)["hits"]
    at = hit["place"]
    stated = {"start": at["start"], "end": at["end"], "words": at["untrusted"]}
    for named in ({"article": at["article"]}, {"revision": at["revision"]},
                  {"article": at["article"], "text": at["text"]}):  # fmt: skip
        read = call(room, "verify_span", **named, field=at["field"], **stated)
        assert read["verdict"] == "holds", read
    bare = call(room, "verify_span", text=at["text"], start=at["start"], end=at["end"])
    assert bare["verdict"] == "reads"


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"text": "text-" + "0" * 20}, "unknown-text"),
        ({"revision": "revision-" + "0" * 20}, "unknown-text"),
        ({"end": 19_000}, "beyond-the-end"),
        ({"sha256": "0" * 64}, "other-words"),
        ({"words": "Nobody was hurt."}, "other-words"),
    ],
)
def test_what_does_not_stand_there_is_a_clear_no(room: Room, wrong: Any, kind: str) -> None:
    (hit, *_) = call(room, "search_articles", words="Corrin", limit=1)["hits"]
    at = {key: hit["place"][key] for key in ("text", "start", "end")}
    if "revision" in wrong:
        del at["text"]
    read = call(room, "verify_span", **{**at, **wrong})
    assert read["verdict"] == "no"
    assert read["kind"] == kind
    assert read["because"]


def test_a_text_of_another_article_is_no_text_of_this_one(room: Room, stored: Stored) -> None:
    one, other = call(room, "show_story", story=stored.ferry)["members"][:2]
    head = one["headline"]
    read = call(room, "verify_span", text=head["text"], article=other["article"], start=0, end=4)
    if head["text"] == other["headline"]["text"]:
        assert read["verdict"] == "reads"
    else:
        assert read["kind"] == "not-of-the-article"


def test_why_an_article_lies_in_a_story(room: Room, stored: Stored) -> None:
    members = call(room, "show_story", story=stored.ferry)["members"]
    found = call(room, "explain_place", article=members[-1]["article"], story=stored.ferry)
    assert found["lies_here"]
    assert found["how"]
    assert found["reasons_for"]


def test_as_of_a_time_before_everything_there_is_nothing(room: Room) -> None:
    found = call(room, "list_stories", as_of="2001-01-01")
    assert found["stories"] == []
    assert found["as_of"].startswith("2001-01-01")


def test_words_that_give_orders_stand_where_words_of_others_stand(
    room: Room, stored: Stored
) -> None:
    asks: list[tuple[str, dict[str, Any]]] = [
        ("list_stories", {}),
        ("show_story", {"story": stored.ferry}),
        ("search_articles", {"words": "instructions"}),
        ("search_quotations", {"words": "instructions"}),
    ]

    async def script(session: ClientSession) -> Any:
        return [await session.call_tool(name, given) for name, given in asks]

    seen = 0
    for found in asked(room, script):
        everything = json.dumps(found.structuredContent, ensure_ascii=False)
        seen += ORDER in everything
        assert not [one for one in trusted(found.structuredContent) if "Ignore all" in one]
        (block,) = found.content
        assert block.meta == {"crosswire/untrusted": True}
        lead, _, body = block.text.partition("\n")
        begin, end = lead.split(" ")[1], lead.split(" ")[3]
        outside = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", "", body, flags=re.S)
        assert "Ignore all" not in outside
        assert not {chr(0xE0049), chr(0xE0067)} & set(everything)
    assert seen == len(asks)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("list_stories", {"limit": 1000}, "limit"),
        ("list_stories", {"colour": "red"}, "colour"),
        ("list_stories", {"words": "a\x00b"}, "NUL"),
        ("list_stories", {"cursor": "nonsense"}, "cursor"),
        ("list_stories", {"since": "the day before"}, "the day before"),
        ("show_story", {}, "story"),
        ("show_story", {"story": "story-0000"}, "no story of the store"),
        ("show_story", {"story": "story-%00 ‮ 🙂"}, "no story of the store"),
        ("search_articles", {"words": '"never closed'}, "closed"),
        ("explain_place", {"article": "article-0000", "story": "x"}, "no article of the store"),
        ("verify_span", {"start": 0, "end": 4}, "a text, an article or a revision"),
        ("verify_span", {"text": "x", "start": 4, "end": 4}, "start < end"),
        ("compare", {}, "one of story, articles"),
        ("compare", {"story": "a", "articles": ["b"]}, "one of story, articles"),
        ("compare", {"comparison": "lined-0"}, "Call compare again"),
        ("compare", {"paths": ["/etc/passwd"]}, "reads no files"),
        ("no_such_tool", {}, "list_stories"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_what_to_do(
    room: Room, name: str, given: dict[str, Any], told: str
) -> None:
    words = refused(room, name, **given)
    assert told in words
    body = json.loads(words.partition("\n")[2])
    assert body["error"] in ("asked-wrongly", "not-found", "files")
    assert body["what_to_do"]
    assert "Traceback" not in words


ODD = st.sampled_from(
    ["ferry", '"ferry', "ferry OR", "-ferry", "*", "%", "'; --", "9999-12-31", "0000-00-00", "2021-05-06",
     "2021-05-06T10:00", "10000-01-01", "members/3", "0/2021/story-1", "0x1p3/12", "9" * 30, "story-", "²"]
) | st.text(max_size=20)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["list_stories", "search_articles", "search_quotations", "show_story",
                          "explain_place", "verify_span"]),
    stated=st.dictionaries(
        st.sampled_from(["words", "outlet", "entity", "since", "until", "cursor", "story", "article",
                         "as_of", "speaker", "text", "revision", "order"]),
        ODD, max_size=2,
    ),
    more=st.fixed_dictionaries({}, optional={
        "start": st.integers(-1, 2**70), "end": st.integers(-1, 2**70), "limit": st.integers(-1, 30),
    }),
)  # fmt: skip
def test_whatever_is_asked_is_answered_or_refused_in_words(
    room: Room, name: str, stated: dict[str, str], more: dict[str, int]
) -> None:
    tool = BY_NAME[name]
    try:
        answer = tool.do(tool.takes.model_validate({**stated, **more}), room, Caller("ana"))
    except (CrosswireError, ValidationError) as fault:
        told = rendering.refusal(fault)
        assert told["error"] not in ("failed", "refused")
        rendering.text(told).encode()
    else:
        assert answer.found
        rendering.text(rendering.data(answer)).encode()


def test_a_server_that_reads_keeps_no_judgement_and_no_note(room: Room) -> None:
    for name in ("judge", "note"):
        words = refused(room, name, a="x", b="y", decision="same")
        assert '"error": "read-only"' in words
        assert "--write" in words


def test_without_a_store_what_to_do_is_said(settings_without: Settings) -> None:
    room = Room(Project(settings_without), Allowed())
    words = refused(room, "list_stories")
    assert '"error": "missing"' in words
    assert "crosswire add" in words

    async def script(session: ClientSession) -> Any:
        return await session.list_resources()

    assert asked(room, script).resources == []


@pytest.fixture
def settings_without(tmp_path: Any) -> Settings:
    return Settings(data=tmp_path, pipeline="small", cache_megabytes=0)


def test_many_ask_at_once_and_each_is_answered(room: Room, stored: Stored) -> None:
    words = ["Corrin", "Norland", "zeppelin", "harbour"] * 5

    async def script(session: ClientSession) -> dict[int, Any]:
        answers: dict[int, Any] = {}

        async def one(number: int, wanted: str) -> None:
            answers[number] = await session.call_tool("search_articles", {"words": wanted})

        async with anyio.create_task_group() as tasks:
            for number, wanted in enumerate(words):
                tasks.start_soon(one, number, wanted)
        return answers

    found = asked(room, script)
    alone = {wanted: call(room, "search_articles", words=wanted) for wanted in set(words)}
    for number, wanted in enumerate(words):
        assert found[number].structuredContent == alone[wanted]


# ---- resources ---------------------------------------------------------------------------------


def read(room: Room, uri: str) -> dict[str, Any]:
    async def script(session: ClientSession) -> Any:
        return await session.read_resource(AnyUrl(uri))

    (content,) = asked(room, script).contents
    assert content.mimeType == "application/json"
    assert content.meta == {"crosswire/untrusted": True}
    found: dict[str, Any] = json.loads(content.text)
    return found


def test_stories_and_texts_have_addresses(room: Room, stored: Stored) -> None:
    async def script(session: ClientSession) -> Any:
        return await session.list_resources(), await session.list_resource_templates()

    listed, templates = asked(room, script)
    assert f"crosswire://story/{stored.ferry}" in {str(one.uri) for one in listed.resources}
    assert not [one for one in listed.resources if "Ignore" in f"{one.name}{one.description}"]
    assert {one.uriTemplate for one in templates.resourceTemplates} == {
        "crosswire://story/{story}", "crosswire://text/{text}",
        "crosswire://text/{text}/{start}/{end}",
    }  # fmt: skip
    story = read(room, f"crosswire://story/{stored.ferry}")
    assert story["reading"] == STATEMENT
    head = story["members"][0]["headline"]
    whole = read(room, f"crosswire://text/{head['text']}")
    assert whole["place"]["untrusted"] == head["untrusted"]
    assert Text.of(whole["place"]["untrusted"]).id == head["text"]
    part = read(room, f"crosswire://text/{head['text']}/0/5")
    assert part["place"]["untrusted"] == head["untrusted"][:5]
    assert part["next"] == f"crosswire://text/{head['text']}/5/{whole['length']}"


@pytest.mark.parametrize(
    "uri",
    [
        f"crosswire://text/text-{'0' * 20}", f"crosswire://story/story-{'0' * 20}",
        "crosswire://text/..%2f..%2fetc", "file:///etc/passwd", "crosswire://house/x",
    ],
)  # fmt: skip
def test_what_is_at_no_address_is_an_error_of_the_protocol(room: Room, uri: str) -> None:
    async def script(session: ClientSession) -> Any:
        with pytest.raises(McpError) as told:
            await session.read_resource(AnyUrl(uri))
        return told.value.error

    error = asked(room, script)
    assert error.code in (-32002, -32602)
    assert error.data["what_to_do"]
