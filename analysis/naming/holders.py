"""People, found by their names and by roles that accompany a name or are used instead of one."""

import re
from collections.abc import Mapping

from analysis.lexicon import read_classes
from analysis.naming.mentions import NONE_IN_PARTICULAR, Mention
from analysis.naming.people import PAST_HOLDERS, Cast
from analysis.naming.roles import read_role, role_of_name, split_countries
from analysis.speakers.vocabulary import roles
from analysis.text import fold

_CLASSES = read_classes("naming")
_MODIFIERS = _CLASSES["empty_modifiers"] | _CLASSES["parting_modifiers"]


def find_people(mentions: list[Mention], cast: Cast, texts: Mapping[str, str]) -> dict[int, tuple[str, str, str]]:
    """{number of the mention: (person, rule, evidence)} for all names of people and the roles beside them."""
    found: dict[int, tuple[str, str, str]] = {}
    for rule in ("full-name", "surname"):  # the offices must be known first, to tell whose a surname is
        for k, mention in enumerate(mentions):
            hit = cast.find_person(mention) if k not in found else None
            if hit and hit[1] == rule:
                found[k] = hit[0], rule, mention.surface
                cast.note(mention, hit[0], role_of_name(hit[2], mention))
                cast.note_former(hit[0], hit[2])
    for k, mention in enumerate(mentions):
        for name, role in ((k, k - 1), (k - 1, k)):
            if k and name in found and role not in found and _is_apposition(mentions[k - 1], mention, texts):
                _add_apposition(mentions, name, role, found, cast)
    return found


_CLOSES = re.compile(r"[,.;)–—]|\s?--|(?: (?:of|for|at|in|on) [^,.;:\n]{1,60})?[,.;]")


_LEAST_ROLE = 2  # words: "President Berg" is a name with its title, "Finnish president | Anna Berg" two mentions


def part_roles(mentions: list[Mention], cast: Cast) -> list[Mention]:
    """The mentions, with each person's name separated from the words before it.

    A role of several words becomes a mention of its own: Finnish president | Anna Berg. Other small words before a
    name are dropped: the moment | Berg came.
    """
    parted = []
    for mention in map(_drop_verbs, mentions):
        hit = cast.find_person(mention)
        tokens = list(re.finditer(r"\S+", mention.surface))
        if len(tokens) != len(mention.words) or not mention.is_name:
            parted.append(mention)
        elif hit is None:
            first = next((k for k, token in enumerate(tokens) if token.group()[0].isupper()), 0)
            name = _cut_before(mention, first, tokens)
            parted.append(name if first and cast.find_person(name) else mention)
        elif len(hit[2]) >= _LEAST_ROLE and read_role(hit[2]):
            parted += [_cut_after(mention, len(hit[2]), tokens), _cut_before(mention, len(hit[2]), tokens)]
        else:
            parted.append(mention)
    return parted


_MODIFIER_ENDINGS = tuple(sorted(_CLASSES["modifier_endings"]))


def _drop_verbs(mention: Mention) -> Mention:
    """A name without small words before it that cannot modify it, such as the verb of a headline: dismember | the
    Council. But: occupied Oldham."""
    if not mention.is_name or not mention.surface[0].islower():
        return mention
    tokens = list(re.finditer(r"\S+", mention.surface))
    if len(tokens) != len(mention.words):
        return mention
    first = next((k for k, token in enumerate(tokens) if _may_stay(token.group())), 0)
    return _cut_before(mention, first, tokens) if first else mention


def _may_stay(word: str) -> bool:
    """May a word stand within a name: a capital, an adjective, a role?"""
    modifies = "-" in word or word.endswith(_MODIFIER_ENDINGS) or word in _MODIFIERS
    return not word.islower() or modifies or word in roles()


def _cut_after(mention: Mention, n: int, tokens: list[re.Match]) -> Mention:
    """The first n words of a mention, as a description."""
    surface = mention.surface[: tokens[n - 1].end()]
    return mention._replace(
        end=mention.end - len(mention.surface) + len(surface),
        words=mention.words[:n],
        surface=surface,
        at=n - 1,
        is_name=False,
        plural=False,
        joined=(),
        verb_after="",
    )


