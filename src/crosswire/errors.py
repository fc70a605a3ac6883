"""Everything crosswire raises on purpose: one root, few kinds, an exit code each."""

from typing import ClassVar


class CrosswireError(Exception):
    """Anything crosswire raises on purpose."""

    exit_code: ClassVar[int] = 1


class ConfigError(CrosswireError):
    """The command, a setting or an option was asked for wrongly."""

    exit_code = 2


class InputError(CrosswireError):
    """A file or line could not be read as what it was given as.

    ``kind`` is a short word that can be counted ("missing", "empty", "binary"); ``published`` the
    day or instant of a page that was refused, where the page tells it.
    """

    def __init__(
        self, message: str, *, kind: str = "unreadable", published: str | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.published = published


class FetchError(CrosswireError):
    """A page could not be fetched, or may not be.

    ``kind`` is a short word that can be counted ("address", "robots", "timeout", "http-404");
    ``retry_after`` the seconds after which to ask again, where that would help.
    """

    def __init__(self, message: str, *, kind: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after = retry_after


class ModelError(CrosswireError):
    """A model is missing, damaged, or not the one the catalogue names."""


class StoreError(CrosswireError):
    """The store cannot be used as it was asked to: another writer has it, the disk is full, it may
    not be written, it is of another version, or it is no store.

    ``kind`` is a short word that can be counted ("busy", "full", "read-only", "newer", "watched").
    """

    def __init__(self, message: str, *, kind: str = "failed") -> None:
        super().__init__(message)
        self.kind = kind


class AccessError(CrosswireError):
    """Who asks is not known, or what is asked is not theirs to do.

    ``kind`` is a short word that can be counted ("password", "wait", "forbidden"); ``retry_after`` the
    seconds after which to ask again, where that would help.
    """

    def __init__(self, message: str, *, kind: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after = retry_after


class SpanMismatch(CrosswireError):
    """A span does not re-read the words it recorded."""
