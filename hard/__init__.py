"""Hard use: broken input, attackers and faults, each tried in numbers; ``make hard`` runs it all.

A part is a module of this package, named in ``hard.parts.PARTS``. It has one function,
``run(how: How) -> list[Row]``: what was tried, how many, what happened, and how many were not as they
should be. Its rows stand between ``<!-- part -->`` marks in docs/reliability.md.
"""
