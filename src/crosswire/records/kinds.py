"""What a name is of, in plain words: models call it by codes (``GPE``, ``NORP``), people do not."""

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group of people",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
    "LAW": "law",
}
"""Codes of names, and the words for them. To a reader a country, a river and a bridge are places."""


def kind_of(label: str) -> str:
    """The words for a code; one that a model of other makers has is shown as words, at least."""
    return KINDS.get(label, label.lower().replace("_", " "))


def labels_of(kind: str) -> tuple[str, ...]:
    """The codes that are meant by a kind in words, or by a code."""
    stated = " ".join(kind.split())
    found = tuple(label for label, words in KINDS.items() if words == stated.lower())
    return found or (stated.upper(),)
