"""A page: its lines, what is known about them so far, and the engine that applies to each line the first rule that
holds.

lexicon/zone_rules.csv says which zone a rule gives, and why, in a sentence for readers that no code looks at.
"""
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from analysis.lexicon import read_table
from analysis.zones.forms import Line

RULES = MappingProxyType({row["rule"]: row["why"] for row in read_table("zone_rules")})
"""Every rule, and the reason for readers: {rule: sentence}."""

ZONE_OF = MappingProxyType({row["rule"]: row["zone"] for row in read_table("zone_rules")})
"""The zone that each rule gives: {rule: zone}."""


@dataclass
class Page:
    """The lines of an article, and what the stages found out about them. A place is the number of a line, from 0."""
    lines: list[Line]
    # The words of content of the title that the file states, with and without the name of the site behind it.
    titles: list[frozenset[str]] = field(default_factory=list)
    # The name of the outlet, where it is known.
    outlet: str | None = None
    # The places of the headline, -1 if there is none; of the first prose; and of the last prose, -1 if there is none.
    headline: int = -1
    first: int = 0
    last: int = -1
    # The place of the last byline or publication line near the first prose, -1 where there is none.
    dated: int = -1
    # The first two words of each name in a byline or label.
    authors: set[tuple[str, ...]] = field(default_factory=set)
    # For each line, whether it is in a box of the site, and whether it is in a list of the article.
    boxed: list[bool] = field(default_factory=list)
    listed: list[bool] = field(default_factory=list)

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """{text of a line: the places where it stands}."""
        places = defaultdict(list)
        for at, line in enumerate(self.lines):
            places[line.text].append(at)
        return places

    def is_free_prose(self, at: int) -> bool:
        """Is this line prose that no rule has taken?"""
        return self.lines[at].rule is None and self.lines[at].prose

    def find_first_prose(self, start: int = 0) -> int:
        """The place of the first free prose from `start` on; the number of lines where there is none."""
        return next(filter(self.is_free_prose, range(start, len(self.lines))), len(self.lines))


Condition = Callable[[Page, int, Line], bool]


def apply_rules(page: Page, rules: Sequence[tuple[str, Condition]], places: Iterable[int]) -> None:
    """Give each line at these places that has no rule yet the first of the rules that holds."""
    for at in places:
        line = page.lines[at]
        if line.rule is None:
            line.rule = next((rule for rule, holds in rules if holds(page, at, line)), None)
