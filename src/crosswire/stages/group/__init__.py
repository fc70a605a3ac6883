"""Group: which articles tell one story, online as they come and settled in a delayed pass."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crosswire.errors import ModelError
from crosswire.models.frequency import Background
from crosswire.stages.group.grouper import Grouper as Grouper
from crosswire.stages.group.grouper import group_all as group_all
from crosswire.stages.group.settling import Models as Models
from crosswire.stages.group.settling import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The recipe."""

    name: str = "group"
    version: int = 2
    dormant_days: int = 14
    """A story without a new article for so long takes none any more."""

    def open(self) -> Grouper:
        """Load the models once; the grouper that holds the active stories."""
        return self.with_models(*self.models())

    def models(self) -> tuple[Models, Background]:
        """The trained weighings, and how common words are."""
        from crosswire.models.boost import load_boosters
        from crosswire.models.frequency import background

        models = Models(load_boosters("grouping.pairs"), load_boosters("grouping.company"))
        return models, background()

    def with_models(self, models: Models, words: Background) -> Grouper:
        """A grouper with other weights, as training and measuring need it."""
        return Grouper(models, words, self.rules)

    @property
    def rules(self) -> Rules:
        """What training chose, and what this recipe asks for."""
        chosen = _chosen()
        return Rules(
            threshold=chosen["threshold"],
            unknown=chosen["unknown"],
            dormant_days=self.dormant_days,
            made_by=f"{self.name}/{self.version}",
        )


@cache
def _chosen() -> dict[str, Any]:
    """What training chose."""
    import crosswire.models

    path = Path(crosswire.models.__file__).parent / "trained" / "grouping.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ModelError(f"{path.name} cannot be read ({fault}); reinstall crosswire") from fault
    return found
