"""Lining up, explaining points and checking claims for an assistant; and what may be written."""

import json
from pathlib import Path
from typing import Any

import pytest

from crosswire.assist.lined import Lined
from crosswire.assist.lining import of_story
from crosswire.assist.points import point_told
from crosswire.assist.room import MOST_FILES, Allowed, Room
from crosswire.project import Project
from crosswire.records.comparison import Outsider
from tests.assist.conftest import ORDER, Stored, asked, call, places, refused, trusted
from tests.desk.stream import EVENTS, told, write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared(room: Room, stored: Stored) -> dict[str, Any]:
    return call(room, "compare", story=stored.ferry)


def test_a_story_is_lined_up_and_every_place_can_be_read_again(
    room: Room, compared: dict[str, Any]
) -> None:
    assert compared["texts"] == 4
    assert compared["points"]
    assert compared["found"].endswith("of the 4 texts lined up")
    for point in compared["points"]:
        in_texts = {one["place"]["article"] for one in point["members"]}
        absent = {one["article"] for one in point["absent"]}
        assert not in_texts & absent
        assert point["shared"]
        assert point["found"] == f"found in {len(in_texts)} of the 4 texts lined up"
        for one in point["absent"]:
            assert "omitted" not in json.dumps(one)
    at = next(places(compared["points"]))
    read = call(room, "verify_span", **{k: at[k] for k in ("text", "start", "end", "sha256")})
    assert read["verdict"] == "holds"


def test_orders_in_a_page_stay_words_of_others(room: Room, compared: dict[str, Any]) -> None:
    parts = ["possible", "conflicts", "singles", "quotations", "within", "corrections", "checks"]
    found = [compared]
    for part in parts:
        found.append(call(room, "compare", comparison=compared["comparison"], part=part, limit=25))
        assert len(found[-1][part]) == min(25, compared["counts"][part])
        assert bool(found[-1][part]) != ("none was found in the 4 texts" in found[-1]["found"])
    assert ORDER in json.dumps(found, ensure_ascii=False)
    assert not [one for answer in found for one in trusted(answer) if "Ignore all" in one]


def test_parts_go_on_where_they_ended(room: Room, compared: dict[str, Any]) -> None:
    key = compared["comparison"]
    seen: list[Any] = []
    given: dict[str, str] = {}
    while True:
        page = call(room, "compare", comparison=key, part="singles", limit=2, **given)
        seen += page["singles"]
        if "next" not in page:
            break
        given = {"cursor": page["next"]}
    assert len(seen) == compared["counts"]["singles"]
    assert len({json.dumps(one) for one in seen}) == len(seen)
    wrong = refused(room, "compare", comparison=key, part="points", cursor="singles/2")
    assert "cursor" in wrong


def test_a_point_says_what_it_rests_on(room: Room, compared: dict[str, Any]) -> None:
    point = compared["points"][0]
    found = call(room, "explain_point", comparison=compared["comparison"], point=point["id"])
    assert found["point"]["id"] == point["id"]
    assert found["reasons"]
    assert found["at_least"] <= found["at_most"]
    by_story = call(room, "explain_point", story=compared["story"], point=point["id"])
    assert by_story == found
    assert "none is" in refused(room, "explain_point", story=compared["story"], point="point-0")


def test_what_more_likely_is_no_statement_is_never_said_to_be_told_by_several(
    room: Room, stored: Stored
) -> None:
    lined = of_story(room, stored.ferry, None)
    made = lined.comparison.model_copy(update={"points": (), "possible": lined.comparison.points})
    perhaps = Lined(made, lined.sources)
    for view in perhaps.possible:
        told_ = point_told(perhaps, view, shared=False)
        assert not told_.shared
        assert "more likely they do not" in told_.found
        assert "found in" not in told_.found


