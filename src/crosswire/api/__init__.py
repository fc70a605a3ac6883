"""The Python side for people: what ``import crosswire`` offers, small and without set-up.

What is promised here is documented in docs/howto/use-from-python.md; what stands below it (``Project``,
``Desk`` of ``crosswire.desk``) is for programs that need more.
"""

from crosswire.api.comparing import Comparison, compare, compare_each
from crosswire.api.desk import Desk, open
from crosswire.api.rows import Rows
from crosswire.records.given import Article

__all__ = ["Article", "Comparison", "Desk", "Rows", "compare", "compare_each", "open"]
