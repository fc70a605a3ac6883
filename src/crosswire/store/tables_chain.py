"""The tables of the chain over captures, and of the time stamps of its head (see ``tables``)."""

from sqlalchemy import Index, PrimaryKeyConstraint, text

from crosswire.store.columns import blob, key, number, ref, table, words

chain = table(
    "chain", "An entry for each capture, in the order they came, and one for each that was erased; each "
    "commits to the one before ([how](../howto/keep-evidence.md#the-chain)).",
    number("n", "Counted from 1, without a gap.", primary_key=True, autoincrement=False),
    key("previous", "The hash of the entry before; 64 zeros before the first.", unique=True),
    key("kind", "`capture`; `erased`: all of it but its address and times; `bytes erased`."),
    ref("capture_id", "captures.id", "The capture.", index=True),
    key("article_id", "The article it held."),
    key("at", "When the page was seen, or erased."),
    key("made_at", "When the entry was made: later where an older store got its chain."),
    key("tool", "Which crosswire kept or erased it; `unknown`: an older store did not say."),
    words("url", "The page's address as stated."),
    key("payload", "SHA-256 of its bytes; empty: it came as words.", nullable=True),
    key("text", "SHA-256 of its text in UTF-8.", nullable=True),
    key("fetched", "Digest of how it was fetched, with headers and redirects; empty: it was not.",
        nullable=True),
    key("stated", "Digest of what its sender stated; of an erasure: of how, why and by whom.",
        nullable=True),
    key("hash", "SHA-256 over all of this.", unique=True),
    Index("ix_chain_captured", "capture_id", unique=True,
          sqlite_where=text("kind = 'capture'"), postgresql_where=text("kind = 'capture'")),
)  # fmt: skip

stamps = table(
    "stamps", "Time stamps (RFC 3161) of entries of the chain, as servers gave them.",
    number("n", "The entry.", autoincrement=False),
    key("server", "The server's address."),
    key("at", "When, as the server says."),
    key("hash", "The entry's hash, which was stamped."),
    blob("token", "The server's answer (DER)."),
    key("made_at", "When it was asked for."),
    PrimaryKeyConstraint("n", "server", "at"),
)  # fmt: skip
