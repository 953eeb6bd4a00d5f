"""Works out phrases that count from an event, if the article dates that event.

"Sunday's vote was close. The day after the vote, rain fell": the text says when the vote was, and so when the day
after it was. An event counts as dated if a date belongs to its noun: "Sunday's vote", "the 5 May vote", "the vote of 5
May", "the vote was held on 5 May", "the vote scheduled for 5 May". In "he spoke about the vote on 5 May" the date
belongs to the speech, and does not count. An event to which the article gives two days does not count either.
"""
from collections.abc import Iterator, Sequence

from analysis.dates.context import DAY, Phrase, Resolved, Timex, compile_codes
from analysis.dates.timex import cover, move, write

# Between an event and its date: "the vote was held on 5 May", "the vote set for 5 May", "the vote of 5 May".
_EVENT_BEFORE = compile_codes("""(,? (which|that)? (was|is|were|are|WILL be) (held|PLANNED)? (on|for)?
    | (took|takes|WILL take) place on? | of | PLANNED (on|for)) $""")
_LONGEST = 7                                  # words of the longest of these
# Between a date and its event: "Sunday's vote", "Sunday's second vote", "the 5 May vote".
_EVENT_AFTER = compile_codes("(' s (OTHERWORD|ORDINAL|NAME)?)?")


def day_beside_event(phrase: Phrase, event: str, days: int) -> Resolved:
    """The day so many days after an event that the article has dated to one day before; None if it has not."""
    dates = {cover(value[:10])[0] for value in _list_dates(phrase, event)}
    return write(move(dates.pop(), days, "D"), "D") if len(dates) == 1 else None


def _list_dates(phrase: Phrase, event: str) -> Iterator[str]:
    """The days of the recent references that date the event."""
    words = phrase.article.words
    for timex in phrase.list_recent():
        if DAY.fullmatch(timex.value) and (_is_before(timex, event, phrase.codes, words)
                                           or _is_after(timex, event, phrase.codes, words)):
            yield timex.value


def _is_before(timex: Timex, event: str, codes: str, words: Sequence[str]) -> bool:
    """Does the event stand before its date?"""
    between = _EVENT_BEFORE.search(codes, max(0, timex.start - _LONGEST), timex.start)
    return between is not None and between.start() > 0 and words[between.start() - 1].lower() == event


def _is_after(timex: Timex, event: str, codes: str, words: Sequence[str]) -> bool:
    """Does the event stand after its date?"""
    start = timex.end
    return any(words[end].lower() == event and _EVENT_AFTER.fullmatch(codes, start, end) is not None
               for end in range(start, min(start + 4, len(words))))
