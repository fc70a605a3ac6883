"""Credits of pictures: what closes a caption, and what only names an agency."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.article import PassageKind
from crosswire.stages.clean.body import is_caption
from crosswire.stages.clean.cues import furniture
from crosswire.stages.clean.lines import Line
from tests.stages.clean.pages import clean

SCENE = "Harbour master Ines Okoro speaks at a hearing in Port Sarn, June 30, 2020."
LONG = (
    "FILE - In this March 7, 2019, file photo, harbour master Ines Okoro, left, listens as the mayor speaks to"
    " reporters on the quay. The council has called both of them to a hearing that is to begin on Monday and to"
    " last for three days, with forty witnesses from the port, the shipping line, the union of the pilots and"
    " the two towns that the ferry served until the storm in the spring"
)


def caption(text: str) -> bool:
    return is_caption(Line(0, len(text), text))


@pytest.mark.parametrize(
    "credit",
    [
        "Orso Venn/Pool via REUTERS",
        "Orso Venn/Pool via Reuters",
        "Orso Venn via AP",
        "Orso van der Venn/Sarn Courier via AP",
        "Orso Venn / Sarn Courier via Getty Images",
        "Courier/Orso Venn/Harbour Office via REUTERS",
        "KSN/via REUTERS",
        "REUTERS/Orso Venn",
        "REUTERS/Orso B. Venn/File Photo",
        "REUTERS/Orso Venn, Ilse Orme/Files",
        "REUTERS/Orso Venn TPX IMAGES OF THE DAY",
        "Orso Venn/AFP",
        "Orso Venn / AFP / Getty Images",
        "Orso Venn/Sarn Bay Courier/TNS/Newscom",
        "Orso Venn / AP file",
        "(Orso Venn/Courier via Reuters)",
        "(Orso Venn, Harbour Press/Sarn Courier via AP)",
        "(Orso Venn/Pool Photo via AP, File)",
        "(AP Photo/Orso Venn, File)",
        "Photo: AP",
        "Photos: AP",
        "Photograph: UPI / Orme Images",
        "Photo courtesy of Sarn Courier",
        "Credit: Orso Venn",
        "Courtesy of Orme Books",
    ],
)
def test_a_credit_closes_a_caption(credit: str) -> None:
    assert caption(f"{SCENE} {credit}")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor says that the ferry will not sail before the hearing is over. (May 3) AP",
        "The ferry lies at the quay. | Orso Venn/Pool via Bloomberg",
        "The ferry at the quay in 2008, before the storm. Orso Venn / Sarn Courier via AP",
        f"{LONG}. (Orso Venn/Pool Photo via AP, File)",
        f"{LONG}. Orso Venn/Sarn Courier via AP",
    ],
)
def test_a_caption_without_a_day_or_longer_than_most(text: str) -> None:
    assert caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not answer a request by Reuters for comment.",
        "“We heard it twice,” she told Reuters. “Many were crying.”",
        "“We heard it twice,” the pilot said, according to AP.",
        "The harbour is closed, two officials told AFP on Wednesday.",
        "Nearly half of those asked are for the bridge, according to a Reuters/Ipsos poll.",
        "The mayor spoke of it in an interview with the AP.",
        "The council voted on Monday. “It was late,” Okoro said. Orso Venn/AP",
        "Right, and by his logic that word applies to the ferry too.",
        "The big picture: The port is the only one in the north that has not joined the accord.",
        "The figures of the port paint a darker picture: Last week was the third without a ferry.",
        "The letter went out on June 30, 2020. The mayor sent it via AP and two other agencies.",
        "He works for the mayor. She works for Bloomberg.",
        "The video of her words is here, courtesy of KSN News.",
    ],
)
def test_prose_that_names_an_agency_stays(text: str) -> None:
    assert not caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "(GRAPHIC: The harbours of the north - here)",
        "(For a graphic on the ferries of the north click grph.test/2xY)",
        "[For an interactive graphic on ferries, click here]",
        "Graphic - Ferries of the north: here",
        "Can't see the video? Click here.",
        "Don’t see the graphic above? Click here.",
        "Slideshow (3 images)",
        "[embed src=https://clips.test/3]",
        "[embed]https://clips.test/3[/embed]",
        "See photos: The storm in Port Sarn",
    ],
)
def test_a_line_that_leads_to_something_else(text: str) -> None:
    assert furniture(text, words=len(text.split()), ends=text.endswith("."))


@pytest.mark.parametrize(
    "text",
    [
        "A graphic of the accident was shown to the court during his visit.",
        "The graphic with the names of the drowned hangs here.",
        "[The mayor] said that the video was not hers.",
    ],
)
def test_a_sentence_that_speaks_of_a_graphic(text: str) -> None:
    assert furniture(text, words=len(text.split()), ends=True) is None


def test_a_caption_in_an_article_line_is_kept_and_is_none_of_its_paragraphs() -> None:
    told = "The harbour master was heard by the council for two hours on Tuesday, he said."
    text = f"{told}\n{SCENE} Orso Venn/Pool via REUTERS\n{told}"
    found = clean(text, "line")
    assert found.body.content == text
    assert [p.kind for p in found.passages] == [
        PassageKind.PARAGRAPH,
        PassageKind.CAPTION,
        PassageKind.PARAGRAPH,
    ]


def test_a_caption_that_runs_into_the_text_is_cut_from_it_at_its_credit() -> None:
    told = "The harbour master was heard by the council for two hours on Tuesday, the mayor said."
    text = f"{told} {SCENE} Orso Venn/Pool via REUTERS {told}"
    kinds = [(p.kind, p.span.exact) for p in clean(text, "line").passages]
    assert kinds == [
        (PassageKind.PARAGRAPH, told),
        (PassageKind.CAPTION, f"{SCENE} Orso Venn/Pool via REUTERS"),
        (PassageKind.PARAGRAPH, told),
    ]


@given(
    st.lists(
        st.sampled_from(["A", "B.", "/", " ", "via", "AP", ",", "é", "“", "said", "("]),
        max_size=400,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_line_takes_long_or_fails(parts: list[str]) -> None:
    text = "".join(parts)
    assert caption(text) in (True, False)
