"""What a comparison of a story shows that an earlier one did not: points, conflicts, second origins.

What was shown is kept as places in texts (``Shown``), never as words. Points are matched by where their
members stand, whatever their order or number: by the same place of one text, or, where the article has
another text since, by the hash of the words.
"""

from crosswire.stages.alert.news import News, news
from crosswire.stages.alert.shown import Conflicting, Place, Shown, ShownPoint, shown

__all__ = ["Conflicting", "News", "Place", "Shown", "ShownPoint", "news", "shown"]
