import pytest

from crosswire.desk.desk import Desk
from crosswire.records import Comparison
from tests.report.conftest import story as story
from tests.web.stories import keep


@pytest.fixture
def kept(desk: Desk, story: Comparison) -> str:
    """The id of a story that is lined up."""
    return keep(desk, story)[0]
