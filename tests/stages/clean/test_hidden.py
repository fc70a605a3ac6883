"""Words in a page's markup that nobody sees who opens it."""

import pytest

from crosswire.records.article import Capture, Revision, Voice
from crosswire.records.span import Text
from crosswire.stages.clean import Clean

TOLD = (
    "<p>The council of Harnmouth voted on Tuesday to close the old ferry pier after two months of "
    "repairs had failed to stop the rust.</p><p>Residents who depend on the boat said they had heard "
    "of the plan only from a notice that was posted on a lamp.</p><p>The next vote is planned for the "
    "end of May, when the town will know how much the work is going to cost.</p>"
)
CLAIM = "The treasurer, Oskar Brandt, said: “I took the money from the pier fund.”"


def read(claim: str, style: str = "") -> Revision:
    page = (
        f"<html><head><title>Pier to close in Harnmouth</title><style>{style}</style></head><body>"
        f"<article><h1>Pier to close in Harnmouth</h1>{TOLD}{claim}{TOLD[:112]}</p></article></body></html>"
    )
    return Clean().open()(Capture(name="page", content=Text.of(page), medium="html"))


def voice_of(revision: Revision, words: str) -> Voice | None:
    found = [p for p in revision.passages if words in p.span.exact]
    return found[0].voice if found else None


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        "style='display: none'",
        "style='DISPLAY:NONE !important;'",
        "style='color: red; visibility : hidden'",
        "style='position:absolute; left:-9999px'",
        "style='text-indent: -99999em'",
        "style='font-size:0px'",
        "style='opacity: 0.0'",
        "style='clip: rect(0, 0, 0, 0); position:absolute'",
        "style='clip-path: inset(50%)'",
        "style='color:#FFF; background-color: white'",
        "class='sr-only'",
        "class='teaser visually-hidden'",
    ],
)
def test_words_that_are_not_shown_are_told_to_be(how: str) -> None:
    revision = read(f"<p {how}>{CLAIM}</p>")
    assert voice_of(revision, "Oskar Brandt") is Voice.UNSEEN
    assert voice_of(revision, "The council") is Voice.NEWS
    said = next(p.because for p in revision.passages if p.voice is Voice.UNSEEN)
    assert said is not None
    assert said.startswith("the page does not show it when it opens: ")


@pytest.mark.parametrize(
    "how",
    [
        "",
        "aria-hidden='true'",
        "hidden='until-found'",
        "style='display:block'",
        "style='opacity:0.9'",
        "style='left:-10px'",
        "style='color:#fff; background:#000'",
        "style='color:#fff'",
        "class='hidden-gem'",
    ],
)
def test_words_that_are_shown_are_news(how: str) -> None:
    assert voice_of(read(f"<p {how}>{CLAIM}</p>"), "Oskar Brandt") is Voice.NEWS


@pytest.mark.parametrize(
    ("style", "mark", "seen"),
    [
        (".k { display: none }", "class='k'", Voice.UNSEEN),
        ("p.k, #z { visibility:hidden }", "id='z'", Voice.UNSEEN),
        ("p.k { visibility:hidden }", "class='a k'", Voice.UNSEEN),
        ("/* .k */ .k{color:red;display:none!important}", "class='k'", Voice.UNSEEN),
        ("div.k { display: none }", "class='k'", Voice.NEWS),
        (".k { display: none } .k { display: block }", "class='k'", Voice.NEWS),
        (".k { display: none }", "class='k' style='display:block'", Voice.NEWS),
        ("@media print { .k { display: none } }", "class='k'", Voice.NEWS),
        ("body.done .k { display: none }", "class='k'", Voice.NEWS),
        (".k:not(.on) { display: none }", "class='k'", Voice.NEWS),
    ],
)
def test_rules_of_the_page_hide(style: str, mark: str, seen: Voice) -> None:
    assert voice_of(read(f"<p {mark}>{CLAIM}</p>", style), "Oskar Brandt") is seen


def test_hidden_words_in_a_line_are_left_out_of_it() -> None:
    line = f"<p>The harbour master agreed. <span hidden>{CLAIM} </span>He left early for the islands.</p>"
    revision = read(line)
    assert "agreed. He left early" in revision.body.content
    assert "Oskar" not in revision.body.content
    for run in revision.runs:
        ours = revision.body.content[run.body : run.body + run.length]
        at = run.original
        assert revision.capture.content.content[at : at + run.length] == ours


def test_a_page_that_a_script_is_to_show_is_read() -> None:
    shown = read(f"<div style='display:none'>{TOLD * 3}</div>")
    assert voice_of(shown, "The council") is Voice.NEWS


def test_what_is_hidden_in_one_place_and_shown_in_another_is_shown() -> None:
    revision = read(f"<p>{CLAIM}</p><p hidden>{CLAIM}</p>")
    assert voice_of(revision, "Oskar Brandt") is Voice.NEWS


