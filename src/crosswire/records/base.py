"""What every record shares: frozen, closed to unknown fields, ids from content."""

import hashlib

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; unknown fields are refused at birth."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def stable_id(kind: str, *parts: str) -> str:
    """An id derived from content: ``kind-`` and 20 hexadecimal digits of SHA-256.

    Each part is length-prefixed, so parts cannot run together.
    """
    digest = hashlib.sha256()
    for part in (kind, *parts):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return f"{kind}-{digest.hexdigest()[:20]}"
