"""What others take for their part of the same pages: reading a page, parsing its text."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

_FEW = 20
"""Pages for what is slow."""
_END = re.compile(r"(?<=[.!?])\s+")


class Meter(Protocol):
    """See ``bench.line.Meter``."""

    parts: list[dict[str, Any]]

    def time(self, who: str, pages: int, run: Callable[[], Any], *, rounds: int = 1) -> Any:
        """The result of ``run``, measured."""
        ...


def peers(meter: Meter, pages: Sequence[str], bodies: Sequence[str]) -> list[dict[str, Any]]:
    """Each after a first page before its clock runs."""
    for who, reader in _READERS.items():
        some = pages if who.startswith("trafilatura") else pages[:_FEW]
        reader(some[0])
        rounds = 3 if who.startswith("trafilatura") else 1
        meter.time(who, len(some), lambda: [reader(one) for one in some], rounds=rounds)  # noqa: B023
    _parsed(meter, bodies)
    return meter.parts


def _parsed(meter: Meter, bodies: Sequence[str]) -> None:
    """The pipeline in use over the texts, as spaCy loads it by itself."""
    import spacy

    from crosswire.config import Settings
    from crosswire.models.catalog import choose

    name, folder = choose("auto", Path(Settings.load().data))
    parser = spacy.load(folder or name)
    parser(bodies[0])
    meter.time(f"spaCy alone ({name})", len(bodies), lambda: [parser(one) for one in bodies])


def _trafilatura(page: str) -> object:
    import trafilatura

    return trafilatura.bare_extraction(page, with_metadata=True)


def _trafilatura_fast(page: str) -> object:
    import trafilatura

    return trafilatura.bare_extraction(page, with_metadata=True, fast=True)


def _newspaper(page: str) -> Any:
    import warnings

    with warnings.catch_warnings():
        # Of NLTK, which is not installed here.
        warnings.simplefilter("ignore")
        from newspaper import Article, Config  # type: ignore[import-untyped]

    settings = Config()
    settings.fetch_images = False
    settings.language = "en"
    article = Article("http://page.invalid/", config=settings)
    article.download(input_html=page)
    article.parse()
    return article


def _newspaper_nlp(page: str) -> object:
    """Its ``nlp()`` as well, sentences ended by a regular expression: NLTK's tables, which it would
    fetch, come with no package."""
    import newspaper.nlp  # type: ignore[import-untyped]

    newspaper.nlp.split_sentences = _END.split
    article = _newspaper(page)
    article.nlp()
    return article


_READERS: dict[str, Callable[[str], object]] = {
    "trafilatura alone": _trafilatura,
    "trafilatura alone, fast": _trafilatura_fast,
    "newspaper4k": _newspaper,
    "newspaper4k with nlp()": _newspaper_nlp,
}
