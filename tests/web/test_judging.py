"""Judgements by button: asked for, honoured once they are done, undone; the queue of what waits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crosswire.desk.desk import Desk
from crosswire.intake.judgements import read_judgements
from crosswire.records.job import Job
from crosswire.records.users import Role
from tests.desk.stream import OUTLETS, stream, told, write
from tests.web.conftest import Reader

Done = Callable[[], list[Job]]
Person = Callable[[str, Role], Reader]


def article(desk: Desk, event: str, outlet: int) -> str:
    with desk.store.read() as reader:
        return reader.resolve_article(str(told(event, OUTLETS[outlet])["id"]))


def story_of(desk: Desk, article: str) -> str:
    return desk.story(article).line.id


def asked(reader: Reader, address: str, **fields: str) -> str:
    """The id of the job that a button leads to."""
    answer = reader.post(address, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/jobs/")


def test_two_stories_are_judged_one_and_parted_again(
    filled: Desk, reader: Reader, done: Done
) -> None:
    a, b = article(filled, "ferry", 0), article(filled, "strike", 0)
    before = story_of(filled, a), story_of(filled, b)
    job = asked(reader, "/judgements", of="story", a=a, b=b, decision="same")
    assert story_of(filled, a) != story_of(filled, b)
    assert "asked for: same story" in reader.get("/judgements").text
    done()
    assert story_of(filled, a) == story_of(filled, b)
    state = reader.get(f"/judgements/asked/{job}").text
    assert "judged: same story" in state
    assert "Undo" in state
    assert f"/stories/{story_of(filled, a)}" in reader.get(f"/jobs/{job}").text
    (made,) = reader.get("/judgements.json").json()["stories"]
    assert (made["decision"], made["made_by"], made["withdrawn_by"]) == ("same", "you", None)
    asked(reader, "/judgements/undo", job=job)
    done()
    assert (story_of(filled, a), story_of(filled, b)) == before
    (made,) = reader.get("/judgements.json").json()["stories"]
    assert made["withdrawn_by"] == "you"


def test_what_waits_is_undone_before_it_is_done(filled: Desk, reader: Reader, done: Done) -> None:
    a, b = article(filled, "ferry", 0), article(filled, "strike", 0)
    job = asked(reader, "/judgements", of="story", a=a, b=b, decision="same")
    asked(reader, "/judgements/undo", job=job)
    assert done() == []
    assert filled.judgements() == []


def test_what_somebody_decided_is_undone_by_them(filled: Desk, person: Person, done: Done) -> None:
    ana, ben = person("Ana Ruiz", "editor"), person("Ben Okafor", "editor")
    a, b = article(filled, "ferry", 0), article(filled, "strike", 0)
    job = asked(ana, "/judgements", of="story", a=a, b=b, decision="different")
    done()
    assert filled.judgements()[0].made_by == "Ana Ruiz"
    assert ben.post("/judgements/undo", job=job).status_code == 400
    assert "Undo" not in ben.get(f"/judgements/asked/{job}").text
    # By its id anybody who may judge withdraws it, under their own name.
    asked(ben, "/judgements/withdraw", of="story", judgement=filled.judgements()[0].id)
    done()
    assert filled.judgements()[0].withdrawn_by == "Ben Okafor"


def test_an_open_page_is_told_in_place(filled: Desk, reader: Reader, done: Done) -> None:
    a, b = article(filled, "ferry", 0), article(filled, "strike", 0)
    form = {"of": "story", "a": a, "b": b, "decision": "same"}
    assert reader.post("/judgements/asked", token="0", **form).status_code == 403
    part = reader.post("/judgements/asked", **form).text
    assert "asked for: same story" in part
    assert 'hx-trigger="every 2s"' in part
    job = part.split('hx-get="/judgements/asked/')[1].split('"')[0]
    done()
    assert "hx-get" not in reader.get(f"/judgements/asked/{job}").text
    assert "asked for: taken back" in reader.post("/judgements/undone", job=job).text


@pytest.mark.parametrize(
    "form",
    [
        {"of": "story", "a": "x", "b": "y", "decision": "conflict"},
        {"of": "passage", "a": "text-0:0:5", "b": "text-1:0:5", "decision": "same"},
        {"of": "passage", "a": "text-0:5:0", "b": "t:0:1", "decision": "same", "story": "s",
         "a_article": "x", "b_article": "y"},
        {"of": "passage", "a": "", "b": "t:0:1", "decision": "same", "story": "s"},
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_no_job(desk: Desk, reader: Reader, form: dict[str, str]) -> None:
    assert reader.post("/judgements", **form).status_code in (400, 422)
    assert desk.jobs.listed() == []


def test_a_judgement_on_nothing_fails_with_its_reason(reader: Reader, done: Done) -> None:
    job = asked(reader, "/judgements", of="story", a="nowhere", b="nothing", decision="same")
    done()
    assert "not done: same story" in reader.get(f"/judgements/asked/{job}").text
    assert "nowhere" in reader.get(f"/jobs/{job}").text
    assert reader.post("/judgements/undo", job=job).status_code == 400


@pytest.fixture
def lined_up(desk: Desk, tmp_path: Path) -> str:
    """A story of four outlets that was compared, with pairs left undecided."""
    lines = [one for one in stream(4) if "treaty" in str(one["id"])]
    desk.add(desk.project.captures([write(tmp_path / "lines.jsonl", lines)]), closely="none")
    (story,) = desk.stories()
    assert desk.compare(story.id).comparison is not None
    return story.id


def fields(pair: dict[str, Any], decision: str) -> dict[str, str]:
    """What the buttons of a pair send."""
    sent = {"of": "passage", "story": pair["story"], "decision": decision}
    for side in ("a", "b"):
        place = pair[side]["cell"]["place"]
        span = place["span"]
        sent[side] = f"{span['text']}:{span['start']}:{span['end']}"
        sent[f"{side}_article"], sent[f"{side}_outlet"] = place["article"], pair[side]["outlet"]
    return sent


def test_a_pair_is_decided_leaves_the_queue_and_comes_back(
    desk: Desk, reader: Reader, lined_up: str, done: Done
) -> None:
    view = reader.get("/review.json").json()
    waiting = [one["pair"] for one in view["waiting"]]
    assert waiting
    assert view["looked_at"] == 1
    pair = waiting[0]
    for side in (pair["a"], pair["b"]):
        with desk.store.read() as held:
            found = held.revision(side["cell"]["place"]["href"].split("revision=")[1].split("&")[0])
        span = side["cell"]["place"]["span"]
        assert found.body.content[span["start"] : span["end"]] == span["exact"]
    page = reader.get("/review").text
    for name, value in fields(pair, "different").items():
        assert name == "decision" or f'name="{name}" value="' in page, (name, value)

    job = asked(reader, "/judgements", **fields(pair, "different"))
    still = reader.get(f"/review.json?story={lined_up}").json()
    assert still["waiting"][0]["asked"]["job"]["id"] == job
    assert still["last"]["job"]["id"] == job
    assert "asked for: different statement" in reader.get("/review").text
    done()
    left = [one["pair"] for one in reader.get("/review.json").json()["waiting"]]
    assert len(left) == len(waiting) - 1
    assert fields(pair, "same") not in [fields(one, "same") for one in left]
    (made,) = read_judgements(desk.project.settings.judgements_file)
    assert (made.decision, made.made_by, made.story) == ("different", "you", lined_up)
    assert made.a.span.exact in reader.get("/judgements").text.replace("&#39;", "'")

    asked(reader, "/judgements/undo", job=job)
    done()
    again = [one["pair"] for one in reader.get("/review.json").json()["waiting"]]
    assert fields(pair, "same") in [fields(one, "same") for one in again]
