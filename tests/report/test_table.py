"""What an editor reads on a terminal."""

from crosswire.records import Comparison, Found
from crosswire.report import table


def test_snapshot_of_what_comes_first(story: Comparison) -> None:
    shown = table.comparison(story, width=90)
    first = shown.split("What several tell")[0]
    assert first == SNAPSHOT


def test_lines_fit(story: Comparison) -> None:
    assert max(map(len, table.comparison(story, width=80).splitlines())) <= 80


def test_points_name_whose_words_they_are(story: Comparison) -> None:
    shown = table.comparison(story)
    assert "sure · same · 3 outlets, 1 origin · CW HC VS · words of Harnmouth Courier" in shown


def test_a_page_cannot_act_on_the_terminal(story: Comparison) -> None:
    headline = Found(value="\x1b[2J[red]x[/red]\x07 [link=x]y", source="visible text")
    page = story.pages[0].model_copy(update={"headline": headline})
    shown = table.comparison(story.model_copy(update={"pages": (page,)}))
    assert "\x1b" not in shown
    assert "[red]x[/red]" in shown


def test_a_long_list_says_how_much_is_left(story: Comparison) -> None:
    many = story.model_copy(update={"points": story.points * 10})
    assert "and 10 more; --format html has all of them" in table.comparison(many)


def test_styles_only_when_asked(story: Comparison) -> None:
    assert "\x1b[" in table.comparison(story, styled=True)
    assert "\x1b[" not in table.comparison(story)


SNAPSHOT = """\
Ferry aground

 Outlet               Headline             Published            Voice            Capture
 ────────────────────────────────────────────────────────────────────────────────────────
 Corran Wire          Ferry runs           Wed 15 Oct 2025      news             complete
                      aground, 14 hurt
 Harnmouth Courier    Marrow vows to       Wed 15 Oct 2025      news, analysis   complete
                      'ground unsafe
                      ferries'
 The Vellamy Sentry   Minister orders      not stated; read     news             complete
                      checks on 'every     as of Wed 15 Oct
                      vessel'              2025 (inferred)


Conflicts and tensions (1)
  1. CONFLICT number: 14 against 17
     Corran Wire: injuring 14 of them
     Harnmouth Courier: Seventeen people were hurt

Rests on one known origin (2)
  1. 3 outlets, 1 origin: The Vellamy Sentry and Corran Wire: 94 % of its words stand in
     the other (1 point: 1)
  2. 2 outlets, 1 origin: The Vellamy Sentry and Corran Wire: 94 % of its words stand in
     the other (1 point: 3)

Quoted words in headlines (2)
  1. 'ground unsafe ferries' Harnmouth Courier: not found in this text
  2. 'every vessel' The Vellamy Sentry: verbatim in speech → every vessel

Check before you publish (1)
  1. How many were hurt: 14 or 17? (with the hospital or the coastguard)

"""