def test_a_text_that_was_kept_out_is_not_counted_among_those_lined_up(
    room: Room, stored: Stored
) -> None:
    lined = of_story(room, stored.ferry, None)
    kept_out = Outsider(article=lined.comparison.pages[0].article, because="another event")
    made = lined.comparison.model_copy(update={"outsiders": (kept_out,)})
    assert Lined(made, lined.sources).texts == "3 texts lined up (1 kept out: see pages)"
    assert Lined(made, lined.sources).page(made.pages[0]).other_event


def test_a_story_that_did_not_change_is_not_lined_up_again(room: Room, stored: Stored) -> None:
    assert of_story(room, stored.ferry, None) is of_story(room, stored.ferry[:12], None)


def test_where_many_wait_for_the_models_the_next_is_told_to_come_again(
    room: Room, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosswire.assist.room._WAITING", 0)
    words = refused(room, "check_claim", claim="The ferry ran aground.")
    assert '"error": "busy"' in words
    assert call(room, "list_stories")["stories"]


def given_texts() -> list[dict[str, Any]]:
    lines = [told("bank", outlet) for outlet in ("Tarn Valley Post", "Osprey Daily")]
    taken = ("text", "outlet", "url", "title", "published")
    found = [{"id": f"t{n}", **{k: line[k] for k in taken}} for n, line in enumerate(lines)]
    found[0]["text"] += f"\n\n“{ORDER},” said Hedda Stolz. Odd signs: \u202e \U0001f642 ﷽."
    return found


def test_texts_given_are_lined_up_at_their_own_offsets(room: Room) -> None:
    texts = given_texts()
    found = call(room, "compare", texts=texts)
    assert {page["article"] for page in found["pages"]} == {"t0", "t1"}
    assert found["points"]
    own = {one["id"]: one["text"] for one in texts}
    for at in places(found["points"]):
        assert own[at["article"]][at["start"] : at["end"]] == at["untrusted"]
    at = next(places(found["points"]))
    named = {k: at[k] for k in ("text", "start", "end", "sha256")}
    assert call(room, "verify_span", **named)["verdict"] == "holds"
    assert not [one for one in trusted(found) if "Ignore all" in one]


@pytest.mark.parametrize(
    ("texts", "told_"),
    [
        ([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}], "an id of its own"),
        ([{"id": "../a", "text": "x"}], "texts.0.id"),
        ([{"id": "a", "text": ""}], "texts.0.text"),
        ([{"id": "a"}], "texts.0.text"),
        ([{"id": f"t{n}", "text": "x"} for n in range(41)], "texts"),
    ],
)
def test_texts_given_wrongly_are_refused(room: Room, texts: Any, told_: str) -> None:
    assert told_ in refused(room, "compare", texts=texts)


def test_articles_of_several_stories_are_lined_up_where_they_are_named(
    room: Room, stored: Stored
) -> None:
    members = call(room, "show_story", story=stored.ferry)["members"][:2]
    ids = [one["article"] for one in members]
    found = call(room, "compare", articles=ids, part="checks")
    assert [page["article"] for page in found["pages"]] == ids
    assert "story" not in found


