"""Shared: the points that are worth showing as told by several."""

from crosswire.records.comparison import Point, Tier

EVEN = 0.5
"""Confidence from which a point is at least as likely right as wrong."""


def shared(point: Point) -> bool:
    """Worth showing as told by several; a false "both report this" is the worst fault."""
    return point.tier is Tier.SURE or point.confidence >= EVEN
