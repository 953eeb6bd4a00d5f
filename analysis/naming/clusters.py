"""Joins seeds by links, the strongest link first, but never where names, kinds or modifiers contradict each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.naming.seeds import Seed, clash, exclude

# The kinds that each kind may be joined with, itself included. "thing" is the kind of words that show no other kind.
_ALIKE = {
    "person": {"person"},
    "group": {"group", "organisation", "thing"},
    "organisation": {"organisation", "group", "place", "thing"},
    "place": {"place", "organisation", "thing"},
    "event": {"event", "thing"},
    "thing": {"thing", "event", "group", "organisation", "place"},
}


# Rules that say nothing about kinds: a noun for an event and one for a thing may occur in the same place.
_OF_ONE_KIND = frozenset(("swapped", "same-slot"))


class Link(NamedTuple):
    """Two seeds that mean the same thing, the rule that says so, and the text that shows it."""

    left: Seed
    right: Seed
    rule: str
    evidence: str


class _Cluster:
    def __init__(self, seed: Seed, kind: str):
        self.seeds, self.kinds = [seed], {kind}
        self.parting, self.of, self.at = seed.parting, seed.of, seed.at
        self.anchors = {seed} if seed.type != "words" else set()
        self.events = {seed.event} - {""}


def join(kinds: Mapping[Seed, str], links: Iterable[Link], strong: frozenset[str]) -> tuple[dict[Seed, int],
         dict[Seed, Link]]:
    """({seed: number of its cluster}, {seed: the link that joined it to others}).

    kinds: {seed: kind}. links: the strongest first. strong: the rules that may join two names, or a description to a
    name; all other rules only join descriptions.
    """
    clusters = {seed: _Cluster(seed, kind) for seed, kind in kinds.items()}
    joined: dict[Seed, Link] = {}
    for link in links:
        left, right = clusters.get(link.left), clusters.get(link.right)
        loose = link.rule == "same-head" and (link.left.is_bare or link.right.is_bare)
        if left is None or right is None or left is right or not _may_join(left, right, link.rule in strong, loose):
            continue
        if link.rule in _OF_ONE_KIND and ("event" in left.kinds) != ("event" in right.kinds):
            continue
        joined.setdefault(link.left, link)
        joined.setdefault(link.right, link)
        if len(left.seeds) < len(right.seeds):
            left, right = right, left
        left.seeds += right.seeds
        left.kinds |= right.kinds
        left.parting, left.of, left.at = left.parting | right.parting, left.of | right.of, left.at | right.at
        left.anchors |= right.anchors
        left.events |= right.events
        clusters.update(dict.fromkeys(right.seeds, left))
    numbers: defaultdict[int, int] = defaultdict(lambda: len(numbers))
    return {seed: numbers[id(cluster)] for seed, cluster in clusters.items()}, joined


def _may_join(left: _Cluster, right: _Cluster, strong: bool, loose: bool) -> bool:
    """May the two clusters be joined? strong: the rule may join names. loose: the link belongs to a noun without
    modifiers."""
    if any(other not in _ALIKE[kind] for kind in left.kinds for other in right.kinds):
        return False
    people = {seed for seed in left.anchors | right.anchors if seed.type in ("person", "country")}
    if len(people) > 1:
        return False
    if strong:
        return True
    apart = left.anchors or right.anchors or left.events != right.events or clash(left.at, right.at)
    return not apart and not _are_told_apart(left, right, loose)


def _are_told_apart(left: _Cluster, right: _Cluster, loose: bool) -> bool:
    """Has each of the two a modifier that the other lacks? For events linked by a bare noun, owners are only compared
    with owners: "poll" and "Finland's" do not contradict each other, "Finland's" and "Italy's" do."""
    if loose and left.kinds == right.kinds == {"event"}:
        return exclude(left.parting, right.parting) or exclude(left.of, right.of)
    return exclude(left.parting | left.of, right.parting | right.of)
