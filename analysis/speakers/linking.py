"""One name for one person across articles, and the report of what was merged, and of what nearly was."""
import itertools

from analysis.speakers.people import read_spellings
from analysis.text import fold


def link_names(statements, people=None):
    """The statements with one name for one person across articles, and the alias report.

    In: `statements` as find_statements gives them; `people`, a table like data/people.csv (the default).
    Returns (statements, aliases). In `statements` only the column `speaker` changes. People are merged by folded
    spelling and by first and last name, with or without what stands between; two of one surname stay two.
    One row of `aliases` is one surface form in one article, by article and surface:

    article_id, surface   the form in the text ("the mayor", "Berg", "he")
    person                whom it became; NA where it stayed unresolved
    basis                 how: name, role, pronoun, group (a quotation that runs on counts with its first part)
    count                 in how many statements
    near_misses           other people of the table whose surname differs by one or two letters, or is all that one of the two
                          is called, "; " between them: perhaps the same, not merged; NA if there are none

    >>> import pandas as pd
    >>> from analysis.speakers import find_statements
    >>> articles = pd.DataFrame({"text": ["Anna Berg said it rained.", "Mayor Berg said it snowed."]}, index=["a", "b"])
    >>> linked, aliases = link_names(find_statements(articles))
    >>> aliases[["surface", "person", "basis", "count", "near_misses"]]
          surface     person basis  count near_misses
    0   Anna Berg  Anna Berg  name      1        Berg
    1  Mayor Berg       Berg  name      1   Anna Berg
    """
    linked = statements.assign(speaker=statements["speaker"].map(unify_names(statements["speaker"], people)).astype("str"))
    first = linked.drop_duplicates(["article_id", "statement"])
    known = first[first["speaker_text"].notna()]
    aliases = (known.groupby(["article_id", "speaker_text", "speaker", "basis"], dropna=False, sort=True).size()
               .rename("count").reset_index().rename(columns={"speaker_text": "surface", "speaker": "person"}))
    persons = sorted({p for p, basis in zip(known["speaker"], known["basis"]) if isinstance(p, str) and basis != "group"})
    aliases["near_misses"] = aliases["person"].map(_find_near(persons)).astype("str")
    return linked, aliases


def unify_names(speakers, people=None):
    """{speaker as in its article: speaker across articles}: people.csv, else the fullest form of one folded name.

    speakers: names as in the column `speaker`, in any order, NA and repetitions among them.

    >>> unify_names(["Jose Berg", "José Berg", "Carl Dean", None])
    {'Carl Dean': 'Carl Dean', 'Jose Berg': 'José Berg', 'José Berg': 'José Berg'}
    """
    spellings, forms = read_spellings(people), {}
    for name in sorted({name for name in speakers if isinstance(name, str)}):
        words = fold(name)[0].split()
        whole = len(words) == 1 or "and" in words               # Anna Berg and Paul Dean are not Anna Dean
        forms.setdefault(tuple(words) if whole else (words[0], words[-1]), []).append(name)
    unified = {}
    for key, same in forms.items():
        best = max(same, key=lambda name: (len(name.split()), sum(not c.isascii() for c in name), name))
        for name in same:
            folded = fold(name)[0]
            unified[name] = spellings.get(folded) or spellings.get(fold(best)[0]) or best
    return unified


def _find_near(persons):
    """{person: those whose surname looks like a misspelling of this one's}: five letters or more, at most two edits apart;
    and a surname alone beside the people who bear it.

    What is at most two edits apart becomes equal when each loses at most two letters (Garbe's symmetric deletion): only names with such
    a form in common are compared, so that time grows with the names and not with their pairs.
    """
    bearers, forms = {}, {}
    for person in persons:
        bearers.setdefault(fold(person.split()[-1])[0], []).append(person)
    for surname in bearers:
        if len(surname) >= 5:
            once = {surname[:i] + surname[i + 1:] for i in range(len(surname))}
            for form in {surname, *once, *(short[:i] + short[i + 1:] for short in once for i in range(len(short)))}:
                forms.setdefault(form, []).append(surname)
    near = {person: [] for person in persons}
    for same in bearers.values():
        for alone in [person for person in same if len(person.split()) == 1]:
            for other in same:
                if other != alone:
                    near[alone].append(other)
                    near[other].append(alone)
    for left, right in {pair for same in forms.values() for pair in itertools.permutations(same, 2)}:
        if _edits(left, right) <= 2:
            for person in bearers[left]:
                near[person] += bearers[right]
    return {person: "; ".join(sorted(set(others))) for person, others in near.items() if others}


def _edits(left, right):
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row, before = [i], row
        for j, b in enumerate(right, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]
