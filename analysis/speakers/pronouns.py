"""The steps that resolve a pronoun to its speaker: he, she, it, they, and the relative pronouns who, which, that.

analysis.speakers.resolution has the order of the steps, with examples.
"""

from bisect import bisect
from typing import TYPE_CHECKING

from analysis.speakers.mentions import GENDERS, NOBODY, Mention, Resolved
from analysis.speakers.person_names import bare
from analysis.text import fold
from analysis.text.phrases import is_aside, is_role
from analysis.text.sentence import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_name,
)
from analysis.text.subjects import main_subject, phrase_after, phrase_from

if TYPE_CHECKING:
    from analysis.speakers.names import Article

# --- pronouns ------------------------------------------------------------------------------


def find_expletive(article: "Article", mention: Mention) -> Resolved | None:
    """An expletive pronoun, which refers to nobody: "It's easy to imagine". In "It's denouncing the plan", "it" is
    somebody.

    "He or she" refers to nobody in particular.
    """
    if mention.sentence.low[mention.first - 1] == "or":
        return NOBODY
    contracted = mention.pronoun == "it" and len(mention.words[0]) > len("it")
    return NOBODY if contracted and not mention.sentence.low[mention.last].endswith("ing") else None


def find_in_other_clause(article: "Article", mention: Mention) -> Resolved | None:
    """The subject of the other clause: Though she said so, | Berg | ...; When | Berg | left, she ...; As for | Berg |,
    she ..."""
    s, wanted = mention.sentence, GENDERS.get(mention.pronoun)
    bodies = _BODIES_TOO.get(mention.pronoun, ())
    phrase = _other_subject(s, mention.first) if s.low[0] in SUBORDINATORS and (wanted or bodies) else None
    if not phrase:
        return None
    other = article.resolve_phrase(s, phrase, s.starts[phrase[0]], strict=True)
    if not wanted:
        return other._replace(basis="pronoun") if other.number in bodies else None
    agrees = other.basis == "name" and (other.gender or article.learned.get(other.speaker)) == wanted
    return Resolved(other.speaker, "pronoun", wanted, "person") if agrees else None


def _other_subject(s, first: int) -> tuple[int, int] | None:
    """The subject of the clause beside that of the pronoun at token `first`, or who was asked in it."""
    if first > 2:
        return _asked_before(s, first) or phrase_from(s, 1 + (s.low[1] == "for"))
    comma = next((k for k in range(first, s.n) if s.low[k] == ","), None)
    return phrase_from(s, comma + 1) if comma else None


_BODIES_TOO = {"they": ("plural", "group"), "it": ("group",)}  # what a pronoun of no gender may mean


def _asked_before(s, first: int) -> tuple[int, int] | None:
    """The person who was asked, in an opening clause: When the Post asked | Anna Berg | about it, she ..."""
    by_another = s.low[1] not in SUBJECT_PRONOUNS  # in "When he asked Anna Berg about it, he", he is not she
    asked = next((k for k in range(2, first) if by_another and s.low[k] == "asked"), None)
    return phrase_after(s, asked + 1) if asked and is_name(s.words[asked + 1]) else None


def find_in_same_sentence(article: "Article", mention: Mention) -> Resolved | None:
    """The only person named before the pronoun in a sentence whose subject is not a person: The council thanked | Berg
    | after she ..."""
    s, wanted = mention.sentence, GENDERS.get(mention.pronoun, "")
    within = wanted and mention.first > _TO_NAME and s.low[mention.first - 1] in _OPEN_A_CLAUSE
    subject = main_subject(s) if within else None
    if subject is None or s.low[subject[0]] in SUBJECT_PRONOUNS or subject[0] == mention.first:
        return None
    person = _only_person_named(article, s, mention.first)
    if person is None or person.gender not in (wanted, ""):
        return None
    about = article.resolve_phrase(s, subject, s.starts[subject[0]], strict=True)
    return Resolved(article.fullest(person), "pronoun", wanted, "person") if about.number != "person" else None


def _only_person_named(article, s, end: int):
    """The person meant by the only known surname among the tokens before `end`; None where there are several surnames,
    or none."""
    surnames = {fold(bare(s.words[k]))[0] for k in range(end) if is_name(s.words[k])} & article.by_surname.keys()
    return article.by_surname[surnames.pop()][-1] if len(surnames) == 1 else None


_OPEN_A_CLAUSE = SUBORDINATORS | RELATIVES
_TO_NAME = 4  # tokens before a pronoun in which a subject, a verb and a name have room


