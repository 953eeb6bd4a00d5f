"""Nouns without the ending of their plural."""
import functools
import re

_SAME_IN_PLURAL = re.compile(r"(?:ss|us|is|ics|news|series|species)$")
_HISSING = re.compile(r"(?:ch|sh|ss|x|zz)es$")


@functools.lru_cache(maxsize=50_000)
def make_singular(word: str) -> str:
    """A folded noun without the ending of its plural.

    >>> [make_singular(word) for word in ("clashes", "armies", "talks", "crisis", "servicemen", "houses")]
    ['clash', 'army', 'talk', 'crisis', 'serviceman', 'house']
    """
    if len(word) < 4 or _SAME_IN_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-2] if _HISSING.search(word) else word.removesuffix("s")
