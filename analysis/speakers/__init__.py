"""Who says what: statements with their speakers, and one name for one person across articles.

No parser is used: quotation marks are paired (analysis.text.quotations), sentences are split into tokens
(analysis.text.sentence), reports are found around their cues (analysis.speakers.attribution), a quotation without a
cue is given to an earlier statement (analysis.speakers.threads), and every source is resolved to a person
(analysis.speakers.names).

In comments and docstrings of this package, “|” marks where the words in question begin or end: told | the reporters |
that.
"""

import re

import pandas as pd

from analysis.spans import make_spans, read_texts
from analysis.speakers import signs
from analysis.speakers.attribution import find_reports
from analysis.speakers.forms import find_forms
from analysis.speakers.linking import link_names as link_names  # both public here
from analysis.speakers.linking import unify_names as unify_names
from analysis.speakers.names import Article
from analysis.speakers.people import read_spellings
from analysis.speakers.signs import find_sign
from analysis.speakers.statements import list_rows, make_reported, name_the_introduced
from analysis.speakers.threads import Thread
from analysis.text import find_paragraphs, find_sentences
from analysis.text.quotations import find_quotations
from analysis.text.sentence import HEADLINES, read_sentences

_EXTRA = {
    "statement": "int64",
    "kind": "str",
    "speaker": "str",
    "speaker_text": "str",
    "speaker_start": "Int64",
    "speaker_end": "Int64",
    "basis": "str",
    "resolved_by": "str",
    "cue": "str",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "n_words": "int64",
    "rule": "str",
}


def find_statements(articles: pd.DataFrame, people: pd.DataFrame | None = None) -> pd.DataFrame:
    """A span table of everything that somebody is reported to say, think or write.

    In: `articles`, index article_id, column `text`; `people`, a table like data/people.csv (the default),
    of which `name` and `aliases` are used.
    Out: one row is one stretch of reported content within one paragraph, in the order of the text.

    article_id, start, end, text   the content; direct without its quotation marks, indirect without its full stop
    statement    number in the article, from 1; the rows of one attribution share it, and share the speaker
    kind         `direct` in quotation marks, `indirect` a clause without, `mixed` a clause that holds quoted words
    speaker      canonical within the article: as in people.csv, else the fullest form; NA where nobody is named, or
                 where a pronoun refers to nobody who could be found
    speaker_text, speaker_start, speaker_end   who it is in the text ("the mayor", "she"); NA if nobody
    basis        how the speaker is known: `name`, `role`, `pronoun`, `group`, `continued` (a quotation that runs on
                 from the paragraph before), `unattributed`
    resolved_by  the step that found the speaker: an id of analysis.speakers.resolution; NA where nobody was found
    cue, cue_start, cue_end   the shortest stretch of text that reports ("said", ":"); NA if there is none
    n_words      words of the row
    rule         id of the rule that found the row: a shape of a report (analysis.speakers.shapes, signs) or, for a
                 quotation without a reporting verb of its own, a thread (analysis.speakers.threads)

    No error is raised for any text. Work grows in proportion to the text.

    Known misses: a reported clause after the first one that nothing marks as reported; "they" for two people who were
    named one by one; a cue that is not in speech_verbs.csv; "she" where two women have just spoken or acted; "the
    mayor" where the article calls nobody so: the role is then given to whoever spoke last.

    >>> articles = pd.DataFrame({"text": ["“It rained,” Anna Berg said. She said that it stopped."]}, index=["a"])
    >>> find_statements(articles)[["text", "kind", "speaker", "basis"]]
                  text      kind    speaker    basis
    0       It rained,    direct  Anna Berg     name
    1  that it stopped  indirect  Anna Berg  pronoun
    """
    spellings = read_spellings(people)
    rows = []
    for article_id, text in read_texts(articles).items():
        rows.extend((article_id, *row) for row in _statements(text, spellings))
    return make_spans(rows, articles, _EXTRA)


# --- one article ---------------------------------------------------------------------------

_FULL_SENTENCE = re.compile(r"[a-z]{3}\. [A-Z]")  # within a first paragraph: then the paragraph is not a headline
_LONG_WORD = 4  # letters: longer words of a headline may all be written with a capital


def _statements(text, spellings):
    """The rows of one article, without its id."""
    paragraphs = find_paragraphs(text)
    sentences = read_sentences(text, paragraphs, find_sentences(text), find_quotations(text, paragraphs))
    body = _body(text, paragraphs)
    article = Article(text, spellings, body)
    thread = Thread(sentences, article)
    forms = find_forms(text, paragraphs, article)
    thread.statements += filter(None, forms.values())
    for number, sent in enumerate(sentences):
        if sent.paragraph in forms:
            continue
        reports = _reports(sent, article)
        if sent.span[0] >= body and not (reports and _opens_with_source(sent, reports)):
            article.focus.append(sent)
        if thread.waiting and sent.paragraph > thread.waiting[-1][0] and not _is_carried(sent, sent.quotes):
            thread.settle(None)
        if reports:
            _add_reports(thread, sent, reports)
        if sent.quotes:
            _give_others(thread, number, sent, reports)
    thread.settle(None)
    return list_rows(text, thread.statements)


def _opens_with_source(sent, reports):
    """Does the sentence open with the source of one of its reports? Then its subject adds nobody else whom a later
    pronoun could mean."""
    return any(report.subject and report.subject[0] == sent.body for report in reports)


def _body(text, paragraphs):
    """Where the article begins after its headline; 0 if it has none. A first paragraph is a headline if it does not
    end with a full stop, or if Every Long Word in It Has a Capital."""
    first = text[slice(*paragraphs[0])] if paragraphs else ""
    if len(paragraphs) < 2 or _FULL_SENTENCE.search(first):
        return 0
    long_words = [word for word in first.split() if len(word) > _LONG_WORD and word[0].isalpha()]
    titled = len(long_words) > 2 and not any(word[0].islower() for word in long_words)
    return paragraphs[1][0] if first[-1] not in '.”"' or titled else 0


def _reports(sent, article):
    """The reports of a sentence: those of its reporting verbs; if there are none, the one shown by a headline's colon,
    by a dash before an author, or by a noun such as "the phrase" before a quotation."""
    reports = find_reports(sent)
    if reports or not (sent.quotes or sent.paragraph < HEADLINES):
        return reports
    other = find_sign(signs.OF_SENTENCES, sent, article.could_speak)
    return [other] if other else []


def _add_reports(thread, sent, reports):
    for report in reports:
        thread.statements.append(make_reported(sent, report, thread.article))
        name_the_introduced(sent, report, thread.statements)
        if report.quotes and _is_carried(sent, report.quotes):
            thread.settle(thread.latest)


def _give_others(thread, number, sent, reports):
    """Assign the quotations of a sentence that belong to none of its reports."""
    claimed = {quote for report in reports for quote in report.quotes}
    for quote in sent.quotes:
        if quote not in claimed:
            thread.give(number, quote)


def _is_carried(sent, quotes):
    """Was the first of these quotations already open when the paragraph began?"""
    return bool(quotes) and sent.quotes[min(quotes)].carried
