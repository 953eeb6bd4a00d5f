"""Whole paragraphs that are somebody's words by their form: turns of an interview or transcript, and embedded posts.

Each row of FORMS looks at all paragraphs of an article and returns statements; a paragraph that one form has read is
not read again. A regular expression finds the candidates, and the article as a whole decides: a label counts only
where labels alternate.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.speakers.names import Article
from analysis.speakers.statements import Row, Statement

_LABELS = read_classes("reports")["labels_no_speaker"]

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
# "Lena Fischer: ", "FISCHER: ", "LF: ", "Q: ", "Dr Lena Fischer: ": at most four words, each with a capital.
_LABEL = re.compile(rf"({_CAPITAL}[\w.'’-]{{0,20}}(?: {_CAPITAL}[\w.'’-]{{0,20}}){{0,3}})(?:: |:$|\. (?=[^\W_]))")
_QUESTION_MARKS = ("Q", "A")
_TURN_ROLES = read_classes("reports")["roles_of_turns"]
_ACRONYM = 3  # letters: a longer label in capitals is a name, not an acronym
_FEWEST_TURNS = 4  # with fewer turns, "Photo: ..." and "Source: ..." would count as an interview
_SHARE_ALTERNATING = 0.6  # of neighbouring turns that have different labels; a list of facts repeats or never repeats
# "..." — Ed Lowrie (@edlowrie) June 6, 2021
_POST = re.compile(rf"[—–-]+ ?({_CAPITAL}[^()\n]{{0,60}}?) \(@\w{{1,30}}\)(?: \w+\.? \d{{1,2}}, \d{{4}})?$")
_POST_END = 120  # characters at the end of a paragraph within which its author must be named
_LINKS = ("http://", "https://", "pic.twitter.com/")
_MARKS = "\"“”«»'‘’"


Span = tuple[int, int]
Words = tuple[int, int, Span]  # where somebody's words start and end, and the offsets of who it is


def find_forms(text: str, paragraphs: list[tuple[int, int]], article: Article) -> dict[int, Statement | None]:
    """{number of the paragraph: its statement}, for every paragraph that is somebody's words by its form.

    The value is None for a paragraph that has the form but contains nobody's words.
    """
    found = {}
    for form in FORMS:
        for number, (start, end, label) in form.find(text, paragraphs, article).items():
            found.setdefault(number, _make_statement(text, number, (start, end), label, form.id, article))
    return found


def _make_statement(text, number, content, label, rule, article):
    if content[0] >= content[1]:
        return None
    surface = text[slice(*label)]
    written = surface.title() if surface.isupper() and len(surface) > _ACRONYM else surface
    speaker = article.resolve_name(surface) or written if surface not in _LABELS else None
    basis = "name" if speaker else "unattributed"
    row = Row(*content, "direct", basis, rule)
    return Statement([row], speaker, basis, number, label if speaker else None, resolved_by="turn" if speaker else None)


def find_turns(text: str, paragraphs: list[Span], article: Article) -> dict[int, Words]:
    """The words of the turns of an interview, by paragraph, each with the offsets of its label; nothing where the
    labels do not alternate."""
    labelled = _find_labels(text, paragraphs)
    full = {_initials(label.group(1)): label.span(1) for label in reversed(labelled.values()) if " " in label.group(1)}
    known = full.keys() | _find_repeated([label.group(1) for label in labelled.values()])
    labelled = {number: label for number, label in labelled.items() if _is_speaker(label.group(1), known, article)}
    names = [_initials(label.group(1)) if " " in label.group(1) else label.group(1) for label in labelled.values()]
    if not _is_interview(names):
        return {}
    return {
        number: (label.end(), paragraphs[number][1], full.get(label.group(1), label.span(1)))
        for number, label in labelled.items()
    }


def _find_repeated(labels):
    """The labels in capitals that come again."""
    return {label for label, count in Counter(labels).items() if label.isupper() and count > 1}


def _find_labels(text, paragraphs):
    """{paragraph: match of its label} for every paragraph that opens with a label: words before a colon, or Q or A
    before a full stop."""
    return {
        number: label
        for number, paragraph in enumerate(paragraphs)
        if (label := _LABEL.match(text, *paragraph))
        and (text[label.end(1) : label.end(1) + 1] == ":" or label.group(1) in _QUESTION_MARKS)
    }


def _is_speaker(label, known, article):
    """Can the label be somebody who takes turns: Q or A, a person whom the article names, the initials of one, or a
    name in capitals that occurs again?"""
    if label in _LABELS or label in known or label.split()[-1].lower() in _TURN_ROLES:
        return True
    return article.resolve_name(label) is not None


def _is_interview(names):
    """Do the labels of a few speakers alternate?"""
    if len(names) < _FEWEST_TURNS or not 2 <= len(set(names)) <= len(names) / 2 + 1:
        return False
    changes = sum(left != right for left, right in zip(names, names[1:], strict=False))
    return changes >= _SHARE_ALTERNATING * (len(names) - 1)


def _initials(name):
    return "".join(word[0] for word in name.split())


def find_posts(text: str, paragraphs: list[Span], article: Article) -> dict[int, Words]:
    """The words of embedded posts, by paragraph, each with the offsets of its author; quotation marks around the whole
    post and links at its end are left out."""
    found = {}
    for number, (start, end) in enumerate(paragraphs if "(@" in text else ()):
        author = _POST.search(text, max(start, end - _POST_END), end) if text.find("(@", start, end) >= 0 else None
        if author:
            first, last = start, start + len(text[start : author.start()].rstrip())
            last = _without_links(text, first, last)
            if last - first > 1 and text[first] in _MARKS and text[last - 1] in _MARKS:
                first, last = first + 1, last - 1
            found[number] = (first, last, author.span(1))
    return found


def _without_links(text, first, last):
    """The end of a post before the links that close it."""
    words = text[first:last].split()
    while words and words[-1].startswith(_LINKS):
        last = text.rindex(words.pop(), first, last)
    return first + len(text[first:last].rstrip())


class Form(NamedTuple):
    """One form, with an example and the speakers of its rows; in `counter`, which looks alike, it finds nothing."""

    id: str
    find: Callable
    example: str
    expected: str
    counter: str


FORMS = (
    Form("embedded-post", find_posts,
         "We will reopen the mill. — Anna Berg (@annaberg) June 6, 2021", "Anna Berg",
         "We will reopen the mill — Anna Berg (mayor) said so."),
    Form("interview-turn", find_turns,
         "Old mill grinds again\nPaul Dean: Why the mill?\nAnna Berg: It was empty.\nPD: And now?\nAB: Now it grinds.",
         "Paul Dean|Anna Berg|Paul Dean|Anna Berg",
         "Photo: Paul Dean\nSource: Town Hall\nOpening: Monday\nPrice: free"),
)  # fmt: skip
