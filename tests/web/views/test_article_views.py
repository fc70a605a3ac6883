"""What an article's layers call a passage."""

from crosswire.records import Quotation, Span
from crosswire.records.quotation import Act, Mode
from crosswire.web.views.article import _quoted


def test_what_is_no_speech_lies_in_no_layer_of_quotations() -> None:
    span = Span(text="text-1", start=0, end=12, exact="that it rain")
    thought = Quotation(
        content=(span,), mode=Mode.INDIRECT, act=Act.THOUGHT, speaker_name="Ana Ruiz"
    )
    (mark,) = _quoted(thought)
    assert (mark.layer, mark.what) == (
        "terms",
        "ascribed to Ana Ruiz as a thought, no words of theirs",
    )
    spoken = thought.model_copy(update={"act": Act.SPEECH})
    assert [one.layer for one in _quoted(spoken)] == ["quotations"]
