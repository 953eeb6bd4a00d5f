"""Two wordings of one sentence laid side by side: which words match, which phrases differ.

Works on lists of `Word` and knows nothing of articles or tables.
"""
from bisect import bisect_left
from typing import NamedTuple


class Word(NamedTuple):
    """One word of a sentence, as the alignment sees it."""
    key: str        # what has to be equal for two words to match
    text: str       # as it is written
    light: bool     # an article, a preposition, an auxiliary: matches only in passing
    parted: bool    # punctuation stands before it


# --- words that match, in order ------------------------------------------------------------

_LARGEST_GRID = 40_000      # cells; beyond that, words that stand once on each side cut the stretch up first


def match_words(left, right):
    """Pairs (i, j) of matching words, both rising: the heaviest common subsequence.

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
    """How many words are surely matched at the start and at the end of two stretches.

    Light words next to the first difference are left open: in "The mayor said the bridge opened"
    against "The bridge opened" it is the second "the" that matches.
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
    """The heaviest common subsequence by dynamic programming: `ending` where i and j match, `best` up to there."""
    n, m = len(left), len(right)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    ending = [[0] * (m + 1) for _ in range(n + 1)]
    keys = [word.key for word in right]
    for i, word in enumerate(left, 1):
        row, above, key, weight = best[i], best[i - 1], word.key, 1 if word.light else 3
        for j in range(1, m + 1):
            value = above[j] if above[j] >= row[j - 1] else row[j - 1]
            if key == keys[j - 1]:
                run = ending[i - 1][j - 1]
                ending[i][j] = weight + max(above[j - 1], run + 1 if run else 0)
                value = max(value, ending[i][j])
            row[j] = value
    matches, i, j, in_run = [], n, m, False
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
    ends, tails, before = [], [], {}        # the longest rising subsequence of the right places
    for i, j in sorted(pairs):
        at = bisect_left(ends, j)
        before[i, j] = tails[at - 1] if at else None
        ends[at:at + 1], tails[at:at + 1] = [j], [(i, j)]
    chain, pair = [], tails[-1] if tails else None
    while pair:
        chain.append(pair)
        pair = before[pair]
    return chain[::-1]


# --- phrases that differ -------------------------------------------------------------------

def find_differences(left, right):
    """Where the two wordings differ: a list of (i0, i1, j0, j1), words i0..i1 against words j0..j1.

    Phrases are whole ("a state of siege" against "curfew" is one difference), a name stands
    against a name ("on Monday Lima also announced" against "on Monday Peru declared" is three), and words that only
    changed places do not differ.
    """
    gaps = _find_gaps(match_words(left, right), 0, len(left), 0, len(right))
    gaps = _settle(left, right, gaps)
    return sorted(_take_out_moves(left, right, gaps), key=lambda gap: (gap[0], gap[2], gap[1], gap[3]))


def _find_gaps(matches, i0, i1, j0, j1):
    """What lies between the matches, and before and after them."""
    gaps = []
    for i, j in [*matches, (i1, j1)]:
        if i > i0 or j > j0:
            gaps.append((i0, i, j0, j))
        i0, j0 = i + 1, j + 1
    return gaps


def _settle(left, right, gaps):
    pieces = [piece for gap in gaps for part in _part_at_mark(left, right, gap) for piece in _part_names(left, right, part)]
    return [piece for gap in _join_phrases(left, pieces) for piece in _part_opener(left, right, gap)]


def _join_phrases(left, gaps):
    """One difference where a single light word holds two halves of a phrase together.

    "but to no end" against "has failed to reach it": the "to" is chance. Two plain swaps around
    a light word stay two: "troops in town", "soldiers in cities".
    """
    joined = []
    for gap in gaps:
        if joined:
            i0, i1, j0, j1 = joined[-1]
            k0, k1, m0, m1 = gap
            both_replace = i1 > i0 and j1 > j0 and k1 > k0 and m1 > m0
            plain = i1 - i0 == j1 - j0 == 1 and k1 - k0 == m1 - m0 == 1
            if both_replace and not plain and k0 == i1 + 1 and m0 == j1 + 1 and left[i1].light:
                joined[-1] = (i0, k1, j0, m1)
                continue
        joined.append(gap)
    return joined


def _part_at_mark(left, right, gap):
    """Two differences where both sides have one mark of punctuation inside: "a hall, his" against "a shed, their"."""
    i0, i1, j0, j1 = gap
    marks = [i for i in range(i0 + 1, i1) if left[i].parted]
    others = [j for j in range(j0 + 1, j1) if right[j].parted]
    if len(marks) != 1 or len(others) != 1:
        return [gap]
    return [(i0, marks[0], j0, others[0]), (marks[0], i1, others[0], j1)]


_PHRASE_OPENERS = frozenset("a an the of at by for from in into on to with".split())


