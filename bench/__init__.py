"""Benchmarks: quality on public gold sets and speed, with baselines and peers in the same run."""