def _cut_before(mention: Mention, n: int, tokens: list[re.Match]) -> Mention:
    """A mention without its first n words."""
    cut = tokens[n].start()
    return mention._replace(
        start=mention.end - len(mention.surface) + cut,
        words=mention.words[n:],
        surface=mention.surface[cut:],
        at=max(0, mention.at - n),
        determiner="",
        owner=(),
        before="",
        gap=" ",
    )


def _is_apposition(left: Mention, right: Mention, texts: Mapping[str, str]) -> bool:
    """Are the two phrases an apposition: separated by a comma, and followed by a mark, as in "Anna Berg, the mayor,
    left"?"""
    if left.sentence != right.sentence or left.article_id != right.article_id:
        return False
    if right.gap == " " and left.end + 1 == right.start:
        return True  # Finnish president | Anna Berg
    return right.gap.strip() == "," and bool(_CLOSES.match(texts[right.article_id], right.end))


def _add_apposition(mentions, name, role, found, cast):
    """The role before or after a name and a comma: Anna Berg, the mayor."""
    mention = mentions[role]
    held = _role_of(mention)
    if held is None or mention.plural or mention.determiner in NONE_IN_PARTICULAR:
        return
    person = found[name][0]
    cast.roles[person][held] += 1
    cast.note_former(person, mention.modifiers)
    first, last = sorted((mentions[name], mention), key=lambda m: m.start)
    comma = ", " if last.gap.strip() else " "
    found[role] = person, "apposition", f"{first.surface}{comma}{last.determiner} {last.surface}".replace("  ", " ")


def _role_of(mention: Mention):
    """The role that a description says, and what it is of."""
    of = [word for preposition, words in mention.joined if preposition == "of" for word in words]
    return read_role(mention.words[: mention.at + 1], (*mention.words[mention.at + 1 :], *mention.owner, *of))


def find_role(mention: Mention, cast: Cast) -> tuple[str, str, str] | None:
    """(person, rule, evidence) of a role that means the person who holds it: the Finnish foreign minister."""
    indefinite = mention.determiner in ("a", "an") or mention.determiner in NONE_IN_PARTICULAR
    role = None if indefinite or mention.plural else _role_of(mention)
    if role is None:
        return None
    bare = not mention.determiner and not mention.owner and not role.countries
    if bare and not mention.is_name or _is_somebody_else(mention):
        return None
    holder = cast.find_holder(mention.article_id, role, mention.start)
    if holder is None or not _list_names_before(mention) <= cast.list_words(holder[0]):
        return None
    if not PAST_HOLDERS.isdisjoint(mention.modifiers) and holder[0] not in cast.former:
        return None  # "the former mayor" must be called former somewhere beside the name
    return holder[0], "role-holder", f"{_say_role(holder[1])}: {holder[0]}"


_SOMEBODY_ELSE = _CLASSES["other_holders"]
_THEIRS = frozenset(("their", "your"))


def _is_somebody_else(mention: Mention) -> bool:
    """Does the role mean somebody other than its present holder: the then president, their own leader, the toughest
    president, the first president, the leader of the free world?"""
    before = mention.modifiers
    ranked = any(word in _SOMEBODY_ELSE or word.endswith("est") for part in before for word in part.split("-")[:1])
    leads = mention.head in _CLASSES["leaders_of_countries"]
    unnamed = leads and mention.after == "of" and not any(preposition == "of" for preposition, _ in mention.joined)
    return ranked or mention.determiner in _THEIRS or unnamed


def _list_names_before(mention: Mention) -> frozenset[str]:
    """The words with a capital before a role that name no country: European Council | president."""
    written = mention.surface.split()[: mention.at]
    capitals = frozenset(fold(word)[0] for word in written if word[:1].isupper())
    return frozenset(split_countries(tuple(word for word in mention.modifiers if word in capitals))[1]) - _LIGHT_TITLES


_LIGHT_TITLES = _CLASSES["honorifics"] | frozenset(("top", "the"))


def _say_role(role) -> str:
    return " ".join([*sorted(role.countries), *sorted(role.words), role.noun])