def _part_opener(left, right, gap):
    """A difference of its own for the word that opens the next phrase on one side only.

    "the strike on Tuesday" against "the walkout Tuesday". But "set up in May" against "founded in
    May": the word before a light word belongs to what stands before it.
    """
    i0, i1, j0, j1 = gap
    if i0 == i1 or j0 == j1:
        return [gap]
    if _ends_in_opener(left, i0, i1) and right[j1 - 1].key not in _PHRASE_OPENERS:
        return [(i0, i1 - 1, j0, j1), (i1 - 1, i1, j1, j1)]
    if _ends_in_opener(right, j0, j1) and left[i1 - 1].key not in _PHRASE_OPENERS:
        return [(i0, i1, j0, j1 - 1), (i1, i1, j1 - 1, j1)]
    return [gap]


def _ends_in_opener(words, start, end):
    return (end - start > 1 and words[end - 1].key in _PHRASE_OPENERS and not words[end - 2].light
            and end < len(words) and not (words[end].light or words[end].parted))


def _part_names(left, right, gap):
    """Cut at both ends where the same kind of word stands on both sides."""
    i0, i1, j0, j1 = gap
    pieces, parted = [], True
    while parted and i0 < i1 and j0 < j1:
        parted = False
        i, j = _run_from_start(left, i0, i1), _run_from_start(right, j0, j1)
        if i and j and _kind(left, i0) == _kind(right, j0) and _may_part(left, i, i1, right, j, j1):
            pieces.append((i0, i, j0, j))
            i0, j0, parted = i, j, True
            continue
        i, j = _run_from_end(left, i0, i1), _run_from_end(right, j0, j1)
        if i is not None and j is not None and _kind(left, i1 - 1) == _kind(right, j1 - 1) \
                and _may_part_before(left, i0, i, right, j0, j):
            pieces.append((i, i1, j, j1))
            i1, j1, parted = i, j, True
    if i0 < i1 or j0 < j1:
        pieces.append((i0, i1, j0, j1))
    return pieces


def _kind(words, i):
    """name, number, past (declared), or None for all that no spelling tells apart."""
    text = words[i].text
    if any(c.isdigit() for c in text):
        return "number"
    if text[0].isupper() and i:                 # the first word of a sentence is always capital
        return "name"
    return "past" if len(text) > 4 and text.endswith("ed") else None


def _run_from_start(words, start, end):
    """The end of the words of one kind that a stretch starts with; None if the first has no kind."""
    kind, at = _kind(words, start), start
    while kind and at < end and _kind(words, at) == kind and not (at > start and words[at].parted):
        at += 1
    return at if kind else None


def _run_from_end(words, start, end):
    kind, at = _kind(words, end - 1), end
    while kind and at > start and _kind(words, at - 1) == kind and not (at < end and words[at].parted):
        at -= 1
    return at if kind else None


def _may_part(left, i, i1, right, j, j1):
    """Not inside a noun phrase: "French foreign minister" against "Paris" is one difference."""
    if i < i1 and j < j1:
        return True
    rest = left[i:i + 1] if i < i1 else right[j:j + 1] if j < j1 else []
    return bool(rest) and (rest[0].light or rest[0].parted)


def _may_part_before(left, i0, i, right, j0, j):
    if i > i0 and j > j0:
        return True
    rest, after = (left[i0:i], left[i]) if i > i0 else (right[j0:j], right[j])
    return bool(rest) and (rest[-1].light or after.parted)


# --- words that changed places -------------------------------------------------------------

def _take_out_moves(left, right, gaps):
    """Match what is missing in one place with the same words in another.

    "The club, founded in 1950 by six friends, meets daily" against "Founded in 1950, the club ...":
    two gaps that share two words in a row, one of them a content word, are laid side by side.
    Each is used once, the first that fits.
    """
    places = {}                                 # two words in a row -> the gap where the right has them
    for g, (_, _, j0, j1) in enumerate(gaps):
        for j in range(j0, j1 - 1):
            if not (right[j].light and right[j + 1].light):
                places.setdefault((right[j].key, right[j + 1].key), g)
    partner, taken = {}, set()
    for g, (i0, i1, _, _) in enumerate(gaps):
        for i in range(i0, i1 - 1):
            other = places.get((left[i].key, left[i + 1].key))
            if other is not None and other != g and other not in taken:
                partner[g] = other
                taken.add(other)
                break
    differences = []
    for g, (i0, i1, j0, j1) in enumerate(gaps):
        if g in partner:
            k0, k1 = gaps[partner[g]][2:]
            matches = [(i0 + i, k0 + j) for i, j in match_words(left[i0:i1], right[k0:k1])]
            differences += _settle(left, right, _find_gaps(matches, i0, i1, k0, k1))
            i1 = i0
        if g in taken:
            j1 = j0
        if i0 < i1 or j0 < j1:
            differences.append((i0, i1, j0, j1))
    return differences