@pytest.mark.parametrize(
    ("style", "mark", "seen"),
    [
        (".a .k { display:none }", "class='k'", Voice.NEWS),
        ("article .k { display:none }", "class='k'", Voice.UNSEEN),
        ("article > .k, x { display:none }", "class='k'", Voice.UNSEEN),
        ("body > .k { display:none }", "class='k'", Voice.NEWS),
        ("article .k { display:none } .k { display:block }", "class='k'", Voice.UNSEEN),
        (".k { display:none } article .k { display:block }", "class='k'", Voice.NEWS),
        ("#z { display:block } p.k.l { display:none }", "class='k l' id='z'", Voice.NEWS),
        (".k { height:0; overflow:hidden }", "class='k'", Voice.UNSEEN),
        ("@import url(a.css); .k { display:none }", "class='k'", Voice.UNSEEN),
        ("@media print { .j { color:red } .k { display:none } }", "class='k'", Voice.NEWS),
        (".k + p { display:none }", "class='k'", Voice.NEWS),
    ],
)
def test_of_several_rules_the_most_specific_decides(style: str, mark: str, seen: Voice) -> None:
    assert voice_of(read(f"<p {mark}>{CLAIM}</p>", style), "Oskar Brandt") is seen


@pytest.mark.parametrize(
    ("style", "how"),
    [
        # A script or a moment later shows them.
        (".k{opacity:0;animation:fade 1s forwards}", "class='k'"),
        ("", "style='opacity:0;transition:opacity .3s'"),
        # Colours that are no colours.
        ("", "style='color:inherit;background:inherit'"),
        ("", "style='color:var(--a);background:var(--a)'"),
        ("", "style='background:linear-gradient(red, blue);-webkit-background-clip:text;color:transparent'"),
        # What it holds takes it back.
        (".k{font-size:0} .k span{font-size:16px}", "class='k'"),
        (".k{visibility:hidden} .k span{visibility:visible}", "class='k'"),
        # Shown on some screens.
        (".hidden{display:none} @media (min-width:640px){.wide{display:block}}", "class='hidden wide'"),
        # Something else makes room; something important has its way.
        ("", "style='overflow:hidden;width:0;min-width:100%'"),
        (".a{display:block!important} .b{display:none}", "class='a b'"),
    ],
)  # fmt: skip
def test_what_is_shown_after_all_is_news(style: str, how: str) -> None:
    assert voice_of(read(f"<div {how}><span>{CLAIM}</span></div>", style), "Oskar") is Voice.NEWS


@pytest.mark.parametrize(
    ("style", "how"),
    [
        (".k{display:none!important}", "class='k' style='display:block'"),
        ("", "style='" + "a:b;" * 900 + "display:none'"),
        (".k{display:none} @media print{.k{display:block}}", "class='k'"),
        (".j{color:red} @media (min-width:9px){.j{display:block}} .k{display:none}", "class='k'"),
    ],
)
def test_what_is_hidden_after_all_is_not_shown(style: str, how: str) -> None:
    assert voice_of(read(f"<p {how}>{CLAIM}</p>", style), "Oskar") is Voice.UNSEEN


def test_a_page_whose_paragraphs_fade_in_is_read() -> None:
    fading = "".join(f"<p class='reveal'>{n} {CLAIM} {TOLD[3:120]}</p>" for n in range(8))
    shown = read(fading, ".reveal{opacity:0}")
    assert voice_of(shown, "Oskar") is Voice.NEWS
    planted = read(fading + f"<p hidden>Planted words: {CLAIM}</p>", ".reveal{opacity:0}")
    assert voice_of(planted, "Planted words") is Voice.UNSEEN


@pytest.mark.parametrize(
    "style",
    [
        "@a" * 150_000,
        "/*" * 150_000,
        "a" * 300_000,
        "{" * 300_000,
        ".a{display:none}" * 20_000,
        ".a .a .a .a .a .k{display:none}" * 9_000,
        ".k{clip:rect(" + "0 " * 900 + "}",
        ".k{color:" + " " * 1_900 + "}",
        ".k{transform:scale(" + "0" * 190 + "\nx}",
        ".k{transform:scale(" + "0" * 90_000 + "\nx}",
        ".a," * 20_000 + ".k{display:none;" + "a:b;" * 450 + "}",
        ".k{display:none}" + ".k," * 60_000 + "{margin:9px}",
    ],
)
def test_sheets_that_are_made_to_keep_a_reader_do_not(style: str) -> None:
    line = f"<p class='k'>{CLAIM}</p>" + "<b class='k'>x</b>" * 20
    nested = "<div class='a'>" * 150 + line * 30 + "</div>" * 150
    assert read(nested, style).body.content
