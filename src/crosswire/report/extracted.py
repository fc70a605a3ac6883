"""The lines of ``crosswire extract --format json`` and ``jsonl``: what a page says of itself."""

from typing import Any
from urllib.parse import urlsplit

from crosswire.records.article import Found, Post, Revision
from crosswire.records.failure import Failure

Line = dict[str, Any]
"""One JSON object. ``Any`` because JSON has no closed type in the standard library."""


def extract_line(revision: Revision) -> Line:
    """An article line: the page's text and what it says of itself."""
    return {
        "id": revision.article,
        "outlet": _value(revision.outlet),
        "url": revision.capture.url,
        "title": _value(revision.headline),
        "published": _value(revision.published),
        "text": revision.body.content,
        "authors": [author.value for author in revision.authors],
        "language": revision.language,
        "standfirst": _value(revision.standfirst),
        "modified": _value(revision.modified),
        "canonical": _value(revision.canonical),
        "domain": domain_of(revision),
        "section": _value(revision.section),
        "agencies": [agency.value for agency in revision.agencies],
        "disagreements": [
            {
                "field": d.field,
                "taken": d.taken.value,
                "taken_from": d.taken.source,
                "other": d.other.value,
                "other_from": d.other.source,
                "because": d.because,
            }
            for d in revision.disagreements
        ],
        "found": _found_in(revision),
        "text_id": revision.body.id,
        "completeness": revision.completeness.state,
        "completeness_because": revision.completeness.because,
        "flags": [{"kind": f.kind, "because": f.because} for f in revision.flags],
        "posts": [_post(post) for post in revision.posts],
        "passages": [
            {
                "start": p.span.start,
                "end": p.span.end,
                "kind": p.kind.value,
                "voice": p.voice.value,
                **_because(p.because),
            }
            for p in revision.passages
        ],
        "readings": list(revision.readings),
        "removed": [
            {"words": r.words, "reason": r.reason, **_because(r.because)} for r in revision.removed
        ],
    }


def _post(post: Post) -> Line:
    """A post of a live blog."""
    return {
        **dict(zip(("start", "end"), (post.span.start, post.span.end), strict=True)),
        "published": _value(post.published),
        "headline": post.headline.exact if post.headline else None,
        "author": _value(post.author),
    }


def _because(words: str) -> Line:
    """Why a block is what it is, or was left out, where there is more to say than its kind."""
    return {"because": words} if words else {}


def domain_of(revision: Revision) -> str | None:
    """The host that the page came from, or that it gives as its own, without "www."."""
    own = revision.canonical.value if revision.canonical else None
    host = urlsplit(revision.capture.url or own or "").hostname
    return host.removeprefix("www.") if host else None


_STATED = ("headline", "published", "modified", "canonical", "outlet", "section", "standfirst")


def _found_in(revision: Revision) -> Line:
    """Where each field was found; ``start`` and ``end`` address the page's own source."""
    found = {name: getattr(revision, name) for name in _STATED}
    found |= {f"authors {n}": author for n, author in enumerate(revision.authors)}
    return {
        "title" if name == "headline" else name: {
            "source": value.source,
            **({"start": value.span.start, "end": value.span.end} if value.span else {}),
            **_because(value.because),
        }
        for name, value in found.items()
        if value is not None
    }


def refused_line(failure: Failure) -> Line:
    """The line of a page that could not be used."""
    line: Line = {"id": failure.item, "text": None, "refused": failure.words, "kind": failure.kind}
    return {**line, "published": failure.published} if failure.published else line


def _value(found: Found | None) -> str | None:
    return found.value if found else None
