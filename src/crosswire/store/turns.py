"""Asides that look before they write take turns: SQLite's transactions do so by themselves."""

from sqlalchemy import Connection, text

_ADVISORY = 0x43575246
"""Our key among the database's advisory locks; the writer's place has another."""


def take_turn(connection: Connection) -> None:
    """Wait for other asides that look before they write; this one's turn ends with its transaction."""
    if connection.dialect.name == "postgresql":
        turn = text("SELECT pg_advisory_xact_lock(:key, hashtext(coalesce(current_schema(), '')))")
        connection.execute(turn, {"key": _ADVISORY})
