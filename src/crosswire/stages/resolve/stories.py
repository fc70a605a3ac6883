"""Within a story: names of its articles that stand for one, by the rules a comparison joins by.

There a bare surname joins the only one who bears it, a role its only holder, an acronym the only body
of these initials; what two articles say of one event is evidence that two stories do not give.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crosswire.records.annotation import Entity
from crosswire.records.base import stable_id
from crosswire.records.entity import EntityMember
from crosswire.stages.annotate.link import Group, Node, join_within_story, node_of


def together(members: Iterable[EntityMember]) -> list[EntityMember]:
    """The same members, each with the mark of those it is one with in its story."""
    stories: dict[str, list[EntityMember]] = defaultdict(list)
    alone = []
    for member in members:
        if member.story is None:
            alone.append(member.model_copy(update={"together": ""}))
        else:
            stories[member.story].append(member)
    return [*alone, *(m for story in sorted(stories) for m in _joined(story, stories[story]))]


def _joined(story: str, members: Sequence[EntityMember]) -> Iterable[EntityMember]:
    # In an order of their own, so that it does not matter which came first.
    ordered = sorted(members, key=lambda m: (m.article, m.revision, m.entity))
    nodes = [_node(member, k) for k, member in enumerate(ordered)]
    by_id = {_key(m): m for m in ordered}
    for group in join_within_story(_of_one_name(nodes)):
        ids = sorted(n.entity.id for n in group.nodes)
        mark = stable_id("together", story, ids[0]) if len(ids) > 1 else ""
        yield from (by_id[i].model_copy(update={"together": mark}) for i in ids)


def _key(member: EntityMember) -> str:
    """Two articles of one text and name, a wire's copies, have entities of one id."""
    return f"{member.entity} {member.revision}"


def _of_one_name(nodes: Sequence[Node]) -> list[Group]:
    """Nodes of one wording and label as one from the start: a story has many of these."""
    groups: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for node in nodes:
        person = node.entity.label == "PERSON"
        if person and (len(node.parts) < 2 or not node.named):
            groups["", node.entity.id].append(Group().take([node]))
            continue
        key = (person, node.entity.label, node.entity.name, node.genders if person else "")
        fits = next((g for g in groups[key] if _of_other_texts(g, node)), None)
        if fits is None:
            groups[key].append(Group().take([node]))
        else:
            fits.take([node])
    return sorted((g for found in groups.values() for g in found), key=lambda g: g.nodes[0].order)


def _of_other_texts(group: Group, node: Node) -> bool:
    return not group.person or all(n.article != node.article for n in group.nodes)


def _node(member: EntityMember, order: int) -> Node:
    entity = Entity(
        id=_key(member),
        label=member.label,
        name=member.name,
        forms=tuple(f.words for f in member.forms),
    )
    return node_of(
        entity,
        member.revision,
        order,
        named=bool(member.forms),
        roles=member.roles,
        genders=frozenset((member.gender,) if member.gender else ()),
    )
