"""Do coders agree, beyond what chance would give?"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def measure_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa (Cohen 1960) of two coders; NaN where both give one answer throughout: chance explains that.

    pairs: the two answers to each item that both have marked.

    >>> round(measure_kappa([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15), 3)
    0.4
    """
    pairs = list(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(left[answer] * right[answer] for answer in left)
    agreed = len(pairs) * sum(one == other for one, other in pairs)
    rest = len(pairs) ** 2 - by_chance
    return (agreed - by_chance) / rest if rest else float("nan")


def measure_alpha(items: Iterable[Sequence[Hashable]]) -> float:
    """Krippendorff's alpha of any number of coders, for nominal answers; NaN where all answers are one.

    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C.

    items: the answers to each item, of those coders who gave one; items with fewer than two answers do not count.

    The `krippendorff` package would give the same, but is under the GPL.

    >>> round(measure_alpha(zip("0100000010", "1110010000")), 3)
    0.095
    """
    coincidences, totals = 0.0, Counter()  # those between unlike answers; and how often each answer was given
    for item in items:
        if len(item) < 2:
            continue
        given = Counter(item)
        totals.update(given)
        coincidences += sum(n * (len(item) - n) for n in given.values()) / (len(item) - 1)
    n = totals.total()
    expected = sum(count * (n - count) for count in totals.values())
    return 1 - (n - 1) * coincidences / expected if expected else float("nan")
