"""What pip asks of a source distribution before it hands it over, answered from its PKG-INFO.

The real backend would run the distribution's own setup.py for that. Some no longer run, and no corpus
needs to: it is read, not installed.
"""

from pathlib import Path
from types import SimpleNamespace


def get_requires_for_build_wheel(config_settings: object = None) -> list[str]:
    """Nothing is needed."""
    return []


def prepare_metadata_for_build_wheel(folder: str, config_settings: object = None) -> str:
    """The name of the folder within ``folder`` that says what the distribution is."""
    told = Path(folder) / "corpus.dist-info"
    told.mkdir()
    (told / "METADATA").write_bytes(Path("PKG-INFO").read_bytes())
    return told.name


__legacy__ = SimpleNamespace(
    get_requires_for_build_wheel=get_requires_for_build_wheel,
    prepare_metadata_for_build_wheel=prepare_metadata_for_build_wheel,
)
"""For distributions that name no backend."""
