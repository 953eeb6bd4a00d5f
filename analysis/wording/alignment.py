"""Two wordings of one sentence laid side by side: which words match, which phrases differ.

Works on lists of `Word` and knows nothing of articles or tables.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable

from analysis.wording.correspondence import Word, is_reporting_verb, join_halves, part_difference
from analysis.wording.kinds import is_one_change

# --- words that match, in order ------------------------------------------------------------

_LARGEST_GRID = 40_000  # cells; in a larger grid, words that occur once on each side first divide the stretch


def match_words(left: list[Word], right: list[Word]) -> list[tuple[int, int]]:
    """Pairs (i, j) of matching words, both increasing: the heaviest common subsequence.

    A content word weighs 3, a light one 1, and 1 more where the words before them match too,
    so that runs stay together. Stretches of more than 40,000 word pairs are cut at words that
    stand once on either side (patience diff), which keeps long texts near-linear; a stretch
    that has no such word matches nothing but its two ends.
    """
    matches, stretches = [], [(0, len(left), 0, len(right))]
    while stretches:
        i0, i1, j0, j1 = stretches.pop()
        ahead, behind = _count_equal_ends(left, right, i0, i1, j0, j1)
        matches += [(i0 + k, j0 + k) for k in range(ahead)] + [(i1 - k, j1 - k) for k in range(behind, 0, -1)]
        i0, i1, j0, j1 = i0 + ahead, i1 - behind, j0 + ahead, j1 - behind
        if i0 == i1 or j0 == j1:
            continue
        if (i1 - i0) * (j1 - j0) <= _LARGEST_GRID:
            matches += [(i0 + i, j0 + j) for i, j in _match_grid(left[i0:i1], right[j0:j1])]
            continue
        anchors = _find_anchors(left, right, i0, i1, j0, j1)
        matches += anchors
        edges = [(i0 - 1, j0 - 1), *anchors, (i1, j1)]
        if anchors:
            stretches += [(i + 1, k, j + 1, m) for (i, j), (k, m) in zip(edges, edges[1:])]
    return sorted(matches)


def _count_equal_ends(left, right, i0, i1, j0, j1):
    """How many words certainly match at the start and at the end of two stretches.

    Light words next to the first difference are left open: in "The mayor said the bridge opened" and "The bridge
    opened", the second "the" is the one that matches.
    """
    shorter = min(i1 - i0, j1 - j0)
    ahead = next((k for k in range(shorter) if left[i0 + k].key != right[j0 + k].key), shorter)
    if ahead == i1 - i0 == j1 - j0:
        return ahead, 0
    while ahead and left[i0 + ahead - 1].light:
        ahead -= 1
    rest = shorter - ahead
    behind = next((k for k in range(rest) if left[i1 - 1 - k].key != right[j1 - 1 - k].key), rest)
    while behind and left[i1 - behind].light:
        behind -= 1
    return ahead, behind


def _match_grid(left, right):
    """The heaviest common subsequence by dynamic programming. `ending[i][j]` is the weight of one that ends with the
    match of i and j, `best[i][j]` the largest weight up to there."""
    n, m = len(left), len(right)
    best = [[0] * (m + 1)]
    ending = [[0] * (m + 1) for _ in range(n + 1)]
    places = {}  # most words of one side have no match on the other, so that only those that have one are visited
    for j, word in enumerate(right, 1):
        places.setdefault(word.key, []).append(j)
    for i, word in enumerate(left, 1):
        above, row, weight = best[-1], best[-1].copy(), 1 if word.light else 3
        best.append(row)
        for j in places.get(word.key, ()):
            run = ending[i - 1][j - 1]
            value = ending[i][j] = weight + max(above[j - 1], run + 1 if run else 0)
            while j <= m and row[j] < value:  # values in a row never decrease
                row[j] = value
                j += 1
    return _trace_back(best, ending)


def _trace_back(best, ending):
    """The matches of the heaviest common subsequence, from its two tables."""
    matches, i, j, in_run = [], len(best) - 1, len(best[0]) - 1, False
    while i and j:
        if ending[i][j] and (in_run or ending[i][j] == best[i][j]):
            matches.append((i - 1, j - 1))
            run = ending[i - 1][j - 1]
            in_run = bool(run) and run + 1 > best[i - 1][j - 1]
            i, j = i - 1, j - 1
        elif best[i - 1][j] >= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return matches


def _find_anchors(left, right, i0, i1, j0, j1):
    """Words that stand once in each stretch, as many as keep their order."""

    def once(words, start, end):
        places = {}
        for place in range(start, end):
            places[words[place].key] = None if words[place].key in places else place
        return {key: place for key, place in places.items() if place is not None}

    right_places = once(right, j0, j1)
    pairs = [(i, right_places[key]) for key, i in once(left, i0, i1).items() if key in right_places]
    ends, tails, before = [], [], {}  # the longest increasing subsequence of the places on the right
    for i, j in sorted(pairs):
        at = bisect_left(ends, j)
        before[i, j] = tails[at - 1] if at else None
        ends[at : at + 1], tails[at : at + 1] = [j], [(i, j)]
    chain, pair = [], tails[-1] if tails else None
    while pair:
        chain.append(pair)
        pair = before[pair]
    return chain[::-1]


# --- phrases that differ -------------------------------------------------------------------


def find_gaps(left: list[Word], right: list[Word]) -> list[tuple[int, int, int, int]]:
    """What lies between the words that match, and before and after them: a list of (i0, i1, j0, j1)."""
    return _find_gaps(match_words(left, right), 0, len(left), 0, len(right))


def find_differences(left: list[Word], right: list[Word], gaps: list[tuple[int, int, int, int]],
                     known: Collection[tuple] = frozenset()) -> list[tuple[int, int, int, int]]:
    """Where the two wordings differ: a list of (i0, i1, j0, j1), words i0..i1 against words j0..j1.

    gaps: as from `find_gaps`.
    known: pairs of keys that stand for each other in other pairs of sentences (`choose_associations`).

    Phrases stay whole ("a state of siege" and "curfew" are one difference). Words that surely correspond are separate
    differences ("on Monday Lima also announced" and "on Monday Peru declared" have three), and words that only changed
    places are not differences.
    """
    gaps = _take_out_words(left, right, _take_out_moves(left, right, gaps))
    parts = [
        part
        for gap in gaps
        for part in (
            [gap]
            if is_one_change(left[gap[0] : gap[1]], right[gap[2] : gap[3]])
            else part_difference(left, right, gap, known)
        )
    ]
    return join_halves(left, right, sorted(parts, key=lambda gap: (gap[0], gap[2], gap[1], gap[3])))


def _find_gaps(matches, i0, i1, j0, j1):
    """What lies between the matches, and before and after them."""
    gaps = []
    for i, j in [*matches, (i1, j1)]:
        if i > i0 or j > j0:
            gaps.append((i0, i, j0, j))
        i0, j0 = i + 1, j + 1
    return gaps


# --- words that changed places -------------------------------------------------------------


def _take_out_moves(left, right, gaps):
    """Match what is missing in one place with the same words in another.

    "The club, founded in 1950 by six friends, meets daily" against "Founded in 1950, the club ...": two gaps are
    aligned with each other if they share two neighbouring words, at least one of them a content word. Each gap is used
    once, for the first gap that fits.
    """
    differences = []
    lefts, rights = [[gap[:2]] for gap in gaps], [[gap[2:]] for gap in gaps]
    for g, other in _find_partners(left, right, gaps):
        (i0, i1), (k0, k1) = gaps[g][:2], gaps[other][2:]
        matches = [(i0 + i, k0 + j) for i, j in match_words(left[i0:i1], right[k0:k1])]
        if gaps[g][2] == gaps[g][3] and gaps[other][0] == gaps[other][1]:
            differences += _find_gaps(matches, i0, i1, k0, k1)
            lefts[g] = rights[other] = []
        else:  # the words around those that moved stay where they are
            (i, j), (k, m) = matches[0], matches[-1]
            differences += _find_gaps(matches[1:-1], i + 1, k, j + 1, m)
            lefts[g], rights[other] = [(i0, i), (k + 1, i1)], [(k0, j), (m + 1, k1)]
    for gap, places_left, places_right in zip(gaps, lefts, rights):
        differences += _lay_side_by_side(gap, places_left, places_right)
    return differences


def _find_partners(left, right, gaps):
    """(g, h): the left of difference g and the right of difference h have two words in a row in common."""
    places = {}  # two words in a row -> the difference where the right has them
    for h, (_, _, j0, j1) in enumerate(gaps):
        for j in range(j0, j1 - 1):
            if not (right[j].light and right[j + 1].light):
                places.setdefault((right[j].key, right[j + 1].key), h)
    partners = {}
    for g, (i0, i1, _, _) in enumerate(gaps):
        found = (places.get((left[i].key, left[i + 1].key)) for i in range(i0, i1 - 1))
        partner = next((h for h in found if h not in (None, g) and h not in partners), None)
        if partner is not None:
            partners[partner] = g
    return [(g, h) for h, g in partners.items()]


def _lay_side_by_side(gap, lefts, rights):
    """One difference made of the longest stretch on each side; all other stretches are in one text only."""
    left = max(lefts, key=_measure, default=(gap[0], gap[0]))
    right = max(rights, key=_measure, default=(gap[2], gap[2]))
    rest = [(*place, right[0], right[0]) for place in lefts if place != left]
    rest += [(left[0], left[0], *place) for place in rights if place != right]
    return [part for part in [(*left, *right), *rest] if part[0] < part[1] or part[2] < part[3]]


def _measure(place):
    return place[1] - place[0]


def _take_out_words(left, right, gaps):
    """Match single words that changed places: "3 May" and "May 3", or the "and" between two clauses that were
    exchanged.

    A content word may move if it is the first or last one of its side, or one of few where the other side has nothing;
    a light word only if it is alone on its side and the other side has nothing.
    """
    gaps = list(gaps)
    places = {}
    for g, gap in enumerate(gaps):
        for j in _list_movable(right, gap, 2):
            places.setdefault(right[j].key, []).append((g, j))
    for g in range(len(gaps)):
        for i in _list_movable(left, gaps[g], 0):
            there = [(h, j) for h, j in places.get(left[i].key, ()) if h != g and j in _list_movable(right, gaps[h], 2)]
            if there and i in _list_movable(left, gaps[g], 0):
                h, j = there[0]
                gaps[g], *rest = _cut_out(gaps[g], 0, i)
                gaps[h], *more = _cut_out(gaps[h], 2, j)
                gaps += [*rest, *more]
    return [gap for gap in gaps if gap[0] < gap[1] or gap[2] < gap[3]]


_LONGEST_INSERTION = 4  # words; in a longer one, a word that also occurs elsewhere is not taken for one that moved


def _list_movable(words, gap, side):
    """The words on one side of a difference that may have moved by themselves."""
    start, end = gap[side : side + 2]
    alone = gap[2 - side] == gap[3 - side] and end - start <= _LONGEST_INSERTION
    if alone and end - start == 1:
        return [start]
    content = [at for at in range(start, end) if not words[at].light or is_reporting_verb(words[at].key)]
    if alone:
        return content
    edges = content[:1] + content[1:][-1:]
    return edges if gap[2 - side] < gap[3 - side] else [at for at in edges if at in (start, end - 1)]


def _cut_out(gap, side, at):
    """The difference without one word on one side: one, or two around the word. The longer of these comes first, and
    keeps the other side."""
    before, after = list(gap), list(gap)
    before[side + 1], after[side] = at, at + 1
    if gap[side] == at:
        return [tuple(after)]
    if gap[side + 1] == at + 1:
        return [tuple(before)]
    if _measure(before[side:]) < _measure(after[side:]):
        before[3 - side] = before[2 - side]
        return [tuple(after), tuple(before)]
    after[2 - side] = after[3 - side]
    return [tuple(before), tuple(after)]


# --- what stands for what in the whole table -----------------------------------------------

_LEAST_PAIRS = 2  # different pairs of sentences in which one word replaces another and its neighbours match


def count_associations(sentences: Iterable[tuple]) -> Counter:
    """In how many of these pairs of sentences two keys replace each other: {(one, other), in alphabetical order:
    pairs}.

    sentences: (words, words, the gaps between matching words). Only single words between matching words count, since
    only they surely correspond.
    """
    counts = Counter()
    for left, right, gaps in sentences:
        counts.update(
            {
                tuple(sorted((left[i0].key, right[j0].key)))
                for i0, i1, j0, j1 in gaps
                if i1 - i0 == j1 - j0 == 1 and not left[i0].functional and not right[j0].functional
            }
        )
    return counts


def choose_associations(counts: Counter) -> frozenset[tuple[str, str]]:
    """The pairs of keys, in both directions, that replace each other in at least two pairs of sentences.

    counts: as from `count_associations`.
    """
    often = [pair for pair, count in counts.items() if count >= _LEAST_PAIRS]
    return frozenset(often) | frozenset((other, one) for one, other in often)
