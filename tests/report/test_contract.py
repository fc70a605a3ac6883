"""The lines that other programs read: fixed names, offsets that re-read their words."""

import json

from crosswire.records import Comparison, Failure
from crosswire.report import contract


def test_compare_line_has_the_contract_fields(story: Comparison) -> None:
    line = json.loads(json.dumps(contract.compare_line(story)))
    assert {"story", "points", "conflicts", "single"} <= line.keys()
    point = line["points"][0]
    assert {"summary", "relation", "tier", "speaker", "members", "origins"} <= point.keys()
    assert {"article", "start", "end"} <= point["members"][0].keys()
    assert {"outlets", "at_least", "at_most", "unknown", "edges"} <= point["origins"].keys()
    edge = point["origins"]["edges"][0]
    assert (edge["from"], edge["to"]) == ("sentry", "wire")
    assert edge["because"]
    conflict = line["conflicts"][0]
    assert (conflict["kind"], conflict["grade"]) == ("number", "conflict")
    assert {"article", "start", "end"} <= conflict["a"].keys() & conflict["b"].keys()
    assert {"article", "start", "end"} <= line["single"][0].keys()


def test_compare_offsets_address_the_texts_given_with_them(story: Comparison) -> None:
    line = contract.compare_line(story)
    texts = {a["id"]: a["text"] for a in line["pages"]}
    first = line["points"][0]
    member = first["members"][0]
    assert texts[member["article"]][member["start"] : member["end"]] == first["summary"]
    conflict = line["conflicts"][0]["b"]
    found = texts[conflict["article"]][conflict["start"] : conflict["end"]]
    assert found == "Seventeen people were hurt"


def test_annotate_line_has_the_contract_fields(story: Comparison) -> None:
    reading = story.readings[1]
    line = json.loads(json.dumps(contract.annotate_line(reading)))
    assert {"id", "sentences", "mentions", "times", "quotations"} <= line.keys()
    text = reading.revision.body.content
    quotation = line["quotations"][0]
    assert [text[s:e] for s, e in quotation["content"]][1] == "“I have two questions.”"
    assert [text[s:e] for s, e in quotation["speaker"]] == ["she"]
    assert quotation["speaker_name"] == "Ilse Marrow"
    time = line["times"][0]
    assert text[time["start"] : time["end"]] == "Tuesday"
    assert (time["value"], time["type"]) == ("2025-10-14", "DATE")


def test_annotate_line_names_who_a_mention_stands_for(story: Comparison) -> None:
    mention = contract.annotate_line(story.readings[0])["mentions"][0]
    assert {"start", "end", "label", "entity", "name"} == mention.keys()
    assert mention["name"] == "Ilse Marrow"


def test_extract_line_is_an_article_line(story: Comparison) -> None:
    revision = story.readings[0].revision
    line = json.loads(json.dumps(contract.extract_line(revision)))
    assert line["id"] == "wire"
    assert line["text"] == revision.body.content
    assert line["outlet"] == "Corran Wire"
    assert line["published"] == "2025-10-15"
    assert line["authors"] == ["Petra Lindqvarn"]
    assert line["language"] == "en"
    assert line["removed"] == [{"words": "Sign up to our newsletter", "reason": "newsletter"}]


def test_extract_line_leaves_an_unstated_day_null(story: Comparison) -> None:
    assert contract.extract_line(story.readings[2].revision)["published"] is None


def test_a_refused_page_has_no_text_and_a_reason() -> None:
    failure = Failure(stage="clean", item="x", kind="empty", words="the file is empty")
    line = contract.refused_line(failure)
    assert "published" not in line
    told = contract.refused_line(failure.model_copy(update={"published": "2024-05-04"}))
    assert told["published"] == "2024-05-04"
    assert (line["id"], line["text"], line["refused"]) == ("x", None, "the file is empty")
