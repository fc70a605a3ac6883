"""Lines that are worded as the caption of a picture, and paragraphs that only speak of pictures."""

import pytest

from crosswire.stages.clean.body import is_caption
from crosswire.stages.clean.lines import Line


def caption(text: str) -> bool:
    return is_caption(Line(0, len(text), text))


@pytest.mark.parametrize(
    "text",
    [
        "Image caption The ferry at its berth in May",
        "Left: the mayor. Right: the ferry",
        "Pictured, the harbour after the storm",
        "The harbour in May (AP)",
        "The crowd on the quay. Photo: Ilse Orme/Courier",
        "Photograph by Ilse Orme",
        "File photo of the ferry Corrin",
        "Image copyright Selby Pictures Image caption The ferry at its berth in May",
        "The ferry Corrin at its berth, seen from the quay that was mended in spring. (Photo: AP)",
        "toggle caption Courier",
    ],
)
def test_a_caption(text: str) -> None:
    assert caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photos showed large crowds on the quay, which the mayor called a disgrace.",
        "She said that the images had been deleted and were no longer being passed on.",
        "Satellite pictures taken the day before suggest that the dam had been cracked for weeks.",
        "A report of pornographic pictures led the police to the house on Thursday.",
        "Right now, there is nothing to be done, the harbour master said.",
        "Left without a ferry, the islanders rowed.",
        "Video obtained from the salon shows the man entering at about 10.41 on Tuesday.",
        "She sits in the Academy of Motion Picture Arts and Sciences.",
        "Photovoltaik lohnt sich auch im Winter.",
        "He has the trust of both parties, said Senator Lindsey Orme (R-SC).",
        "Das entspricht einem Druck von 98 Pascal (Pa).",
    ],
)
def test_a_paragraph_that_speaks_of_pictures(text: str) -> None:
    assert not caption(text)
