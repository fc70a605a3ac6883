"""Notes by form: kept with who and when, apart from evidence, in editions, answered, withdrawn."""

import json
from collections.abc import Callable

import pytest

from crosswire.desk.desk import Desk
from crosswire.records.users import Role
from tests.desk.stream import OUTLETS, told
from tests.web.conftest import Reader

Person = Callable[[str, Role], Reader]
HOSTILE = '<script>alert(1)</script> "quoted" \N{RIGHT-TO-LEFT OVERRIDE}turned'


@pytest.fixture
def story(filled: Desk) -> str:
    return filled.story(str(told("ferry", OUTLETS[0])["id"])).line.id


def write(reader: Reader, story: str, **more: str) -> str:
    """The id of a note on a story."""
    made = reader.post("/notes", kind="story", id=story, **more)
    assert made.status_code == 303, made.text
    address, _, note = str(made.headers["location"]).partition("#")
    assert address == f"/stories/{story}"
    return note


def test_a_note_is_shown_with_who_and_when_and_as_it_was_written(
    desk: Desk, person: Person, story: str
) -> None:
    ana = person("Ana Ruiz", "editor")
    note = write(ana, story, words=HOSTILE, mark="doubtful")
    page = ana.get(f"/stories/{story}/notes").text
    assert f'id="{note}"' in page
    assert "Ana Ruiz" in page
    assert "doubtful" in page
    assert "<script>alert" not in page
    assert desk.notes.note(note).words == HOSTILE


def test_an_edit_is_a_new_edition_and_all_stay(person: Person, story: str) -> None:
    ana = person("Ana Ruiz", "editor")
    note = write(ana, story, words="who was there?", mark="asked")
    assert (
        ana.post(f"/notes/{note}/edit", words="they answered", mark="verified").status_code == 303
    )
    view = ana.get(f"/notes/{note}.json").json()
    assert view["note"]["edition"] == 2
    assert [(one["words"], one["mark"]) for one in view["editions"]] == [
        ("who was there?", "asked"), ("they answered", "verified"),
    ]  # fmt: skip
    page = ana.get(f"/notes/{note}").text
    assert page.index("who was there?") < page.index("they answered")


def test_a_reply_stands_under_what_it_answers(person: Person, story: str) -> None:
    ana, ben = person("Ana Ruiz", "editor"), person("Ben Okafor", "editor")
    note = write(ana, story, words="is this so?")
    answered = ben.post(f"/notes/{note}/reply", words="the harbour says yes", mark="verified",
                        back=f"/stories/{story}/notes")  # fmt: skip
    assert answered.headers["location"] == f"/stories/{story}/notes"
    notes = ben.get(f"/stories/{story}/notes.json").json()
    assert [(one["by"], one["answers"]) for one in notes["notes"]] == [
        ("Ana Ruiz", None), ("Ben Okafor", note),
    ]  # fmt: skip
    assert [(one["by"], one["mark"]) for one in notes["standing"]] == [("Ben Okafor", "verified")]
    page = ben.get(f"/stories/{story}/notes").text
    assert page.index("is this so?") < page.index("the harbour says yes")


def test_who_wrote_a_note_changes_it_and_nobody_else(person: Person, story: str) -> None:
    ana, ben = person("Ana Ruiz", "editor"), person("Ben Okafor", "editor")
    note = write(ana, story, words="mine", mark="wrong")
    assert ben.post(f"/notes/{note}/edit", words="not mine").status_code == 403
    assert ben.post(f"/notes/{note}/withdraw").status_code == 403
    assert ana.post(f"/notes/{note}/withdraw").status_code == 303
    view = ana.get(f"/stories/{story}/notes.json").json()
    assert (view["notes"][0]["withdrawn_by"], view["standing"]) == ("Ana Ruiz", [])
    assert "withdrawn by Ana Ruiz" in ana.get(f"/stories/{story}/notes").text
    assert ana.post(f"/notes/{note}/edit", words="again").status_code == 400
    other = write(ana, story, words="another")
    assert person("Root", "admin").post(f"/notes/{other}/withdraw").status_code == 303


def test_notes_go_along_with_every_edition(person: Person, story: str) -> None:
    ana = person("Ana Ruiz", "editor")
    note = write(ana, story, words="one\u2028line?\nno: two")
    ana.post(f"/notes/{note}/edit", words="now another")
    taken = ana.get(f"/stories/{story}/notes.jsonl")
    assert taken.headers["content-type"].startswith("application/jsonl")
    lines = [json.loads(line) for line in taken.text.removesuffix("\n").split("\n")]
    assert [(one["id"], one["edition"]) for one in lines] == [(note, 1), (note, 2)]
    assert lines == ana.get(f"/stories/{story}/notes.json").json()["editions"]


def test_a_span_is_noted_by_its_place(desk: Desk, reader: Reader, story: str) -> None:
    member = desk.story(story).members[0]
    with desk.store.read() as held:
        text = held.revision(member.revision).body.id
    made = reader.client.post(
        "/notes.json", headers={"x-csrf": reader.token},
        json={"kind": "span", "id": f"{text}:0:9", "story": story, "mark": "verified"},
    )  # fmt: skip
    assert made.status_code == 201
    about = made.json()["about"]
    assert (about["text"], about["start"], about["end"]) == (text, 0, 9)
    assert about["article"] == member.article
    assert len(desk.notes.at(text, 3, 4)) == 1


@pytest.mark.parametrize(
    "about",
    [
        {"kind": "span", "id": "text-0:0:9"}, {"kind": "span", "id": "x"},
        {"kind": "span", "id": "text-0:-1:9"}, {"kind": "span", "id": "text-0:9:9"},
        {"kind": "span", "id": "text-0:0:99999999999999999999"}, {"kind": "story", "id": "nowhere"},
        {"kind": "point", "id": "point-0"}, {"kind": "article", "id": "' OR 1=1 --"},
    ],
)  # fmt: skip
def test_a_note_about_nothing_is_refused(desk: Desk, reader: Reader, story: str,
                                         about: dict[str, str]) -> None:  # fmt: skip
    refused = reader.post("/notes", words="x", **about)
    assert refused.status_code in (400, 404), refused.text
    assert desk.notes.of_story(story) == []


def test_a_note_of_no_words_or_too_many_is_refused(reader: Reader, story: str) -> None:
    assert reader.post("/notes", kind="story", id=story).status_code == 400
    long = reader.post("/notes", kind="story", id=story, words="x" * 10_001)
    assert long.status_code == 422
    assert reader.post("/notes", kind="story", id=story, mark="liked").status_code == 422
