"""Speakers: who is quoted saying what, over all articles."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from crosswire.records.annotation import Entity
from crosswire.records.comparison import Cut, HeadlineWords, Point, Speaker, Utterance
from crosswire.records.quotation import Act, Quotation, Reading
from crosswire.stages.compare.cuts import cuts
from crosswire.stages.compare.placing import placed
from crosswire.stages.compare.posts import post_of
from crosswire.stages.compare.translations import translations
from crosswire.stages.compare.words import shown_passages

NOT_NAMED = "speaker not named"
_DETERMINER = re.compile(r"^(?:the|an?|this|that)\s+", re.IGNORECASE)


def speakers(
    readings: Sequence[Reading],
    entities: Sequence[Entity],
    canon: Mapping[str, str],
    points: Sequence[Point],
    headlines: Sequence[HeadlineWords] = (),
) -> tuple[Speaker, ...]:
    """Everyone reported to have said or thought something, most quoted first; the unnamed last.

    ``headlines`` are quoted words of headlines: they too are places where a quotation stands.
    """
    names = {e.id: e.name for e in entities}
    cutting = partial(cuts, points=points, called=pages_called(readings))
    groups: dict[tuple[str, ...], list[Utterance]] = {}
    for reading in readings:
        told = shown_passages(reading)
        translated = translations(reading)
        for quotation in reading.quotations:
            if any(p.overlap(quotation.content[0]) for p in told):
                key = speaker_key(reading, quotation, canon)
                groups.setdefault(key, []).append(
                    Utterance(
                        article=reading.article,
                        quotation=quotation,
                        placed=placed(reading, quotation, headlines),
                        translated=translated.get(quotation.id),
                    )
                )
    found = [
        _speaker(key, said, names, cutting).model_copy(
            update={"perhaps": _perhaps(key, groups), **_of_post(key, said, readings, canon)}
        )
        for key, said in groups.items()
    ]
    found.sort(key=lambda s: (s.name == NOT_NAMED, -s.quoted, -len(s.utterances), s.name))
    return tuple(found)


def pages_called(readings: Sequence[Reading]) -> dict[str, str]:
    """What people call each article: its outlet; its headline too, where the outlet has several
    articles or is not known."""
    outlets = Counter(r.revision.outlet_name for r in readings)
    called = {}
    for reading in readings:
        page = reading.revision
        title = f"“{page.headline.value}”" if page.headline else ""
        if page.outlet is None:
            called[reading.article] = title or page.article
        elif outlets[page.outlet_name] > 1 and title:
            called[reading.article] = f"{page.outlet_name} ({title})"
        else:
            called[reading.article] = page.outlet_name
    return called


def _of_post(
    key: tuple[str, ...],
    said: Sequence[Utterance],
    readings: Sequence[Reading],
    canon: Mapping[str, str],
) -> dict[str, object]:
    """The shortest words for a spokesman, and the outlets that each may have had their own."""
    if key[0] != "post":
        return {}
    texts = {r.article: r for r in readings}
    posts = [post_of(texts[u.article], u.quotation, canon) for u in said]
    words = min((p.words for p in posts if p), key=lambda w: (len(w), w))
    outlets = sorted({texts[u.article].revision.outlet_name for u in said})
    return {"name": words, "perhaps": tuple(outlets) if len(outlets) > 1 else ()}


def _perhaps(key: tuple[str, ...], groups: Mapping[tuple[str, ...], object]) -> tuple[str, ...]:
    """The outlets whose source goes by the same words: one person or several, nothing shows it."""
    if key[0] != "words":
        return ()
    return tuple(sorted(k[2] for k in groups if k[:2] == key[:2] and k != key))


def speaker_key(
    reading: Reading, quotation: Quotation, canon: Mapping[str, str]
) -> tuple[str, ...]:
    """Equal for quotations of one speaker.

    A source without a name ("a spokesman") is known within its article only: two outlets'
    spokesmen may be two persons. A spokesman for a body that the texts name speaks for it in
    whichever text. One without any ("she", "both"), and a thing that thinks and does nothing ("the
    economy is expected"), is nobody known.
    """
    if quotation.speaker_entity:
        return ("entity", canon.get(quotation.speaker_entity, quotation.speaker_entity))
    if not quotation.speaker_name or _is_thing(quotation):
        return ("none",)
    post = post_of(reading, quotation, canon)
    if post is not None and post.named:
        return ("post", post.noun, post.whose)
    if post is not None:
        return ("words", f"{post.noun} of {post.whose}", reading.revision.outlet_name)
    said = _DETERMINER.sub("", quotation.speaker_name).lower()
    return ("words", said, reading.revision.outlet_name)


def _is_thing(quotation: Quotation) -> bool:
    """Whether it is neither person nor body, paper nor outlet that goes by these words.

    A noun of which nothing is known may be somebody who spoke, and is nobody who thought.
    """
    unknown = quotation.source_kind is None and quotation.identified is not None
    return unknown and quotation.act is not Act.SPEECH


def _speaker(
    key: tuple[str, ...],
    said: Sequence[Utterance],
    names: Mapping[str, str],
    cutting: Callable[[Sequence[Utterance]], tuple[Cut, ...]],
) -> Speaker:
    entity = key[1] if key[0] == "entity" else None
    uttered = tuple(u for u in said if u.quotation.act is Act.SPEECH)
    ascribed = tuple(u for u in said if u.quotation.act is not Act.SPEECH)
    match key:
        case ("entity", found):
            name = names.get(found) or said[0].quotation.speaker_name or NOT_NAMED
        case ("words", _, outlet):
            name = f"{said[0].quotation.speaker_name} ({outlet})"
        case _:
            name = NOT_NAMED
    shown = cutting(uttered) if entity else ()
    return Speaker(name=name, entity=entity, utterances=uttered, cuts=shown, ascribed=ascribed)
