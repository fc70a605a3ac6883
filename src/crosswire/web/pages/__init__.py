"""Pages by subject: each module has a ``router``, and is found by lying here."""

import pkgutil
from importlib import import_module

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = tuple(
    import_module(f"{__name__}.{found.name}").router for found in pkgutil.iter_modules(__path__)
)
