"""For every test: properties give the same cases on every machine, and no clock decides."""

from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")
