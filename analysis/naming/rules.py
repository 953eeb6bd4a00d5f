"""What makes two mentions one thing, strongest first; each rule with examples in which it decides."""

from typing import NamedTuple


class Rule(NamedTuple):
    """One kind of evidence.

    `strong` rules join names, others descriptions only. `examples` are articles and two forms in them that the rule
    alone makes one; `others` articles and two forms that stay two.
    """

    id: str
    says: str
    strong: bool


RULES = (
    Rule("full-name", "the same person's full name", True),
    Rule("surname", "the name of a person whom the articles name in full", True),
    Rule("apposition", "a role beside a name", True),
    Rule("role-holder", "a role, for its holder", True),
    Rule("country-name", "a name of the country", True),
    Rule("country-capital", "near identity: the capital for the government", True),
    Rule("country-government", "near identity: the seat for the government", True),
    Rule("country-people", "near identity: the people for the country", True),
    Rule("country-officials", "near identity: the officials for the country", True),
    Rule("same-name", "the same words of a name", True),
    Rule("alias", "the text says that both are one", True),
    Rule("acronym", "the initials of the name", True),
    Rule("name-and-kind", "a name with and without what it is the name of", True),
    Rule("noun-of-name", "the noun of the only such name in the article", True),
    Rule("said-before", "the article said before whose it is", False),
    Rule("same-words", "the same words", False),
    Rule("swapped", "one stands for the other in shared sentences", False),
    Rule("one-sense", "words of one sense, with the same modifiers", False),
    Rule("same-head", "the same noun, with modifiers that fit", False),
    Rule("same-slot", "what does the same to the same", False),
)
