"""One outlet has one spelling: "The Harton Post", "Harton Post" and "hartonpost.com" are counted as one."""
import re
from collections.abc import Iterable, Mapping

from analysis.text import fold

_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "edu"])     # bbc.co.uk is of the bbc, not of the co


def unify_outlets(outlets: Mapping[str, int]) -> dict[str, str]:
    """{spelling: the one that is used} for the outlets of a corpus whose spelling changes.

    outlets: how often each spelling is used. Two are one outlet where they are the same but for case, accents, spaces,
    punctuation and a leading "The", or where one is the address of the other. Of several spellings a name comes before
    an address, then the commonest, then the first in the alphabet.

    >>> unify_outlets({"Harton Post": 3, "The Harton Post": 1, "hartonpost.com": 2, "The Vale": 1})
    {'The Harton Post': 'Harton Post', 'hartonpost.com': 'Harton Post'}
    """
    groups = {}
    for name in sorted(outlets, key=lambda name: (_is_host(name), -outlets[name], name)):
        groups.setdefault(next((key for key in _list_keys(name) if key in groups), _list_keys(name)[0]), []).append(
            name
        )
    return {name: names[0] for names in groups.values() for name in names[1:]}


def describe_unified(unified: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """A remark, as `read_articles` gives them, for each spelling that changes."""
    return [("outlets", f"{name!r} is counted as {used!r}") for name, used in unified.items()]


def find_outlet_key(name: str) -> str:
    """A form that is the same for all spellings of an outlet.

    >>> find_outlet_key("The Harton Post"), find_outlet_key("www.hartonpost.com")
    ('hartonpost', 'hartonpost')
    """
    return _list_keys(name)[-1].removeprefix("the")


def _is_host(name):
    return bool(_HOST.fullmatch(name.lower()))


def _list_keys(name):
    """The forms by which two spellings of one outlet can be matched: theguardian.com belongs to "The Guardian" and to
    "Guardian"."""
    if _is_host(name):
        labels = name.lower().split(".")[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels = labels[:-1]
        host = labels[-1].replace("-", "")
        return [host, host.removeprefix("the")] if len(host) > 6 else [host]
    plain = "".join(c for c in fold(name)[0] if c.isalnum() or c == " ").strip()
    return [plain.removeprefix("the ").replace(" ", "") or name]