def test_files_are_read_only_where_that_is_allowed(stored: Stored, tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    lines = [told("strike", outlet) for outlet in ("Tarn Valley Post", "Osprey Daily")]
    write(inside / f"{ORDER[:20]}.jsonl", lines)
    write(outside / "lines.jsonl", lines)
    (inside / "folder").mkdir()
    (inside / "folder" / "link").symlink_to(outside)
    room = Room(Project(stored.settings), Allowed(files=(inside,)))
    for path in (outside / "lines.jsonl", inside / ".." / "out" / "lines.jsonl",
                 inside / "folder" / "link" / "lines.jsonl", inside / "folder",
                 inside / "nothing", "https://wire.example/feed"):  # fmt: skip
        assert "--allow-files" in refused(room, "compare", paths=[str(path)])
    for number in range(MOST_FILES + 1):
        (outside / f"{number}.txt").touch()
    # How much there is elsewhere is not said either.
    assert "--allow-files" in refused(room, "compare", paths=[str(outside)])
    found = call(room, "compare", paths=[str(inside / f"{ORDER[:20]}.jsonl")])
    assert [page["article"] for page in found["pages"]] == ["page-1", "page-2"]
    assert not [one for one in trusted(found) if ORDER[:20] in one]


def test_a_claim_is_held_against_the_store(room: Room) -> None:
    found = call(room, "check_claim", claim=EVENTS["ferry"][2][0])
    assert found["verdict"] == "found"
    assert found["carriers"]
    assert found["words_searched_in"] == 6
    carried = {one["article"] for one in found["carriers"]}
    assert set(found["earliest"]) <= carried
    assert not [one for one in trusted(found) if "Ignore all" in one]


def test_a_claim_that_nobody_carries_is_not_found_in_these_texts(room: Room) -> None:
    found = call(room, "check_claim", claim="The moon over Quill is made of old bridges.",
                 texts=given_texts())  # fmt: skip
    assert found["verdict"] == "not found in these texts"
    assert found["texts"] == 2
    assert found["carriers"] == []
    assert "not found in these 2 texts" in found["found"]


def test_what_is_erased_is_no_longer_answered_from_memory(tmp_path: Path) -> None:
    from crosswire.desk.desk import Desk
    from tests.assist.conftest import fill

    stored = fill(tmp_path, "none")
    room = Room(Project(stored.settings), Allowed())
    made = call(room, "compare", story=stored.ferry, part="checks")
    page = made["pages"][0]
    at = page["headline"]
    with (
        Desk.open(Project(stored.settings)) as desk,
        desk.store.write("erase") as writer,
        writer.batch() as batch,
    ):
        batch.erase_article(page["article"], because="asked", by="ana", how="demand")
    assert "Call compare again" in refused(room, "compare", comparison=made["comparison"])
    named = {k: at[k] for k in ("text", "start", "end")}
    read = call(room, "verify_span", **named, article=page["article"])
    assert read["verdict"] == "no"
    assert at["untrusted"] not in json.dumps(read)


# ---- writing -----------------------------------------------------------------------------------


def test_what_is_judged_and_noted_is_kept_under_the_callers_name(writing: Room) -> None:
    async def script(session: Any) -> Any:
        return (await session.list_tools()).tools

    tools = {one.name: one for one in asked(writing, script)}
    assert tools["judge"].annotations.readOnlyHint is False
    stories = call(writing, "list_stories")["stories"]
    (one, other) = (call(writing, "show_story", story=s["id"])["members"][0] for s in stories[:2])
    made = call(writing, "judge", a=one["article"], b=other["article"], decision="same",
                because="one event")  # fmt: skip
    assert made["made_by"] == "ana"
    assert made["a_lies_in"] == made["b_lies_in"]
    head = one["headline"]
    place = {"kind": "span", "text": head["text"], "article": one["article"], "start": 0, "end": 4}
    kept = call(writing, "note", **place, words="Who says so?", mark="asked")
    assert (kept["by"], kept["mark"]) == ("ana", "asked")
    with writing.desk() as desk:
        assert {line.what for line in desk.people.audit() if line.who == "ana"} == {
            "judgement",
            "note",
        }
        assert [note.words for note in desk.notes.of_article(one["article"])] == ["Who says so?"]


@pytest.mark.parametrize(
    ("name", "given", "told_"),
    [
        ("note", {"kind": "span", "words": "x"}, "span"),
        ("note", {"kind": "story", "id": "nonsense", "words": "x"}, "no story of the store"),
        ("note", {"kind": "story", "words": ""}, "id"),
        ("judge", {"a": "x", "b": "y", "decision": "perhaps"}, "decision"),
        ("judge", {"a": "x", "b": "y", "decision": "same"}, "no article of the store"),
    ],
)
def test_what_is_written_wrongly_is_refused(
    writing: Room, name: str, given: dict[str, Any], told_: str
) -> None:
    assert told_ in refused(writing, name, **given)
