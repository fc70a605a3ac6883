"""Each rule fires once, on what it is for; what is untouched fires nothing; nothing is lost between."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Closeness, Desk
from crosswire.errors import ConfigError
from crosswire.records.follow import AlertLine, Channel, Follow, Rule, Subject
from crosswire.records.lists import Query
from crosswire.store import follows, stirring
from tests.desk.stream import Line, write

FERRY = (
    "The ferry Corrin ran aground on the Teal Bank on Tuesday evening with 212 people aboard.",
    "Fourteen passengers were hurt, two of them seriously, the coastguard at Harnmouth said.",
    "The Corrin, built in 1998, sails between Harnmouth and the island of Sorrel four times a day.",
    "Passengers were taken off in lifeboats and spent the night in a school in Harnmouth.",
)
SENTRY = (
    "The ferry Corrin ran aground on the Teal Bank on Tuesday evening, harbour master Idris Pell "
    "told the Vellamy Sentry.",
    "The Corrin had 240 people aboard when it ran aground on the Teal Bank.",
    "Passengers spent the night in a school in Harnmouth after lifeboats took them off the Corrin.",
    "Pell told the Vellamy Sentry that the pilot had left the marked channel near buoy nine.",
)
NOTICE = (
    "Correction: An earlier version of this article gave a wrong number of people aboard. It was "
    "219, not 212."
)


def line(outlet: str, sentences: tuple[str, ...], title: str, *, slug: str = "ferry") -> Line:
    host = outlet.split()[-1].lower()
    return {
        "id": f"{host}-{slug}", "outlet": outlet, "url": f"https://{host}.example/{slug}",
        "title": title, "published": "2021-05-05T08:00:00Z", "text": "\n\n".join(sentences),
    }  # fmt: skip


def courier(*sentences: str, **changed: str) -> Line:
    said = "\n\n".join(sentences or FERRY)
    for old, new in changed.items():
        assert old in said
        said = said.replace(old, new)
    return line(
        "Harnmouth Courier", tuple(said.split("\n\n")), "Ferry Corrin runs aground on Teal Bank"
    )


def sentry() -> Line:
    return line("Vellamy Sentry", SENTRY, "Corrin aground: ferry stuck on Teal Bank")


def comet() -> Line:
    words = ("Astronomers at the Calder observatory have found a comet.",
             "The comet Calder-Voss will be seen with the naked eye in August.",
             "It poses no danger, said Lena Voss, who found it on pictures.")  # fmt: skip
    return line("Osprey Daily", words, "Comet found at Calder", slug="comet")


def early() -> Line:
    """By which the store knows the Sentry."""
    words = ("Orland and Vessia signed a treaty on the waters of the river Maren.",
             "Presidents Tomas Ravn and Adela Brisk shook hands on the bridge of Quill.",
             "Both parliaments must ratify the treaty before the end of November.")  # fmt: skip
    return line("Vellamy Sentry", words, "Treaty on the Maren signed", slug="treaty")


class House(NamedTuple):
    """A desk, what is told at it, and how articles come."""

    desk: Desk
    alerts: Alerts
    add: Callable[..., None]

    @property
    def story(self) -> str:
        found = [
            one for one in self.desk.stories() if one.headline and "Corrin" in one.headline.exact
        ]
        return found[0].id

    def follow(self, about: Subject, *rules: Rule) -> Follow:
        return self.alerts.follow(about, by="you", rules=rules).follow

    def told(self, follow: Follow) -> list[AlertLine]:
        """What one turn tells this follow that it had not told."""
        before = {one.alert.id for one in self.page(follow)}
        self.alerts.turn(self.desk)
        return [one for one in self.page(follow) if one.alert.id not in before]

    def page(self, follow: Follow) -> tuple[AlertLine, ...]:
        return self.alerts.page("you", follow=follow.id).alerts

    def rules(self, follow: Follow) -> list[Rule]:
        return sorted(one.alert.rule for one in self.told(follow))


@pytest.fixture
def house(desk: Desk, tmp_path: Path) -> House:
    def add(*lines: Line, closely: Closeness = "none") -> None:
        file = write(tmp_path / "lines.jsonl", list(lines))
        desk.add(desk.project.captures([str(file)]), closely=closely)

    return House(desk, Alerts.of(desk), add)


STORY_RULES = (Rule.NEW_ARTICLE, Rule.CHANGED_FIGURE, Rule.CORRECTION, Rule.UNANNOUNCED_EDIT)


def test_what_is_there_is_not_told_and_what_is_untouched_fires_nothing(house: House) -> None:
    house.add(courier(), sentry())
    one = house.follow(Subject(kind="story", id=house.story), *STORY_RULES)
    assert house.told(one) == []
    house.add(comet())
    assert house.told(one) == []
    house.add(courier(), sentry())
    assert house.told(one) == []


def test_a_new_article_of_the_story_is_told_once(house: House) -> None:
    house.add(courier())
    one = house.follow(Subject(kind="story", id=house.story))
    house.add(sentry(), comet())
    (told,) = [x for x in house.told(one) if x.alert.rule is Rule.NEW_ARTICLE]
    assert told.headline is not None
    assert told.headline.exact == "Corrin aground: ferry stuck on Teal Bank"
    assert (told.outlet, told.url) == ("Vellamy Sentry", "https://sentry.example/ferry")
    assert house.told(one) == []
    house.desk.regroup()
    assert house.told(one) == []


def test_a_changed_figure_and_an_edit_nobody_announced_are_told(house: House) -> None:
    house.add(courier(), sentry())
    one = house.follow(Subject(kind="story", id=house.story), *STORY_RULES)
    house.add(courier(**{"212 people": "219 people"}))
    told = house.told(one)
    assert sorted(x.alert.rule for x in told) == [Rule.CHANGED_FIGURE, Rule.UNANNOUNCED_EDIT]
    figure = next(x for x in told if x.alert.rule is Rule.CHANGED_FIGURE)
    assert [words.span.exact for words in figure.quoted] == ["212", "219"]
    edit = next(x for x in told if x.alert.rule is Rule.UNANNOUNCED_EDIT)
    assert edit.alert.words == "changed; no notice found on this page"
    assert house.told(one) == []


def test_a_correction_is_told_and_is_no_edit_that_nobody_announced(house: House) -> None:
    house.add(courier(), sentry())
    one = house.follow(
        Subject(kind="story", id=house.story), Rule.CORRECTION, Rule.UNANNOUNCED_EDIT
    )
    house.add(courier(*FERRY, NOTICE, **{"212 people": "219 people"}))
    (told,) = house.told(one)
    assert told.alert.rule is Rule.CORRECTION
    assert [words.span.exact for words in told.quoted] == [NOTICE]
    assert house.told(one) == []


def test_points_and_conflicts_that_are_new_are_told_once(house: House) -> None:
    house.add(courier(), closely="shared")
    one = house.follow(Subject(kind="story", id=house.story), Rule.NEW_POINT, Rule.NEW_CONFLICT)
    house.add(sentry(), closely="shared")
    told = house.told(one)
    assert {x.alert.rule for x in told} == {Rule.NEW_POINT, Rule.NEW_CONFLICT}
    for alert in told:
        assert len({words.article for words in alert.quoted}) > 1
    assert house.told(one) == []
    house.add(comet(), closely="shared")
    assert house.told(one) == []


def test_a_second_origin_that_is_shown_is_told_once(house: House) -> None:
    seen = ("Our reporter on the quay watched as the ferry Corrin ran aground on the Teal Bank.",
            "Divers will inspect the hull at first light before any attempt to refloat the ferry.",
            "The minister promised an inquiry into the grounding of the Corrin on Wednesday.")  # fmt: skip
    heard = ("The Corrin ran aground on the Teal Bank late on Tuesday.",
             "The ferry sails between Harnmouth and the island of Sorrel four times a day.",
             "Passengers of the Corrin spent the night in a school in Harnmouth.")  # fmt: skip
    wired = ("The ferry Corrin ran aground on the Teal Bank off Harnmouth, according to Reuters.",
             "Fourteen people were hurt, two of them seriously.")  # fmt: skip
    house.add(
        courier(*seen), line("Tarn Valley Post", heard, "Ferry Corrin aground on Teal Bank"),
        closely="shared",
    )  # fmt: skip
    one = house.follow(Subject(kind="story", id=house.story), Rule.SECOND_ORIGIN)
    assert house.told(one) == []
    house.add(
        line("Vellamy Sentry", wired, "Corrin aground: ferry stuck on Teal Bank"), closely="shared"
    )
    (told,) = house.told(one)
    assert told.alert.words == "a second origin is shown"
    assert {words.outlet for words in told.quoted} == {
        "Harnmouth Courier", "Tarn Valley Post", "Vellamy Sentry",
    }  # fmt: skip
    assert house.told(one) == []


def test_an_outlet_a_search_and_a_person_are_followed(house: House) -> None:
    house.add(courier(), sentry(), closely="all")
    outlet = house.follow(Subject(kind="outlet", id="Vellamy Sentry"))
    search = house.follow(Subject(kind="search", query=Query(words='comet OR "marked channel"')))
    person = house.follow(Subject(kind="entity", id="Idris Pell"))
    assert [house.told(one) for one in (outlet, search, person)] == [[], [], []]
    later = ("Harbour master Idris Pell resigned on Friday over the ferry Corrin.",
             "Mr Pell said that he had not slept since the Corrin ran aground.",
             "The port of Harnmouth thanked Idris Pell for nineteen years of work.")  # fmt: skip
    house.add(
        comet(), line("Vellamy Sentry", later, "Idris Pell resigns", slug="pell"), closely="all"
    )
    house.alerts.turn(house.desk)
    heads = {
        one.id: [x.headline.exact for x in house.page(one) if x.headline]
        for one in (outlet, search, person)
    }
    assert heads[outlet.id] == ["Idris Pell resigns"]
    assert heads[search.id] == ["Comet found at Calder"]
    assert heads[person.id] == ["Idris Pell resigns"]
    assert [house.told(one) for one in (outlet, search, person)] == [[], [], []]


def test_while_it_is_paused_nothing_is_told_also_later(house: House) -> None:
    house.add(courier(), early())
    one = house.follow(Subject(kind="outlet", id="Vellamy Sentry"))
    house.alerts.change(one.id, paused=True)
    house.add(sentry())
    assert house.told(one) == []
    house.alerts.change(one.id, paused=False)
    assert house.told(one) == []
    house.add(line("Vellamy Sentry", FERRY[1:], "Hurt on the Corrin", slug="hurt"))
    assert house.rules(one) == [Rule.NEW_ARTICLE]


def test_what_a_run_that_goes_on_still_brought_is_told_once(house: House) -> None:
    house.add(courier(), early())
    one = house.follow(Subject(kind="outlet", id="Vellamy Sentry"))
    house.add(sentry())
    with house.desk.store.read() as reader:
        (run,) = stirring.stirred(reader).ended
    with house.desk.store.write("another"):
        assert house.rules(one) == [Rule.NEW_ARTICLE]
        assert house.told(one) == []
    with house.desk.store.read() as reader:
        assert run not in stirring.stirred(reader).ended
    assert house.told(one) == []


def test_erased_words_are_gone_from_what_was_told(house: House) -> None:
    house.add(courier(), early())
    one = house.follow(Subject(kind="outlet", id="Vellamy Sentry"))
    house.add(sentry())
    (told,) = house.told(one)
    assert told.quoted
    assert told.alert.article is not None
    with house.desk.store.write("erase") as writer, writer.batch() as batch:
        batch.erase_article(told.alert.article, because="asked", by="mb", how="demand")
    (left,) = house.page(one)
    assert (left.headline, left.quoted) == (None, ())
    assert left.alert.words == "new article of the outlet"


def test_alerts_are_read_and_paged(house: House) -> None:
    house.add(courier())
    one = house.follow(Subject(kind="search", query=Query(words="Corrin OR comet")))
    house.add(sentry(), comet())
    house.alerts.turn(house.desk)
    first = house.alerts.page("you", limit=1)
    assert first.unread == 2
    second = house.alerts.page("you", limit=1, cursor=first.next)
    assert second.next is None
    assert {*first.alerts, *second.alerts} == {*house.page(one)}
    assert house.alerts.read("somebody else") == 0
    assert house.alerts.read("you", [first.alerts[0].alert.id]) == 1
    assert house.alerts.page("you", unread=True).alerts == tuple(
        one for one in house.page(one) if one.alert.read_at is None
    )
    with pytest.raises(ConfigError, match="none of alerts"):
        house.alerts.page("you", cursor="7")


def test_a_feed_opens_by_its_key_alone(house: House) -> None:
    house.add(courier(), early())
    one = house.follow(Subject(kind="outlet", id="Vellamy Sentry"))
    house.add(sentry())
    house.alerts.turn(house.desk)
    key, every = house.alerts.feed_key("you", one.id), house.alerts.feed_key("you")
    assert len(key) >= 32
    assert house.alerts.feed_key("you", one.id) == key
    opened, all_ = house.alerts.feed(key), house.alerts.feed(every)
    assert opened is not None
    assert all_ is not None
    assert (opened.follow, all_.follow) == (one, None)
    assert opened.alerts == all_.alerts == house.page(one)
    other = house.alerts.renew_key("you", one.id)
    assert house.alerts.feed(key) is None
    assert house.alerts.feed(other) is not None
    house.alerts.drop(one.id)
    assert house.alerts.feed(other) is None


def test_following_again_changes_the_follow(house: House) -> None:
    house.add(courier())
    about = Subject(kind="story", id=house.story)
    first = house.follow(about)
    again = house.alerts.follow(about, by="you", name="The ferry", rules=[Rule.CORRECTION]).follow
    other = house.alerts.follow(about, by="mb").follow
    assert (again.id, again.name, again.rules) == (first.id, "The ferry", (Rule.CORRECTION,))
    assert {one.follow.id for one in house.alerts.follows()} == {first.id, other.id}
    assert [one.follow for one in house.alerts.follows("you")] == [again]


def test_a_search_that_can_no_longer_be_asked_keeps_nobody_from_being_told(house: House) -> None:
    house.add(courier(), early())
    house.follow(Subject(kind="search", query=Query(words="ferry", outlet="Vellamy Sentry")))
    one = house.follow(Subject(kind="search", query=Query(words="Corrin")))
    with house.desk.store.aside() as aside:
        for follow in follows.get(aside.connection):
            if follow.about.query and follow.about.query.outlet:
                lost = follow.about.query.model_copy(update={"outlet": "The Lost"})
                follows.drop(aside, follow.id)
                about = Subject(kind="search", query=lost)
                follows.put(aside, follow.model_copy(update={"about": about}))
    house.add(sentry())
    turned = house.alerts.turn(house.desk)
    assert turned.found == 1
    assert any("The Lost" in note for note in turned.notes)
    assert len(house.page(one)) == 1


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (Subject(kind="story", id="story-00"), "no story"),
        (Subject(kind="outlet", id="The Nowhere"), "no outlet"),
        (Subject(kind="entity", id="Nobody Here"), "no entity"),
        (Subject(kind="search", query=Query(words='"open')), "a phrase is opened"),
    ],
)
def test_what_cannot_be_followed_is_said(house: House, about: Subject, words: str) -> None:
    house.add(courier())
    with pytest.raises(ConfigError, match=words):
        house.follow(about)


@pytest.mark.parametrize(
    "channel",
    [
        Channel(kind="mail", target="mb@paper.example"),
        Channel(kind="webhook", target="ftp://paper.example/"),
        Channel(kind="webhook", target="nowhere"),
    ],
)
def test_a_channel_that_cannot_be_used_is_refused(house: House, channel: Channel) -> None:
    house.add(courier())
    with pytest.raises(ConfigError):
        house.alerts.follow(Subject(kind="story", id=house.story), by="you", channels=[channel])
