"""What a run of add, group or judge did, counted."""

from dataclasses import asdict, dataclass

_NOTHING = "Nothing changed."


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counted as it is committed, so that a run that was stopped tells what is kept."""

    articles: int = 0
    """New articles."""
    revisions: int = 0
    """New texts of articles that were known."""
    captures: int = 0
    """Pages that brought a known article in a text that was known."""
    known: int = 0
    """Pages that had been added before, byte for byte."""
    returned: int = 0
    """Of those, pages that went back to a text which they had had before."""
    refused: int = 0
    """Pages that could not be used."""
    refused_before: int = 0
    """Pages that an earlier run could not use; not tried again."""
    founded: int = 0
    """New stories."""
    joined: int = 0
    """New articles that joined a story."""
    copies: int = 0
    """New articles that are copies of another."""
    moved: int = 0
    """Articles that the delayed pass, or a judgement, put elsewhere."""
    notices: int = 0
    """Corrections, retractions, kills and the like that the new texts print."""
    read: int = 0
    """Articles read closely: names, times, who is quoted."""

    def add(self, other: "Tally") -> None:
        """Count what another counted."""
        for name, number in asdict(other).items():
            setattr(self, name, getattr(self, name) + number)

    @property
    def good(self) -> int:
        """Pages that were used, now or before."""
        return self.articles + self.revisions + self.captures + self.known

    @property
    def counts(self) -> dict[str, int]:
        """A name and a number each."""
        return asdict(self)

    @property
    def words(self) -> str:
        """For people; what is nought is left out, except that nothing was new."""
        parts = [
            _some(self.articles, "new article"),
            _some(self.revisions, "new revision") + " of known articles" * bool(self.revisions),
            _some(self.captures, "other capture") + " of known texts" * bool(self.captures),
            f"{self.known:,} known already" * bool(self.known),
            f"{self.returned:,} back at an earlier text" * bool(self.returned),
            f"{self.refused:,} could not be used" * bool(self.refused),
            f"{self.refused_before:,} refused before (crosswire failures)"
            * bool(self.refused_before),
        ]
        stories = [
            _some(self.founded, "new story", "new stories"),
            f"{self.joined:,} joined a story" * bool(self.joined),
            _some(self.copies, "copy", "copies"),
            f"{self.moved:,} moved to another story" * bool(self.moved),
            _some(self.notices, "notice") + " of what was wrong or is updated" * bool(self.notices),
            _some(self.read, "article") + " read closely" * bool(self.read),
        ]
        told = [", ".join(filter(None, part)) for part in (parts, stories)]
        new = (self.articles, self.revisions, self.captures, self.returned)
        if not any((*new, self.moved, self.read)):
            told.insert(0, _NOTHING.rstrip("."))
        return "; ".join(filter(None, told)) + "."


def _some(number: int, noun: str, plural: str | None = None) -> str:
    if not number:
        return ""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
