"""Names run together: a picture's credit or a caption that stands in a text without a line of its own."""

from collections.abc import Iterator

from crosswire.stages.annotate.gazetteer import gender_of, same_given, word_list
from crosswire.stages.annotate.view import Run, View


def run_together(view: View, start: int, end: int, label: str) -> Iterator[Run]:
    """The names of a run that the model took for one person's.

    "Ines Okoro AFP via Getty Images Orso Venn": a picture's credit between two names; "Ines Okoro
    Ines Maria" and "Okoro Okoro": a caption run into the text, where the name begins again.
    """
    inside = view.tokens_in(start, end)
    if label != "PERSON" or len(inside) < 3:
        yield start, end
        return
    first = inside.start
    for i in inside:
        credit = _is_credit(view, i)
        if credit or begins_again(view, first, i):
            if i > first:
                yield view.tokens[first].start, view.tokens[i - 1].end
            first = i + credit
    if first < inside.stop:
        yield view.tokens[first].start, end


def _is_credit(view: View, i: int) -> bool:
    words = (view.lower(i - 1), view.lower(i), view.lower(i + 1))
    agency = view.tokens[i].text.isupper() or words[1] == "reuters"
    pictures = words[:2] == ("getty", "images") or words[1:] == ("getty", "images")
    return pictures or (agency and words[1] in word_list("news agencies"))


def begins_again(view: View, first: int, i: int) -> bool:
    """A third word, or one after it, that is the given name once more or the word before it."""
    if i < first + 2 or len(view.tokens[i].text) < 3:
        return False
    word, given = view.tokens[i].text, view.tokens[first].text
    again = len(given) > 2 and gender_of(word) is not None and same_given(word, given)
    return again or view.tokens[i - 1].text == word
