"""An endless invented wire: articles of many outlets on many stories, in the order they appear.

Words follow Zipf's law: function words with the shares they have in English prose, then an invented
vocabulary of syllables. A story has words, names and figures of its own, so that its tellings are
near one another and far from the rest; some tellings are copies of an agency's text with a few words
changed. The same seed and number give the same articles. Memory does not grow with their number.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from crosswire.records import Capture, Text

START = datetime(2025, 1, 6, 5, 0, tzinfo=UTC)
A_DAY = 1000
"""Articles a day: what is open at one time stays the same however long the wire runs."""
UNDATED = 0.01
"""Share of the articles that state no day."""
OUTLETS = 60
VOCABULARY = 60_000
FUNCTION_WORDS = ["the", "of", "and", "to", "a", "in", "that", "is", "was", "he", "for", "it", "with", "as", "his", "on", "be", "at", "by", "i", "this", "had", "not", "are", "but", "from", "or", "have", "an", "they", "which", "one", "you", "were", "her", "all", "she", "there", "would", "their", "we", "him", "been", "has", "when", "who", "will", "more", "no", "if", "out", "so", "said", "what", "up", "its", "about", "into", "than", "them", "can", "only", "other", "new", "some", "could", "time", "these", "two", "may", "then", "do", "first", "any", "my", "now", "such", "like", "our", "over", "man", "me", "even", "most", "made", "after", "also", "did", "many", "before", "must", "through", "back", "years", "where", "much", "your", "way", "well", "down", "should", "because", "each", "just", "those", "people", "how", "too", "little", "state", "good", "very", "make", "world", "still", "own", "see", "men", "work", "long", "get", "here", "between", "both", "life", "being", "under", "never", "day", "same", "another", "know", "while", "last", "might", "us", "great", "old", "year", "off", "come", "since", "against", "go", "came", "right", "used", "take", "three"]  # fmt: skip
_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "sh",
    "sk",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"]
_CODAS = ["", "", "", "n", "r", "l", "s", "t", "m", "nd", "rk", "st", "ng"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _invented(count: int, seed: int) -> list[str]:
    """``count`` different pronounceable words, mostly the shorter first, none of them a function word."""
    draw = random.Random(seed)
    seen = dict.fromkeys(FUNCTION_WORDS)
    words: list[str] = []
    while len(words) < count:
        parts = draw.choice((1, 2, 2, 3, 3)) if len(words) > 300 else draw.choice((1, 2))
        word = "".join(
            draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS) for _ in range(parts)
        )
        if word not in seen:
            seen[word] = None
            words.append(word)
    return sorted(words, key=lambda word: len(word) + draw.random() * 7)


def _zipf(words: Sequence[str], exponent: float, offset: float) -> list[float]:
    """Cumulative weights by Zipf and Mandelbrot: 1 / (rank + offset) ** exponent."""
    return list(accumulate((rank + offset) ** -exponent for rank in range(1, len(words) + 1)))


@dataclass(slots=True)
class _Story:
    """What is going on somewhere: its own words, and the agency text that others copy."""

    topic: list[str]
    names: list[str]
    left: int
    agency: tuple[str, str] | None = None
    carriers: set[str] = field(default_factory=set)


class Wire:
    """The generator: ``articles(n)`` gives captures as ``crosswire add`` takes them from lines.

    ``alone``: the share of articles that nobody else tells, beside what stories of one telling there
    are. A wire that was pickled goes on where it was.
    """

    def __init__(
        self,
        seed: int = 0,
        words: int = 700,
        *,
        a_day: int = A_DAY,
        alone: float = 0.0,
        undated: float = UNDATED,
    ) -> None:
        self.words = words
        self.a_day = a_day
        self._alone = alone
        self._undated = undated
        self._number = 0
        self.vocabulary = _invented(VOCABULARY, 7)
        self._content = _zipf(self.vocabulary, 1.05, 30)
        self._function = _zipf(FUNCTION_WORDS, 1.0, 1.0)
        self._told, self._told_by = self.vocabulary[200:], self._content[200:]
        self._rare = self.vocabulary[2_000:]
        self._draw = random.Random(seed)
        names = _invented(4000, 11)
        self._names = [word.capitalize() for word in names[OUTLETS:]]
        self.outlets = [f"{name.capitalize()} Post" for name in names[:OUTLETS]]
        self._reach = list(accumulate(1 / (rank + 3) for rank in range(OUTLETS)))
        self._open: list[_Story] = []

    def articles(self, count: int) -> Iterator[Capture]:
        """The next ``count`` articles, oldest first."""
        for _ in range(count):
            number, self._number = self._number, self._number + 1
            at = START + timedelta(days=number / self.a_day)
            yield self._article(number, at)

    def _article(self, number: int, at: datetime) -> Capture:
        story = self._pick()
        outlet = self._draw.choices(self.outlets, cum_weights=self._reach)[0]
        chance = self._draw.random()
        if story.agency and chance < 0.15 and outlet not in story.carriers:
            title, body = story.agency[0], self._edited(story.agency[1])
        else:
            title, body = self._title(story), self._body(story, at)
            story.agency = story.agency or (title, body)
        story.carriers.add(outlet)
        return Capture(
            name=f"wire-{number:07d}",
            medium="line",
            content=Text.of(body),
            outlet=outlet,
            url=f"https://{outlet.split()[0].lower()}.example/{number}",
            title=title,
            published=self._published(at, chance),
        )

    def _published(self, at: datetime, chance: float) -> str | None:
        """Mostly an instant, sometimes a day, now and then nothing."""
        if chance > 1 - self._undated:
            return None
        return at.date().isoformat() if chance > 0.9 else at.isoformat(timespec="seconds")

    def _pick(self) -> _Story:
        """A story that goes on, or a new one; stories have 1 to 40 tellings, four in the mean."""
        draw = self._draw
        if self._alone and draw.random() < self._alone:
            # Its words are rare ones: it has them for itself.
            return self._new(draw.sample(self._rare, 40), 1)
        if len(self._open) < 300 or draw.random() < 0.25:
            tellings = min(40, int(draw.paretovariate(1.1)))
            words = draw.choices(self._told, cum_weights=self._told_by, k=40)
            story = self._new(words, tellings)
            self._open.append(story)
        else:
            story = draw.choice(self._open)
        story.left -= 1
        if story.left <= 0:
            self._open.remove(story)
        return story

    def _new(self, words: list[str], tellings: int) -> _Story:
        return _Story(topic=words, names=self._draw.sample(self._names, 6), left=tellings)

    def _title(self, story: _Story) -> str:
        draw = self._draw
        words = [
            draw.choice(story.names),
            *draw.sample(story.topic, 4),
            "in",
            draw.choice(story.names),
        ]
        return " ".join(words)

    def _body(self, story: _Story, at: datetime) -> str:
        wanted = max(80, round(self._draw.gauss(self.words, self.words / 4)))
        paragraphs: list[str] = []
        while wanted > 0:
            sentences = [self._sentence(story, at) for _ in range(self._draw.choice((1, 2, 2, 3)))]
            wanted -= sum(map(len, sentences))
            paragraphs.append(" ".join(" ".join(sentence) for sentence in sentences))
        return "\n\n".join(paragraphs)

    def _sentence(self, story: _Story, at: datetime) -> list[str]:
        draw = self._draw
        size = draw.randint(8, 32)
        words = draw.choices(FUNCTION_WORDS, cum_weights=self._function, k=size)
        places = draw.sample(range(size), k=size * 11 // 20)
        general = draw.choices(self.vocabulary, cum_weights=self._content, k=len(places))
        for place, word in zip(places, general, strict=True):
            words[place] = draw.choice(story.topic) if draw.random() < 0.2 else word
        if draw.random() < 0.5:
            words[draw.randrange(size)] = draw.choice(story.names)
        if draw.random() < 0.15:
            words[draw.randrange(size)] = f"{draw.randint(2, 990)}"
        if draw.random() < 0.1:
            words += ["on", _DAYS[at.weekday()]]
        if draw.random() < 0.15:
            return [f"“{words[0].capitalize()}", *words[1:-1], f"{words[-1]},”", "said",
                    f"{draw.choice(story.names)}."]  # fmt: skip
        return [words[0].capitalize(), *words[1:-1], f"{words[-1]}."]

    def _edited(self, text: str) -> str:
        """The text as another outlet prints it: one word in a hundred replaced."""
        words = text.split(" ")
        for place in self._draw.sample(range(len(words)), k=len(words) // 100):
            words[place] = self._draw.choice(self.vocabulary[:2000])
        return " ".join(words)
