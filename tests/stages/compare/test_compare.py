from collections.abc import Callable

from crosswire.records import Reading
from crosswire.stages.base import Stage
from crosswire.stages.compare import Compare


def test_the_stage_names_itself_and_those_before_it(read: Callable[..., Reading]) -> None:
    stage: Stage[list[Reading], object] = Compare()
    assert stage.name == "compare"
    found = Compare().open()([read("a", "A ferry sank.", outlet="Corran Wire")])
    assert [s.split(" ")[0] for s in found.stages] == [
        "clean",
        "annotate",
        "quote",
        "compare",
        "by",
    ]
    assert found.pages[0].outlet == "Corran Wire"
