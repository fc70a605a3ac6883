"""Points: which passages of several articles make the same statement."""

from crosswire.stages.compare.points.aligner import Aligned, Aligner, load_aligner

__all__ = ["Aligned", "Aligner", "load_aligner"]
