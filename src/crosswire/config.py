"""Settings: frozen, read once from a TOML file and the environment, then handed down."""

import os
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from crosswire.errors import ConfigError

PipelineChoice = Literal["auto", "small", "medium"]
EngineChoice = Literal["auto", "local", "pool", "ray"]


class Settings(BaseModel):
    """Everything a user may set. Each field may stand in the TOML file or in the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = user_data_path("crosswire")
    """Folder of installed models, of what they made of sentences, of your judgements and your table of
    outlets (``CROSSWIRE_DATA``)."""
    pipeline: PipelineChoice = "auto"
    """English pipeline: ``auto`` takes the medium one where it is installed
    (``CROSSWIRE_PIPELINE``)."""
    max_megabytes: int = 20
    """Largest file read as one page, in megabytes (``CROSSWIRE_MAX_MEGABYTES``)."""
    cache_megabytes: int = Field(default=256, ge=0)
    """What models made of sentences, kept in the data folder so that they need not read them again;
    at most so many megabytes, 0 for none (``CROSSWIRE_CACHE_MEGABYTES``)."""

    workers: int = Field(default=1, ge=1, le=256)
    """Processes that read pages side by side; each takes up to 600 MB (``CROSSWIRE_WORKERS``)."""

    engine: EngineChoice = "auto"
    """Where pages are read: ``local``, in this process; ``pool``, in ``workers`` processes of this
    machine; ``ray``, in ``workers`` actors of a Ray cluster; ``auto`` takes ``pool`` where there are
    more workers than one (``CROSSWIRE_ENGINE``)."""

    outlets: Path | None = None
    """Your own table of outlets, owners and suppliers, over the shipped one; without it
    ``outlets.toml`` in the data folder, where there is one (``CROSSWIRE_OUTLETS``)."""

    judgements: Path | None = None
    """Your file of judgements, honoured by ``compare`` and added to by ``review``; without it
    ``judgements.jsonl`` in the data folder (``CROSSWIRE_JUDGEMENTS``)."""

    store: str | None = None
    """The store: a SQLite file, or a PostgreSQL URL; without it ``desk.sqlite`` in the data folder
    (``CROSSWIRE_STORE``)."""

    wikidata: Path | None = None
    """Your extract of Wikidata, JSON lines, to whose ids people, bodies and places are linked; without it
    none are (``CROSSWIRE_WIKIDATA``)."""

    fetch_allow: tuple[str, ...] = ()
    """Networks that may be fetched from although they are not public, such as ``10.1.0.0/16`` for the
    pages of your own house; in the environment with commas between (``CROSSWIRE_FETCH_ALLOW``)."""

    fetch_agent: str | None = Field(default=None, pattern=r"^[\x20-\x7e]+$")
    """What crosswire calls itself where it fetches, in place of its name and version; say who you are
    and how to reach you (``CROSSWIRE_FETCH_AGENT``)."""

    fetch_gap_seconds: float = Field(default=1.0, ge=0, le=3600, allow_inf_nan=False)
    """Seconds between two pages of one host, at least; a host may ask for more
    (``CROSSWIRE_FETCH_GAP_SECONDS``)."""

    fetch_megabytes: int = Field(default=15, ge=1, le=1000)
    """Largest page that is fetched, unpacked, in megabytes (``CROSSWIRE_FETCH_MEGABYTES``)."""

    deliver_allow: tuple[str, ...] = ()
    """Networks that alerts may be sent to although they are not public: mail servers and webhooks of your
    own house; in the environment with commas between (``CROSSWIRE_DELIVER_ALLOW``)."""

    smtp_host: str | None = None
    """The server that takes mail of alerts; without it none is sent (``CROSSWIRE_SMTP_HOST``)."""

    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    """Its port; without it 587 for ``starttls``, 465 for ``tls``, 25 for ``none``
    (``CROSSWIRE_SMTP_PORT``)."""

    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to it is secured; ``none`` only to an address that ``deliver_allow`` names
    (``CROSSWIRE_SMTP_TLS``)."""

    smtp_user: str | None = None
    """Who signs in there; without it nobody does (``CROSSWIRE_SMTP_USER``)."""

    smtp_password: SecretStr | None = None
    """With what; shown nowhere (``CROSSWIRE_SMTP_PASSWORD``)."""

    smtp_from: str | None = None
    """The address that mail of alerts comes from, such as ``alerts@desk.example``
    (``CROSSWIRE_SMTP_FROM``)."""

    objects_allow: tuple[str, ...] = ()
    """Networks in which ``run`` may ask an object store although they are not public; in the environment
    with commas between (``CROSSWIRE_OBJECTS_ALLOW``)."""

    @field_validator("fetch_allow", "deliver_allow", "objects_allow", mode="before")
    @classmethod
    def _listed(cls, stated: object) -> object:
        """A list in the environment is words with commas between; each names a network."""
        listed = stated.split(",") if isinstance(stated, str) else stated
        if isinstance(listed, list | tuple):
            return tuple(str(ip_network(str(one).strip())) for one in listed)
        return listed

    keep_days: int | None = Field(default=None, ge=1)
    """Articles last seen more than so many days ago are erased when a command adds something; without
    it none are (``CROSSWIRE_KEEP_DAYS``)."""

    keep_captures_days: int | None = Field(default=None, ge=1)
    """The bytes of pages seen more than so many days ago are let go of when a command adds something,
    what was read of them stays; without it none are (``CROSSWIRE_KEEP_CAPTURES_DAYS``)."""

    keep_alerts_days: int | None = Field(default=None, ge=1)
    """Alerts found more than so many days ago are let go of once they are delivered; what was told is not
    told again. Without it none are (``CROSSWIRE_KEEP_ALERTS_DAYS``)."""

    def with_(self, **chosen: object) -> "Settings":
        """The same with what an option chose; None: the option was not given."""
        return self.model_copy(update={k: v for k, v in chosen.items() if v is not None})

    @property
    def store_url(self) -> str:
        """Where articles and stories are kept."""
        return self.store or str(self.data / "desk.sqlite")

    @property
    def judgements_file(self) -> Path:
        """Where judgements are kept."""
        return self.judgements or self.data / "judgements.jsonl"

    @property
    def outlet_table(self) -> Path | None:
        """The user's table of outlets, or None."""
        usual = self.data / "outlets.toml"
        return self.outlets or (usual if usual.is_file() else None)

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """Read settings; raises ``ConfigError`` naming the field and what to do."""
        chosen = path or user_config_path("crosswire") / "crosswire.toml"
        values: dict[str, object] = {}
        if path is not None or chosen.is_file():
            try:
                values = tomllib.loads(chosen.read_text(encoding="utf-8"))
            except (OSError, ValueError) as fault:
                raise ConfigError(f"settings file {chosen} cannot be read: {fault}") from fault
        for field in cls.model_fields:
            stated = os.environ.get(f"CROSSWIRE_{field.upper()}")
            if stated:
                values[field] = stated
        try:
            return cls.model_validate(values)
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            came = "what is not shown" if "password" in where else repr(first["input"])
            raise ConfigError(
                f"setting {where!r}: {first['msg']}, got {came}; "
                f"mend it in {chosen} or in CROSSWIRE_{where.upper()}"
            ) from fault
