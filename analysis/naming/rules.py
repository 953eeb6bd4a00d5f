"""The rules by which two mentions are the same thing, the strongest evidence first; each with examples that depend on
it."""

from typing import NamedTuple


class Example(NamedTuple):
    """Some articles and two forms in them, which a rule either joins into one referent or leaves apart.

    vocabulary: pairs of a family and a pattern, as a reader's terms.csv has them.
    """

    texts: tuple[str, ...]
    one: str
    other: str
    vocabulary: tuple[tuple[str, str], ...] = ()


class Rule(NamedTuple):
    """One kind of evidence.

    strong: the rule may join names; other rules only join descriptions. same: examples that are missed without the
    rule. apart: examples that look similar, but stay two things.
    """

    id: str
    says: str
    strong: bool
    same: tuple[Example, ...]
    apart: tuple[Example, ...]


RULES = (
    Rule(
        "full-name",
        "the full name of a person",
        True,
        (
            Example(
                ("The old bridge fell. Anna Berg came.", "The old bridge fell. Anna Berg agreed."),
                "Anna Berg",
                "Anna Berg",
            ),
        ),
        (
            Example(
                ("The old bridge fell. Anna Berg came.", "The old bridge fell. Paul Berg agreed."),
                "Anna Berg",
                "Paul Berg",
            ),
        ),
    ),
    Rule(
        "surname",
        "the surname of a person whom the articles name in full",
        True,
        (Example(("The old bridge fell. Anna Berg came. Mr. Dean met Berg.",), "Anna Berg", "Berg"),),
        (Example(("The old bridge fell. Anna Berg met Paul Dean. Then Dean left.",), "Anna Berg", "Dean"),),
    ),
    Rule(
        "apposition",
        "a role or description beside a name",
        True,
        (
            Example(("The old bridge fell. Anna Berg, the engineer, came.",), "Anna Berg", "engineer"),
            Example(("The old bridge fell. Tynex, the ferry company, paid.",), "Tynex", "ferry company"),
            Example(("The old bridge fell. The barge, the Anna Berg, sank.",), "Anna Berg", "barge"),
        ),
        (
            Example(("The old bridge fell. To the mayor, Berg said, it was Anna Berg's.",), "Anna Berg", "mayor"),
            Example(("The old bridge fell. In Oldham, the ferry company that came paid.",), "Oldham", "ferry company"),
            Example(("The old bridge fell. The barge, the Anna Berg and the mill sank.",), "Anna Berg", "barge"),
        ),
    ),
    Rule(
        "role-holder",
        "a role, for whoever holds it",
        True,
        (Example(("The old bridge fell. Mayor Anna Berg came. The mayor agreed.",), "Mayor Anna Berg", "mayor"),),
        (
            Example(
                ("The old bridge fell. Finnish President Anna Berg came. The Italian president agreed.",),
                "Anna Berg",
                "Italian president",
            ),
        ),
    ),
    Rule(
        "country-name",
        "a name of the country",
        True,
        (Example(("The old bridge fell. Britain paid.", "The old bridge fell. The UK paid."), "Britain", "UK"),),
        (Example(("The old bridge fell. Finland paid.", "The old bridge fell. Italy paid."), "Finland", "Italy"),),
    ),
    Rule(
        "country-capital",
        "near identity: the capital, for the government",
        True,
        (Example(("The old bridge fell. Finland paid. Helsinki agreed.",), "Finland", "Helsinki"),),
        (Example(("The old bridge fell. Finland paid. They met in Helsinki.",), "Finland", "Helsinki"),),
    ),
    Rule(
        "country-government",
        "near identity: where the government sits, for the government",
        True,
        (Example(("The old bridge fell. Russia paid. The Kremlin agreed.",), "Russia", "Kremlin"),),
        (Example(("The old bridge fell. Finland paid. The Kremlin agreed.",), "Finland", "Kremlin"),),
    ),
    Rule(
        "country-people",
        "near identity: the people, for the country",
        True,
        (Example(("The old bridge fell. Finland paid. The Finns agreed.",), "Finland", "Finns"),),
        (
            Example(
                ("The old bridge fell. Finland paid. Several Finnish sailors agreed.",), "Finland", "Finnish sailors"
            ),
        ),
    ),
    Rule(
        "country-officials",
        "near identity: its officials, for the country",
        True,
        (Example(("The old bridge fell. Finland paid. Finnish officials agreed.",), "Finland", "Finnish officials"),),
        (Example(("The old bridge fell. Finland paid. Italian officials agreed.",), "Finland", "Italian officials"),),
    ),
    Rule(
        "same-name",
        "the same words of a name",
        True,
        (
            Example(
                ("The old bridge fell. The Tyne Council paid.", "The old bridge fell. The Tyne Council agreed."),
                "Tyne Council",
                "Tyne Council",
            ),
        ),
        (
            Example(
                ("The old bridge fell. The Tyne Council paid.", "The old bridge fell. The Wear Council paid."),
                "Tyne Council",
                "Wear Council",
            ),
        ),
    ),
    Rule(
        "vocabulary",
        "terms of one family of the reader's vocabulary",
        True,
        (
            Example(
                ("The old bridge fell. Iron Arch was closed.", "The old bridge fell. The Oldham Span was closed."),
                "Iron Arch",
                "Oldham Span",
                (("crossing", "Iron Arch"), ("crossing", "Oldham Span")),
            ),
        ),
        (
            Example(
                ("The old bridge fell. Iron Arch was closed.", "The old bridge fell. The Oldham Span was closed."),
                "Iron Arch",
                "Oldham Span",
                (("crossing", "Iron Arch"), ("crossing", "Span")),
            ),
        ),
    ),
    Rule(
        "alias",
        "the text says that both are one",
        True,
        (
            Example(
                ("The old bridge fell. It was the Oldham Span, also known as Iron Arch.",), "Oldham Span", "Iron Arch"
            ),
            Example(("It rained. It was the Oldham Span, known locally as Iron Arch.",), "Oldham Span", "Iron Arch"),
            Example(("The mill fell. It was the Oldham Span, officially Iron Arch.",), "Oldham Span", "Iron Arch"),
        ),
        (Example(("The old bridge fell. It was the Oldham Span, as well as Iron Arch.",), "Oldham Span", "Iron Arch"),),
    ),
    Rule(
        "acronym",
        "the initials of the name",
        True,
        (Example(("The old bridge fell. The Northern Ferry Union (NFU) paid.",), "Northern Ferry Union", "NFU"),),
        (Example(("The old bridge fell. The Northern Ferry Union (OCB) paid.",), "Northern Ferry Union", "OCB"),),
    ),
    Rule(
        "name-and-kind",
        "a name with and without the kind of place it is",
        True,
        (Example(("The old bridge fell. The Oldham Valley agreed. In Oldham it rained.",), "Oldham Valley", "Oldham"),),
        (Example(("The old bridge fell. The Oldham Bank agreed. In Oldham it rained.",), "Oldham Bank", "Oldham"),),
    ),
    Rule(
        "noun-of-name",
        "the noun of the only such name in the article",
        True,
        (
            Example(("The old bridge fell. The Tyne Council came. Then the council paid.",), "Tyne Council", "council"),
            Example(("The old bridge fell. The European Union came. Then the bloc paid.",), "European Union", "bloc"),
            Example(("The Kestrel Bridge fell on Monday. Cars had used the bridge.",), "Kestrel Bridge", "bridge"),
            Example(("The flood came. The Ely Dam broke. Nobody had checked the dam.",), "Ely Dam", "dam"),
            Example(("The flood came. The Bank of Oldham paid. The bank closed.",), "Bank of Oldham", "bank"),
        ),
        (
            Example(
                ("The old bridge fell. The Tyne Council met the Wear Council. Then the council paid.",),
                "Tyne Council",
                "council",
            ),
            Example(
                ("The Kestrel Bridge fell. The Iron Bridge is old. Cars had used the bridge.",),
                "Kestrel Bridge",
                "bridge",
            ),
            Example(("Cars had used the bridge. Then the Kestrel Bridge fell.",), "Kestrel Bridge", "bridge"),
            Example(("The Kestrel Bridge fell on Monday. Their bridge had been old.",), "Kestrel Bridge", "bridge"),
            Example(("The Kestrel Bridge fell on Monday. The bridges had been old.",), "Kestrel Bridge", "bridges"),
        ),
    ),
    Rule(
        "same-words",
        "the same words",
        False,
        (
            Example(
                ("The ferry to Oldham sank. The wreck was found.", "The ferry to Oldham sank. The wreck was moved."),
                "wreck",
                "wreck",
            ),
        ),
        (
            Example(
                ("The ferry to Oldham sank. Any wreck was found.", "The ferry to Oldham sank. No wreck was moved."),
                "wreck",
                "wreck",
            ),
        ),
    ),
    Rule(
        "said-before",
        "the article said before which of two it is",
        False,
        (
            Example(
                (
                    "The ferry to Oldham sank. The harbour rules differ from the safety rules.",
                    "The ferry to Oldham sank. The harbour rules came before the safety rules.",
                    "The ferry to Oldham sank. The harbour rules and the safety rules changed.",
                    "The ferry to Oldham sank. The harbour rules failed. Then the rules changed.",
                ),
                "harbour rules",
                "rules",
            ),
        ),
        (
            Example(
                ("The ferry to Oldham sank. The harbour rules failed. Then some rules changed.",),
                "harbour rules",
                "rules",
            ),
        ),
    ),
    Rule(
        "swapped",
        "one stands for the other in shared sentences",
        False,
        (
            Example(
                (
                    "The ferry sank off Oldham harbour on Monday. The old winch was found by two divers near the "
                    "northern pier.",
                    "The ferry sank off Oldham harbour on Monday. The old crane was found by two divers near the "
                    "northern pier.",
                    "The ferry sank off Oldham harbour. The old winch was moved by three tugs past the southern "
                    "lighthouse.",
                    "The ferry sank off Oldham harbour. The old crane was moved by three tugs past the southern "
                    "lighthouse.",
                ),
                "old winch",
                "old crane",
            ),
        ),
        (
            Example(
                ("The ferry to Oldham sank. The wreck was found.", "The ferry to Oldham sank. The hull was moved."),
                "wreck",
                "hull",
            ),
        ),
    ),
    Rule(
        "one-sense",
        "words of one sense, with the same modifiers",
        False,
        (
            Example(
                ("The ferry to Oldham sank. The lawsuit failed.", "The ferry to Oldham sank. The complaint failed."),
                "lawsuit",
                "complaint",
            ),
        ),
        (
            Example(
                (
                    "The ferry to Oldham sank. The privacy lawsuit failed.",
                    "The ferry to Oldham sank. The labour complaint failed.",
                ),
                "privacy lawsuit",
                "labour complaint",
            ),
        ),
    ),
    Rule(
        "same-head",
        "the same noun, with modifiers that fit",
        False,
        (
            Example(
                ("The ferry to Oldham sank. The harbour rules failed.", "The ferry to Oldham sank. The rules failed."),
                "harbour rules",
                "rules",
            ),
        ),
        (
            Example(
                (
                    "The ferry to Oldham sank. The harbour rules failed.",
                    "The ferry to Oldham sank. The safety rules failed.",
                ),
                "harbour rules",
                "safety rules",
            ),
        ),
    ),
    Rule(
        "same-slot",
        "what does the same beside the same other parties",
        False,
        (
            Example(
                (
                    "The ferry to Oldham sank. The Finnish crew repaired the engine and the rudder.",
                    "The ferry to Oldham sank. Finnish mechanics fixed the engine with the rudder.",
                ),
                "Finnish crew",
                "Finnish mechanics",
            ),
        ),
        (
            Example(
                (
                    "The ferry to Oldham sank. The Finnish crew repaired the engine and the rudder.",
                    "The ferry to Oldham sank. Italian mechanics fixed the engine with the rudder.",
                ),
                "Finnish crew",
                "Italian mechanics",
            ),
        ),
    ),
    Rule(
        "small-letters",
        "the same words, as a name and in small letters",
        True,
        (
            Example(
                ("The ferry sank. The Oldham Harbour Palace closed.", "It rained. The Oldham harbour palace closed."),
                "Oldham Harbour Palace",
                "Oldham Harbour Palace",
            ),
        ),
        (
            Example(
                ("The ferry sank. The New Bridge closed.", "The ferry sank. They want a new bridge."),
                "New Bridge",
                "New Bridge",
            ),
        ),
    ),
)
