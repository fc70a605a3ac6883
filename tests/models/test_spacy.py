"""The door to spaCy."""

import pytest
import spacy

from crosswire.models.catalog import SMALL
from crosswire.models.spacy import SpacyParser, load_parser

TEXTS = (
    "Ilse Marrow, 47, told the Harnmouth Courier on Tuesday that she'd “never seen” such a storm.",
    "The Zyxquorn ferry – O'Dell's – wasn't insured for €3bn…\u2009\n\n  Żółw didn’t say who pays.",
    "MARROW: Gonna resign? 😀 www.tarrow.example/a?b=c p.m. 12:30 blorptastic 東京 #mud",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_pipeline_without_the_spellings_of_its_vectors_reads_the_same(text: str) -> None:
    whole = SpacyParser(SMALL, spacy.load(SMALL))
    assert load_parser(SMALL, None).parse(text) == whole.parse(text)


def test_every_label_a_component_may_give_has_its_spelling() -> None:
    pipeline = spacy.load(SMALL, exclude=["strings"])
    labels = [
        label
        for _, component in pipeline.pipeline
        for label in getattr(component, "labels", None) or ()
    ]
    assert len(labels) > 90
    assert all(label in pipeline.vocab.strings for label in labels)