def find_recent_person(article: "Article", mention: Mention) -> Resolved | None:
    """The last person who spoke or acted and whose gender agrees; if the gender was unknown, it is learnt from the
    pronoun."""
    wanted = GENDERS.get(mention.pronoun)
    if not wanted:
        return None
    for recent in article.recent(mention.at):
        if recent.number == "person" and (recent.gender or article.learned.get(recent.speaker, "")) in (wanted, ""):
            article.learned[recent.speaker] = wanted
            return Resolved(recent.speaker, "pronoun", wanted, "person")
    return None


def find_nearest_person(article: "Article", mention: Mention) -> Resolved | None:
    """The last person named before the pronoun who has its gender, or who has a role and no known gender."""
    wanted = GENDERS.get(mention.pronoun)
    if not wanted:
        return None
    near = [
        (p.offsets[k - 1], p)
        for p in article.people
        if p.gender == wanted or not p.gender and p.roles
        if (k := bisect(p.offsets, mention.at))
    ]
    if not near:
        return None
    person = max(near, key=lambda pair: pair[0])[1]
    return Resolved(article.fullest(person), "pronoun", wanted, "person")


def find_recent_group(article: "Article", mention: Mention) -> Resolved | None:
    """ "They" refers to several people or to a body, "it" to a body or a document; the latest of these is taken."""
    numbers = {"they": ("plural", "group"), "it": ("group", "thing")}.get(mention.pronoun, ())
    recent = (
        next((recent for recent in article.recent(mention.at) if recent.number in numbers), None) if numbers else None
    )
    return recent and Resolved(recent.speaker, "pronoun", recent.gender, recent.number)


def find_no_antecedent(article: "Article", mention: Mention) -> Resolved:
    """A pronoun with nobody to mean."""
    wanted = GENDERS.get(mention.pronoun, "")
    return Resolved(None, "pronoun", wanted, "person" if wanted else "group")


# --- relative pronouns ---------------------------------------------------------------------


def _segment(s, first: int) -> tuple[int, int]:
    """The tokens from the preceding comma to the relative pronoun at `first`, without words in brackets: (begin,
    end)."""
    end = first
    while s.low[end - 1] == ",":
        end -= 1
    if s.low[end - 1] == ")":  # Anna Berg (D-Ohio), who
        end = next((k for k in range(end - 1, -1, -1) if s.low[k] == "("), 0)
    begin = end
    while begin > 0 and s.low[begin - 1] not in (",", ";", ":", QUOTE):
        begin -= 1
    return begin, end


def _skip_asides(s, first: int) -> tuple[int, int]:
    """The tokens that hold the antecedent of the relative pronoun at `first`: | Anna Berg of Oldham |, 54, a
    nurse, who"""
    begin, end = _segment(s, first)
    if s.low[first - 1] != "," and not AUXILIARIES.isdisjoint(s.low[begin:end]):
        return begin, end  # Oldham, something that would please | nurses | who ...
    while end > begin and s.low[begin - 1] == "," and is_aside(s, begin, end) and is_name(s.words[begin - 2]):
        before = _segment(s, begin)
        if s.low[before[0]] in PREPOSITIONS and all(map(is_name, s.words[before[0] + 1 : before[1]])):
            break  # In Oldham, | a nurse, who
        begin, end = before
    return begin, end


def _last_noun(s, begin: int, head: int) -> int:
    """Where the noun phrase begins that ends at token `head`: a name, or what a determiner or preposition opens."""
    run = head
    while run > begin and is_name(s.words[run - 1]):
        run -= 1
    if run == head:
        run = head - 1
        while run > begin and s.low[run] not in DETERMINERS and s.low[run - 1] not in PREPOSITIONS:
            run -= 1
    return run


def find_antecedent(article: "Article", mention: Mention) -> Resolved:
    """The antecedent of "who", "which" or "that": Anna Berg | of Oldham, 54, a nurse, who ..."""
    s = mention.sentence
    begin, end = _skip_asides(s, mention.first)
    if begin == end:
        return Resolved(None, "pronoun", "", "person")
    head, run = end, begin
    while head > begin:
        run = _last_noun(s, begin, head)
        if not (run - 1 > begin and s.low[run - 1] == "of" and (is_name(s.words[run - 2]) or is_role(s.low[run - 2]))):
            break
        head = run - 1  # the mayor | of Oldham, Anna Berg | of Oldham
    antecedent = article.resolve_phrase(s, (run, end), mention.at)
    return antecedent._replace(basis="pronoun" if antecedent.speaker else antecedent.basis)
