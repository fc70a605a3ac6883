"""The page that checks a bundle in a browser, without a network: one file, its script and style allowed
by their hashes and nothing else."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def verifier_page() -> str:
    """The page; it is the same for every bundle."""
    script = _part("verify.js") + _part("verify_page.js")
    style = _part("verify.css")
    environment = Environment(
        loader=PackageLoader("crosswire.report"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("verify.html.j2").render(
        script=Markup(script),  # our own files, no input in them
        style=Markup(style),
        script_hash=_hash(script),
        style_hash=_hash(style),
    )


def _part(name: str) -> str:
    return files("crosswire.report").joinpath("templates", name).read_text("utf-8")


def _hash(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
