"""Who relies on whom, in layers: an arrow leads from who tells it to where they have it from.

The layout is that of Sugiyama, Tagawa and Toda (1981): circles are cut, each box stands one layer
beyond those that rely on it, and the boxes of a layer are put in the order of the mean of their
neighbours, to and fro. The same edges always give the same picture.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from crosswire.records.base import Record
from crosswire.records.comparison import shows_order
from crosswire.report.words import count
from crosswire.web.pictures.svg import element, label, number, picture

_WIDE, _HIGH, _BESIDE, _BELOW = 168, 26, 96, 14
_SWEEPS = 4
_LETTERS = 24


class Reliance(Record):
    """That one relies on another, or that both have words in common, by whatever shows it."""

    source: str
    target: str
    because: tuple[str, ...]
    points: tuple[int, ...] = ()
    """Numbers of the points in which it is shown."""

    @property
    def ordered(self) -> bool:
        """It is shown who has it from whom."""
        return any(map(shows_order, self.because))


class OriginGraph(Record):
    """Outlets, what they rely on, and those of whom that is not known."""

    outlets: tuple[str, ...]
    reliances: tuple[Reliance, ...] = ()
    unknown: tuple[str, ...] = ()
    """Outlets of which no source is shown. That is unknown, and no sign of a report of their own."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """Everyone in the picture, outlets first."""
        ends = (end for one in self.reliances for end in (one.source, one.target))
        return tuple(dict.fromkeys((*self.outlets, *ends)))


def layered(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The nodes in layers, those that rely on others first."""
    ahead = _without_circles(nodes, edges)
    depth = _depths(nodes, ahead)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    return tuple(map(tuple, _untangled(layers, ahead)))


def _without_circles(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Whom each leads to, leaving out every edge that would close a circle."""
    ahead: dict[str, tuple[str, ...]] = dict.fromkeys(nodes, ())
    for source, target in edges:
        if source != target and not _reaches(ahead, target, source):
            ahead[source] = (*ahead[source], target)
    return ahead


def _reaches(ahead: Mapping[str, tuple[str, ...]], start: str, end: str) -> bool:
    left, seen = [start], set[str]()
    while left:
        node = left.pop()
        if node == end:
            return True
        if node not in seen:
            seen.add(node)
            left += ahead[node]
    return False


def _depths(nodes: Sequence[str], ahead: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """How many steps each stands beyond the farthest of those that rely on it."""
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:
        changed = False
        for node in nodes:
            for target in ahead[node]:
                if depth[target] <= depth[node]:
                    depth[target], changed = depth[node] + 1, True
        if not changed:
            break
    return depth


def _untangled(layers: list[list[str]], ahead: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """The boxes of each layer beside their neighbours of the layer before, then of the one after."""
    behind: dict[str, list[str]] = {node: [] for node in ahead}
    for node, targets in ahead.items():
        for target in targets:
            behind[target].append(node)
    for sweep in range(_SWEEPS):
        there = sweep % 2 == 0
        order = range(1, len(layers)) if there else range(len(layers) - 2, -1, -1)
        for n in order:
            beside = layers[n - 1] if there else layers[n + 1]
            layers[n] = _by_mean(layers[n], beside, behind if there else ahead)
    return layers


def _by_mean(
    layer: list[str], beside: list[str], neighbours: Mapping[str, Sequence[str]]
) -> list[str]:
    place = {node: n for n, node in enumerate(beside)}
    now = {node: n for n, node in enumerate(layer)}

    def mean(node: str) -> tuple[float, int]:
        found = [place[other] for other in neighbours[node] if other in place]
        return (sum(found) / len(found) if found else now[node]), now[node]

    return sorted(layer, key=mean)


def origin_graph(name: str, graph: OriginGraph) -> Markup:
    """The picture; empty where nobody is in it."""
    layers = layered(
        graph.nodes, [(one.source, one.target) for one in graph.reliances if one.ordered]
    )
    if not layers:
        return Markup("")
    places = {
        node: (n * (_WIDE + _BESIDE) + 8.0, row * (_HIGH + _BELOW) + 8.0)
        for n, layer in enumerate(layers)
        for row, node in enumerate(layer)
    }
    size = (max(x for x, _ in places.values()) + _WIDE + _BESIDE,
            max(y for _, y in places.values()) + _HIGH + 12)  # fmt: skip
    about = (
        f"{count(len(graph.outlets), 'outlet')}; {count(sum(one.ordered for one in graph.reliances), 'reliance')} shown, "
        f"{count(len(graph.unknown), 'outlet')} whose source is not shown (dashed). Unknown is not "
        "independent. The table beside it says the same."
    )
    arrows = [_arrow(name, one, places) for one in graph.reliances if one.source != one.target]
    stubs = [_stub(places[node]) for node in graph.unknown]
    boxes = [_box(node, places[node], node in graph.outlets) for node in graph.nodes]
    return picture(
        name, size, ("Who relies on whom", about), _head(name), *arrows, *stubs, *boxes,
        kind="origins",
    )  # fmt: skip


def _head(name: str) -> Markup:
    shape = element("path", {"d": "M0 0 8 4 0 8z", "class": "head"})
    marker = {"id": f"{name}-head", "markerWidth": 8, "markerHeight": 8, "refX": 7, "refY": 4,
              "orient": "auto", "markerUnits": "userSpaceOnUse"}  # fmt: skip
    return element("defs", {}, element("marker", marker, shape))


def _arrow(name: str, one: Reliance, places: Mapping[str, tuple[float, float]]) -> Markup:
    (x, y), (to_x, to_y) = places[one.source], places[one.target]
    back = to_x <= x
    start, end = (x + _WIDE, to_x + (_WIDE if back else 0))
    y, to_y = y + _HIGH / 2, to_y + _HIGH / 2
    bend = _BESIDE * (0.8 if back else 0.5)
    first, last = start + bend, end + (bend if back else -bend)
    path = (
        f"M{number(start)} {number(y)}C{number(first)} {number(y)} {number(last)} {number(to_y)} "
        f"{number(end)} {number(to_y)}"
    )
    because = "; ".join(one.because)
    if not one.ordered:
        both = f"{one.source} and {one.target}: {because}; nothing shows who has it from whom"
        return element("path", {"d": path, "class": "arrow"}, element("title", {}, both))
    title = element("title", {}, f"{one.source} relies on {one.target}: {because}")
    arrow = {"d": path, "class": "arrow", "marker-end": f"url(#{name}-head)"}
    return element("path", arrow, title)


def _stub(place: tuple[float, float]) -> Markup:
    """A dashed line to nowhere: where it comes from is not known."""
    x, y = place[0] + _WIDE, place[1] + _HIGH / 2
    line = {"x1": number(x), "x2": number(x + 26), "y1": number(y), "y2": number(y),
            "class": "unknown", "stroke-dasharray": "4 3"}  # fmt: skip
    title = element("title", {}, "where it comes from is not shown")
    return element(
        "g", {}, element("line", line, title), label(x + 30, y + 4, "?", most=1, kind="unknown")
    )


def _box(node: str, place: tuple[float, float], outlet: bool) -> Markup:
    x, y = place
    kind = "outlet" if outlet else "source"
    sides = {
        "x": number(x),
        "y": number(y),
        "width": _WIDE,
        "height": _HIGH,
        "rx": 3,
        "class": kind,
    }
    words = label(x + 8, y + _HIGH / 2 + 4, node, most=_LETTERS, kind="name")
    return element("g", {"class": "box"}, element("rect", sides), words)
