"""A story as GraphML: who relies on whom, who quotes whom. Gephi, yEd, Cytoscape and NetworkX read it."""

from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from crosswire.exchange.fit import in_xml
from crosswire.exchange.told import Told
from crosswire.records.comparison import Edge
from crosswire.records.quotation import Mode

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("kind", "label", "outlet", "title", "published", "url", "language")
_EDGE = ("kind", "because")
_COUNTS = ("points", "quotations", "direct", "indirect", "mixed")
RELIES, COMMON = "relies on", "has words in common with"
"""Kinds of edges between what tells one thing. Of the second the direction means nothing."""
QUOTES = "quotes"
_ATTRIBUTES = "attributes it to "
Values = dict[str, str | int | None]


def graph(told: Told) -> bytes:
    """The graph, directed: from who relies to what is relied on, from who quotes to who is quoted."""
    root = Element("graphml", {"xmlns": _NAMESPACE})
    for where, names, kind in (
        ("node", _NODE, "string"), ("edge", _EDGE, "string"), ("edge", _COUNTS, "int"),
    ):  # fmt: skip
        for name in names:
            SubElement(root, "key", {"id": f"{where}-{name}", "for": where, "attr.name": name,
                                     "attr.type": kind})  # fmt: skip
    drawn = SubElement(root, "graph", {"id": "story", "edgedefault": "directed"})
    nodes = _Nodes(drawn)
    for page in told.comparison.pages:
        nodes.article(told, page.article)
    edges = [*_relies(told, nodes), *_quotes(told, nodes)]
    for number, (source, target, values) in enumerate(edges):
        edge = SubElement(drawn, "edge", {"id": f"e{number}", "source": source, "target": target})
        _describe(edge, "edge", values)
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


class _Nodes:
    """Nodes by what they stand for; an id is a number, so that no word has to be one."""

    def __init__(self, drawn: Element) -> None:
        self._drawn = drawn
        self._ids: dict[tuple[str, str], str] = {}

    def article(self, told: Told, article: str) -> str:
        """The node of an article of the story."""
        return self.of(
            "article",
            article,
            {
                "label": told.outlet(article) or article,
                "outlet": told.outlet(article),
                "title": told.title(article),
                "published": told.published(article),
                "url": told.address(article),
                "language": told.readings[article].revision.language,
            },
        )

    def of(self, kind: str, name: str, values: Values | None = None) -> str:
        """The node of that kind and name, made where there is none."""
        known = self._ids.get((kind, name))
        if known is None:
            known = self._ids[(kind, name)] = f"n{len(self._ids)}"
            node = SubElement(self._drawn, "node", {"id": known})
            _describe(node, "node", {"kind": kind, "label": name, **(values or {})})
        return known


def _describe(parent: Element, where: str, values: Values) -> None:
    for name, value in values.items():
        if value is not None:
            SubElement(parent, "data", {"key": f"{where}-{name}"}).text = in_xml(str(value))


def _relies(told: Told, nodes: _Nodes) -> list[tuple[str, str, Values]]:
    """Edges of shown points; equal ones are one, with how many points they are of."""
    counted: Counter[Edge] = Counter()
    for point in told.comparison.points:
        counted.update(set(point.origins.edges))
    found: list[tuple[str, str, Values]] = []
    for edge in sorted(counted, key=lambda one: (one.source, one.target, one.because)):
        kind = RELIES if edge.ordered else COMMON
        values: Values = {"kind": kind, "because": edge.because, "points": counted[edge]}
        found.append(
            (_end(told, nodes, edge, edge.source), _end(told, nodes, edge, edge.target), values)
        )
    return found


def _end(told: Told, nodes: _Nodes, edge: Edge, name: str) -> str:
    """An article of the story, or whom or what it has it from; two outlets' spokesmen may be two."""
    if name in told.readings:
        return nodes.article(told, name)
    known = told.named(name)
    if known is None and edge.because.startswith(_ATTRIBUTES) and edge.source in told.readings:
        return nodes.of("source", f"{name} ({told.readings[edge.source].revision.outlet_name})")
    return nodes.of("source", known or name)


def _quotes(told: Told, nodes: _Nodes) -> list[tuple[str, str, Values]]:
    found: list[tuple[str, str, Values]] = []
    for speaker in told.comparison.speakers:
        named = [one for one in speaker.utterances if one.quotation.speaker_name is not None]
        for article in dict.fromkeys(one.article for one in named):
            modes = Counter(one.quotation.mode for one in named if one.article == article)
            values: dict[str, Any] = {mode.value: modes[mode] for mode in Mode}
            values |= {"kind": QUOTES, "quotations": modes.total()}
            who = nodes.of("source", speaker.name)
            found.append((nodes.article(told, article), who, values))
    return found
