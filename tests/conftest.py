"""For every test: properties give the same cases on every machine, and no clock decides.

Nothing is kept on disk from one run to the next.
"""

import os

from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

os.environ["CROSSWIRE_CACHE_MEGABYTES"] = "0"
