"""Descriptions with the same noun: which of them fit each other, and so mean one thing: the talks, the talks with
Berg."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from analysis.naming.seeds import Reading, Seed, clash, exclude


def find_contested(readings: list[Reading]) -> frozenset[tuple[str, str]]:
    """The pairs (event, noun) where the articles distinguish two things with one noun: the NATO summit, the Helsinki
    summit."""
    counts, articles = count_descriptions(readings)
    families = group_families(counts)
    return frozenset(key for key, groups in families.items() if are_told_apart(groups, articles))


_FEWEST_TOGETHER = 3  # articles that mention two things with one noun: from then on the bare noun may mean either


def are_told_apart(groups: list[list[Seed]], articles: Mapping[Seed, set[str]]) -> bool:
    """Do several articles mention both of the two most frequent things with one noun?"""
    first, second = (set().union(*(articles[seed] for seed in group)) for group in (*groups, [], [])[:2])
    return len(first & second) >= _FEWEST_TOGETHER


def count_descriptions(readings: Iterable[Reading]) -> tuple[Counter[Seed], dict[Seed, set[str]]]:
    """({description: how often}, {description: the articles that have it})."""
    counts, articles = Counter(), defaultdict(set)
    for reading in readings:
        if reading.seed.type == "words":
            counts[reading.seed] += 1
            articles[reading.seed].add(reading.mention.article_id)
    return counts, articles


def group_families(counts: Mapping[Seed, int]) -> dict[tuple[str, str], list[list[Seed]]]:
    """{(event, noun): groups of descriptions with modifiers; those that fit each other share a group; the most
    frequent first}."""
    families = defaultdict(list)
    for seed in sorted(counts, key=lambda seed: (-counts[seed], seed.sort_key())):
        if not seed.is_bare:
            families[seed.event, seed.name].append(seed)
    return {key: _group(seeds, counts) for key, seeds in families.items()}


class _Group:
    """Descriptions of one noun that fit one another."""

    def __init__(self, seed: Seed):
        self.seeds, self.core, self.at = [seed], seed.core, seed.at

    def add(self, seed: Seed):
        self.seeds.append(seed)
        self.core, self.at = self.core | seed.core, self.at | seed.at

    def fits(self, seed: Seed) -> bool:
        """Does a description fit the group: are its modifiers among those of the group, or the other way round, or
        does it include those of a member, without a contradiction?

        A description that says only when or where fits those that say the same time or place.
        """
        if clash(self.at, seed.at):
            return False
        if not seed.core:
            return bool(self.at & seed.at)
        if seed.core <= self.core or self.core and self.core <= seed.core:
            return True
        return not exclude(seed.core, self.core) and any(other.core and other.core <= seed.core for other in self.seeds)


def _group(seeds: list[Seed], counts) -> list[list[Seed]]:
    """Groups of descriptions of one noun; within a group, one description may have only some of the modifiers of
    another: the talks with Berg, the talks with Berg and Dean. "The talks with Carr" is another group."""
    groups: list[_Group] = []
    holders: dict[str, list[int]] = defaultdict(list)  # {modifier: the groups that have it}
    for seed in sorted(seeds, key=lambda seed: not seed.core):  # descriptions that only say when or where come last
        words = seed.core or seed.at
        place = next((k for k in sorted({k for word in words for k in holders[word]}) if groups[k].fits(seed)), None)
        if place is None:
            place = len(groups)
            groups.append(_Group(seed))
        else:
            groups[place].add(seed)
        for word in seed.modifiers:
            holders[word].append(place)
    return sorted((group.seeds for group in _merge(groups)), key=lambda group: -sum(counts[seed] for seed in group))


def _merge(groups: list[_Group]) -> list[_Group]:
    """The groups, after each one that turns out to fit an earlier group (the talks with Dean) has been merged into
    it."""
    merged: list[_Group] = []
    holders: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        near = {id(other): other for word in sorted(group.core) for other in holders[word]}
        first = next((other for other in near.values() if all(map(other.fits, group.seeds))), None)
        if first:
            for seed in group.seeds:
                first.add(seed)
        else:
            merged.append(group)
        for word in group.core:
            holders[word].append(first or group)
    return merged
