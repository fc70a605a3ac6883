"""Notes out of Web Annotations: what somebody said of words in a text that is known by its hash."""

from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from crosswire.exchange import fit
from crosswire.exchange.given import refused
from crosswire.records.failure import Failure
from crosswire.records.note import Mark

_MARKS: tuple[Mark, ...] = get_args(Mark)


class Marked(NamedTuple):
    """A note on a place: whose, what it says, and which words it is about."""

    where: str
    text: str
    """The id of the text."""
    start: int
    end: int
    exact: str
    words: str
    mark: Mark | None
    by: str | None
    at: str | None


def marked(node: Mapping[str, Any], where: str) -> Marked | Failure:
    """The note that an annotation is; findings of programs and tags are none."""
    motives = node.get("motivation")
    if not {"commenting", "assessing"} & {*_strings(motives)}:
        words = f"it is no comment and no assessment of a person, but {motives!r}; crosswire finds the rest itself"
        return refused(where, "not-a-note", words)
    target = node.get("target")
    if not isinstance(target, dict):
        return refused(where, "not-a-note", "one target with a source and selectors was wanted")
    source = str(target.get("source") or "")
    if not source.startswith(f"{fit.TAG}:text-"):
        words = f"it is about {source[:80]!r}, which is no text of crosswire's ({fit.TAG}:text-…)"
        return refused(where, "foreign-text", words)
    place = _place(target.get("selector"))
    if place is None:
        words = "a TextPositionSelector and a TextQuoteSelector that fit one another were wanted"
        return refused(where, "wrong-place", words)
    said, mark = _said(node.get("body"))
    if not said and mark is None:
        return refused(where, "not-a-note", "it says nothing: a body with words was wanted")
    text = source.removeprefix(f"{fit.TAG}:")
    return Marked(
        where, text, *place, said, mark, _name(node.get("creator")), _string(node.get("created"))
    )


def _place(selectors: Any) -> tuple[int, int, str] | None:
    """Start, end and the words there, if the two selectors say the same."""
    found = selectors if isinstance(selectors, list) else [selectors]
    # A type may be a list of types (JSON-LD).
    kinds = {
        kind: one for one in found if isinstance(one, dict) for kind in _strings(one.get("type"))
    }
    at, quote = kinds.get("TextPositionSelector", {}), kinds.get("TextQuoteSelector", {})
    start, end, exact = at.get("start"), at.get("end"), quote.get("exact")
    if type(start) is not int or type(end) is not int or not isinstance(exact, str):
        return None
    return (start, end, exact) if 0 <= start < end and end - start == len(exact) else None


def _said(bodies: Any) -> tuple[str, Mark | None]:
    """The words of a person, and their mark."""
    words, mark = [], None
    for one in bodies if isinstance(bodies, list) else [bodies]:
        value = one.get("value") if isinstance(one, dict) else one
        if not isinstance(value, str) or not value.strip():
            continue
        if isinstance(one, dict) and one.get("purpose") == "assessing":
            mark = next((known for known in _MARKS if known == value), mark)
        else:
            words.append(fit.writable(value))
    return "\n".join(words), mark


def _strings(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _name(creator: Any) -> str | None:
    if isinstance(creator, dict):
        return _string(creator.get("name"))
    return _string(creator)
