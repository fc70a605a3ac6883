"""Ids of stories: what was merged away takes its id back, in whatever process it is parted again."""

from crosswire.records.story import story_id
from crosswire.stages.group.places import Places


def test_a_parted_story_takes_back_the_id_it_had_before_another_process_merged_it() -> None:
    places = Places()
    for article in range(4):
        places.put(article, story_id("ferry-0"))
    names = ["ferry-0", "ferry-1", "strike-1", "strike-0"]
    places.merged({story_id("strike-0"): story_id("ferry-0")})
    changed, gone = places.rename([[0, 1], [2, 3]], names)
    assert {new for _, _, new in changed} == {story_id("strike-0")}
    assert gone == []
    assert story_id("strike-0") not in places.aliases


def test_a_story_that_lives_is_no_alias() -> None:
    places = Places()
    places.put(0, story_id("ferry-0"))
    places.merged({story_id("ferry-0"): story_id("strike-0")})
    assert places.aliases == {}
