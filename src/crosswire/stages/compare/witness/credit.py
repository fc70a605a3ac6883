"""Whose words they are: the voice of the primary source against the person the page credits.

"Another" is said only of two persons by name, or of a question put in the mouth of the one asked.
A spokeswoman and her ministry, a role and its holder may be one; so may a voice and the person it
quotes.
"""

from functools import cache
from typing import Literal

from crosswire.records.quotation import Quotation, Reading
from crosswire.records.witness import Turn, Witness
from crosswire.stages.annotate.gazetteer import fold, offices
from crosswire.stages.annotate.spelling import near, sound

Credit = Literal["same", "another", "unknown"]

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof",
        "the",
        "mp",
        "jr",
        "sr",
    ]
)
_UNNAMED = frozenset(
    ["speaker", "voice", "man", "woman", "male", "female", "unidentified", "interpreter",
     "translator", "participant", "member", "spokesperson", "spokesman", "spokeswoman", "witness"]
)  # fmt: skip
_PRESS = frozenset(["reporter", "reporters", "journalist", "journalists", "interviewer", "press"])


def credited_with(quotation: Quotation | None) -> str | None:
    """Whom the page names, or else its words for the source."""
    if quotation is None:
        return None
    words = " ".join(span.exact for span in quotation.speaker)
    return quotation.speaker_name or words or None


def credit(
    quotation: Quotation | None, reading: Reading, witness: Witness, turn: int, *, quoted: bool
) -> Credit:
    """Whether the page credits the voice that has the words; ``quoted``: in marks there too."""
    voice = witness.turns[turn]
    name = credited_with(quotation)
    if quotation is None or name is None:
        return "unknown"
    if voice.speaker and _agree(name, voice.speaker):
        return "same"
    if quoted or witness.kind == "document":
        return "unknown"
    if voice.asks:
        return "unknown" if _PRESS & set(fold(name).split()) else "another"
    person = _is_person(quotation, reading, name)
    return "another" if person and _is_named(voice, witness) else "unknown"


def voice_key(label: str) -> str:
    """Equal for labels of one voice: "MINISTER MARROW" and "MARROW"."""
    own = _name_words(label)
    return fold(label) if not own or _UNNAMED & set(own) else own[-1]


def _agree(name: str, label: str) -> bool:
    """The surname stands in the label."""
    own = _name_words(name)
    if not own:
        return False
    last = own[-1]
    return any(
        last == word or (len(word) > 3 and (near(last, word) or sound(last) == sound(word)))
        for word in _name_words(label)
    )


def _name_words(name: str) -> list[str]:
    words = fold(name.replace(",", " ").replace("(", " ").replace(")", " ")).split()
    return [w for w in words if w not in _TITLES and not w.isdigit()]


def _is_person(quotation: Quotation, reading: Reading, name: str) -> bool:
    """The page names a person, not a role or a body."""
    entity = next(
        (e for e in reading.annotation.entities if e.id == quotation.speaker_entity), None
    )
    if entity is None or entity.label != "PERSON":
        return False
    return name[:1].isupper() and not _is_role(name)


def _is_named(voice: Turn, witness: Witness) -> bool:
    """The label is a person's name, and shown to be a voice of this source."""
    if not voice.speaker or _is_role(voice.speaker):
        return False
    titled = fold(voice.speaker.split()[0]).strip(".") in _TITLES
    return titled or sum(t.speaker == voice.speaker for t in witness.turns) > 1


def _is_role(name: str) -> bool:
    words = fold(name).split()
    if not words or name.lower().startswith("the ") or set(words) & _UNNAMED:
        return True
    return words[-1] in _offices() or words[-1].rstrip("s") in _offices()


@cache
def _offices() -> frozenset[str]:
    """The last words of offices: "secretary", "minister"."""
    return frozenset(key[-1] for key in offices())
