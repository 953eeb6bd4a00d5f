"""What a coder is asked: one task per finder, with its questions in words."""

from dataclasses import dataclass

from analysis.findings import ZONES_OF_DATES, ZONES_OF_STATEMENTS, ZONES_OF_WORDS

YES, NO = "yes", "no"
NOBODY = "(nobody)"


@dataclass(frozen=True)
class Task:
    """One finder, and how its rows are judged.

    name: of the table of findings, and of the sheet. shown: its columns that the coder judges, beside the text.
    questions: (column of the sheet, question), each answered by yes or no. zones: where its rows count, and are drawn.
    missed: what is counted in each paragraph of a whole article; empty where one article cannot tell what is missed.
    """

    name: str
    shown: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    missed: str = ""


# Some tasks ask for no misses. A coder who reads one article cannot see what it shares with another, nor all names of
# one thing; and every paragraph has a zone, so one that a zone misses is a wrong row of another zone.
TASKS = (
    Task(
        "terms",
        ("family", "term"),
        (("correct", "Does the node mean what the term names, and not something else that is spelt so?"),),
        ZONES_OF_WORDS,
        "mentions of one of these terms in whatever spelling, outside brackets",
    ),
    Task(
        "statements",
        ("kind", "speaker"),
        (
            (
                "correct",
                "Is the node what somebody is reported to say or think, whole and no more? Its marks do not matter.",
            ),
            (
                "speaker_correct",
                f"Is it said by the speaker? {NOBODY} is right where the article leaves open who says it.",
            ),
        ),
        ZONES_OF_STATEMENTS,
        "stretches of what somebody is reported to say or think, outside brackets",
    ),
    Task(
        "dates",
        ("timex_type", "value", "published"),
        (
            ("correct", "Does the node point to a time: a day, a part of a day, a period, a duration, a repetition?"),
            ("value_correct", "Does the value (TIMEX3) say which time, for an article published on that day?"),
        ),
        ZONES_OF_DATES,
        "references to a time, outside brackets",
    ),
    Task(
        "shared",
        ("other_article", "other_text"),
        (
            (
                "correct",
                "Do node and other_text say the same in nearly the same words, so that one was taken from the other, "
                "or both from one source?",
            ),
        ),
        (),
    ),
    Task("names", ("referent",), (("correct", "Does the node mean what the column referent names?"),), ZONES_OF_WORDS),
    Task(
        "zones",
        ("zone",),
        (
            (
                "correct",
                "Is all of the node what the column zone says? headline; deck: a summary below it; subhead: a heading "
                "within the article; dateline: the place, or the day, before its first sentence; caption: of a picture "
                "or film, with its credit; furniture: lines of the site or the database, such as bylines, links and "
                "notices; body: all else of the article.",
            ),
        ),
        (),
    ),
)
TASK = {task.name: task for task in TASKS}
