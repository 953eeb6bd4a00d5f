"""Who says what: statements with their speakers, and one name for one person across articles.

No parser: quotation marks are paired (analysis.text.quotations), sentences read as tokens (analysis.text.sentence), reports
found around their cues (analysis.speakers.attribution), and sources led back to people (analysis.speakers.names).
"""
import re

import pandas as pd

from analysis.speakers.attribution import find_credit, find_expression, find_headline, find_reports
from analysis.text.sentence import HEADLINES, SUBJECT_PRONOUNS, is_name, read_sentences
from analysis.lexicon.cues import read_cues
from analysis.speakers.linking import link_names as link_names, unify_names as unify_names      # both public here
from analysis.speakers.names import Article
from analysis.speakers.people import read_spellings
from analysis.text.phrases import find_subject, phrase_start
from analysis.text.quotations import find_quotations
from analysis.spans import make_spans, read_texts
from analysis.text.subjects import main_subject
from analysis.text import count_words, find_paragraphs, find_sentences

_EXTRA = {
    "statement": "int64",
    "kind": "str",
    "speaker": "str",
    "speaker_text": "str",
    "speaker_start": "Int64",
    "speaker_end": "Int64",
    "basis": "str",
    "cue": "str",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "n_words": "int64"
}


def find_statements(articles, people=None):
    """A span table of everything that somebody is reported to say, think or write.

    In: `articles`, index article_id, column `text`; `people`, a table like data/people.csv (the default),
    of which `name` and `aliases` are used.
    Out: one row is one stretch of reported content within one paragraph, in the order of the text.

    article_id, start, end, text   the content; a direct one without its marks, an indirect one without its stop
    statement    number in the article, from 1; rows that hang on one attribution share it, and the speaker
    kind         `direct` in quotation marks, `indirect` a clause without, `mixed` a clause that holds quoted words
    speaker      canonical within the article: as in people.csv, else the fullest form; NA where nobody is named,
                 or a pronoun has nobody to mean
    speaker_text, speaker_start, speaker_end   who it is in the text ("the mayor", "she"); NA if nobody
    basis        how the speaker is known: `name`, `role`, `pronoun`, `group`, `continued` (a quotation that runs on
                 from the paragraph before), `unattributed`
    cue, cue_start, cue_end   the smallest surface that reports ("said", ":"); NA if there is none
    n_words      words of the row

    No error is raised for any text. Work grows in proportion to the text.

    Known misses: a reported clause after the first one that nothing marks as reported; two people as one "they";
    a cue that speech_verbs.csv lacks; which of two of the same gender "she" is, where both have just acted;
    "the mayor", where the article calls nobody so, is taken for whoever spoke last.

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

# A statement in the making is a dict: `rows` [(start, end, kind, basis)], `speaker`, `basis`, `source` and `cue` as
# offsets or None, `last` the last paragraph of its rows, `quoted` whether a quotation may go on with it.
_MEMORY = 50                             # so many statements back may somebody get a name


def _statements(text, spellings):
    """The rows of one article, without its id."""
    paragraphs = find_paragraphs(text)
    sentences = read_sentences(text, paragraphs, find_sentences(text, paragraphs), find_quotations(text, paragraphs))
    body = _body(text, paragraphs)
    article = Article(text, spellings, body)
    statements = []
    waiting = []                         # quotations left open, until the next paragraph tells whose they are
    for number, s in enumerate(sentences):
        reports = find_reports(s)
        if not reports and (s.quotes or s.paragraph < HEADLINES):
            reports = _other_reports(s, article)
        if s.span[0] >= body and not (reports and any(r.subject and r.subject[0] == s.body for r in reports)):
            article.focus.append(s)
        if waiting and s.paragraph > waiting[-1][0] and not (s.quotes and s.quotes[min(s.quotes)].carried):
            _settle(statements, waiting, None, sentences, article)
        claimed = set()
        for report in reports:
            claimed.update(report.quotes)
            statements.append(_reported(s, report, article))
            _introduce(s, report, statements)
            if waiting and report.quotes and s.quotes[min(report.quotes)].carried:
                _settle(statements, waiting, statements[-1], sentences, article)
        for k in s.quotes:
            if k not in claimed:
                _give(statements, waiting, sentences, number, k, article)
    _settle(statements, waiting, None, sentences, article)
    return _as_rows(text, statements)


def _body(text, paragraphs):
    """Where the article begins after its headline: a first paragraph without a stop, or with Every Long Word in Capitals."""
    if len(paragraphs) < 2:
        return 0
    first = text[slice(*paragraphs[0])]
    long_words = [w for w in first.split() if len(w) > 4 and w[0].isalpha()]
    return paragraphs[1][0] if first[-1] not in ".”\"" or len(long_words) > 2 and not any(w[0].islower() for w in long_words) else 0


def _other_reports(s, article):
    """A headline with a colon, a quotation with its author after a dash, a quotation named as somebody's words."""
    report = s.paragraph < HEADLINES and find_headline(s, article.could_speak) or find_credit(s) or find_expression(s)
    return [report] if report else []


def _reported(s, report, article):
    """The statement of one report."""
    resolved, source = (None, "unattributed", "", ""), None
    if report.subject:
        source = (s.starts[report.subject[0]], s.ends[report.subject[1] - 1])
        resolved = article.resolve(s, report.subject, source[0])
        article.remember(resolved)
    quotations = [s.quotes[q] for q in report.quotes]
    rows = [(*_row(start, end, quotations), resolved[1]) for start, end in report.contents]
    return {"rows": rows, "speaker": resolved[0], "basis": resolved[1], "source": source,
            "cue": (s.starts[report.cue[0]], s.ends[report.cue[1] - 1]), "last": s.paragraph, "quoted": bool(report.quotes)}


def _introduce(s, report, statements):
    """A spokesman said it rained. ... said the spokesman, | Anna Berg: the one before is she, too."""
    begin = phrase_start(s, report.subject) if report.subject else None
    if begin is None or begin == report.subject[0] or s.low[begin] != "the":
        return
    noun, name = s.low[begin + 1], statements[-1]["speaker"]
    recent = statements[-_MEMORY:]
    unnamed = next((each["speaker"] for each in reversed(recent) if each["basis"] == "role" and noun in each["speaker"].split()[:3]), None)
    for each in recent:
        if unnamed and each["speaker"] == unnamed:
            each["speaker"] = name


def _row(start, end, quotations):
    """(start, end, kind) of a content: one that is a quotation and no more loses its marks."""
    kind = "indirect"
    for quotation in quotations:
        if (start, end) in (quotation[:2], quotation[2:4]):
            return (*quotation[2:4], "direct")
        if start <= quotation.inner_start and quotation.inner_end <= end:
            kind = "mixed"
    return start, end, kind


# --- quotations without a cue of their own -------------------------------------------------

# A transcript's turn, where every paragraph opens with a mark: "BERG: We must close the bridge.
_TURN = re.compile(r"([A-Z][A-Z.'’ -]{2,30}): ")
_CONNECTORS = ("but", "and", "so", "still", "yet")


def _give(statements, waiting, sentences, number, k, article):
    """Find whose the quotation at token k of a sentence is, which no cue there claims."""
    s, before = sentences[number], sentences[number - 1] if number else None
    quotation, text = s.quotes[k], s.text
    row = (quotation.inner_start, quotation.inner_end, "direct")
    latest = statements[-1] if statements else None
    words, length = s.words if quotation.closed else s.words[:k], quotation.inner_end - quotation.inner_start
    if any(w[0].isalnum() and w.lower() not in _CONNECTORS for w in words):
        if (statement := _introduced(s, k, article)) is not None:
            statements.append(statement)
        elif k == 0 and length > 20 and latest and latest["quoted"] and latest["last"] == s.paragraph:
            latest["rows"].append((s.starts[0], s.end, "mixed", latest["basis"]))        # "... no longer" for the poor.
        return                                              # scare quotes
    if turn := _TURN.match(text, quotation.inner_start, quotation.inner_end):
        statements.append(_turn(s, quotation, turn, article))
    elif before and text[before.span[1] - 1] == ":" and (statement := _from_sentence(before, article, row)):
        statements.append(statement | {"last": s.paragraph})            # She told the town: / "We must close it."
    elif latest and latest["last"] == s.paragraph:
        latest["rows"].append((*row, latest["basis"]))
        latest["quoted"] = True
    elif not quotation.closed or waiting and quotation.carried:
        waiting.append((s.paragraph, row, number))
    elif before and before.paragraph == s.paragraph and (statement := _from_sentence(before, article, row, person=True)):
        statements.append(statement)                        # Anna Berg was blunter. "They never come."
    elif latest and latest["last"] >= s.paragraph - 1 and latest["quoted"]:
        latest["rows"].append((*row, "continued"))
        latest["last"] = s.paragraph
    elif before and before.paragraph == s.paragraph:
        statements.append(_from_sentence(before, article, row) or _nobodys([row], s.paragraph))
    elif latest and latest["last"] == s.paragraph - 1 and latest["speaker"] and number + 1 < len(sentences):
        statements.append(latest | {"rows": [(*row, "continued")], "last": s.paragraph, "quoted": True})
    elif number + 1 < len(sentences) and (statement := _from_paragraph_before(sentences, number, article, row)):
        statements.append(statement)
    else:                                                   # a motto at the end of a page
        statements.append(_nobodys([row], s.paragraph))


def _settle(statements, waiting, statement, sentences, article):
    """Whose the quotations left open are: the statement's that took them up, else the last speaker's, else of whom the
    paragraph before them speaks, else nobody's."""
    if not waiting:
        return
    rows, last = [row for _, row, _ in waiting], waiting[-1][0]
    latest = statements[-1] if statements else None
    if statement is not None:
        statement["rows"][:0] = [(*row, "continued") for row in rows]
    elif latest and latest["quoted"] and latest["last"] >= waiting[0][0] - 1:
        latest["rows"] += [(*row, "continued") for row in rows]
        latest["last"] = last
    elif statement := _from_paragraph_before(sentences, waiting[0][2], article, rows[0]):
        statements.append(statement | {"rows": statement["rows"] + [(*row, "continued") for row in rows[1:]], "last": last})
    else:
        statements.append(_nobodys(rows, last))
    waiting.clear()


def _from_paragraph_before(sentences, number, article, row):
    """The statement of a quotation whose speaker the paragraph before has brought in: Anna Berg was not convinced. / "We ..." """
    paragraph = sentences[number].paragraph
    for before in reversed(sentences[max(0, number - 6):number]):
        if before.paragraph < paragraph - 1 or before.quotes:
            break
        if before.paragraph == paragraph - 1 and (statement := _from_sentence(before, article, row, person=True)):
            return statement | {"last": paragraph}
    return None


def _introduced(s, k, article):
    """A quotation in a sentence without a cue: after a colon, or a whole sentence after a comma."""
    quotation = s.quotes[k]
    length, before = quotation.inner_end - quotation.inner_start, s.words[k - 1] if k else ""
    if before == ":" or before == "," and length > 40 and s.text[quotation.inner_start].isupper():
        colon = (s.starts[k - 1], s.ends[k - 1]) if before == ":" else None
        return _from_sentence(s, article, (quotation.inner_start, quotation.inner_end, "direct"), colon, colon and k - 1)
    return None


def _named_before(s, colon, article):
    """The name right before a colon: It did not surprise | Anna Berg |: "..." """
    begin = colon
    while is_name(s.words[begin - 1]):
        begin -= 1
    return (begin, colon) if colon - begin > 1 and article.could_speak(s.words[begin:colon]) else None


def _reporter(s):
    """Whose the verb before a colon at the end is: | The Oldham Post | reports: / "..." """
    last = s.n - 2
    subject = find_subject(s, last) if s.low[s.n - 1] == ":" and s.low[last] in read_cues() else None
    return subject if subject and subject != "same" else None


def _from_sentence(s, article, row, cue=None, colon=None, person=False):
    """The statement of a quotation whose speaker is named before the colon or is the subject of a sentence; None if nobody is.

    person: only one whom the sentence names.
    """
    subject = colon and _named_before(s, colon, article) or _reporter(s) or main_subject(s)
    if subject is None or person and (s.low[subject[0]] in SUBJECT_PRONOUNS or not is_name(s.words[subject[1] - 1])):
        return None
    source = (s.starts[subject[0]], s.ends[subject[1] - 1])
    resolved = article.resolve(s, subject, source[0])
    if resolved[0] is None or person and resolved[3] != "person":
        return None
    article.remember(resolved)
    return {"rows": [(*row, resolved[1])], "speaker": resolved[0], "basis": resolved[1], "source": source, "cue": cue,
            "last": s.paragraph, "quoted": True}


def _turn(s, quotation, turn, article):
    name = turn.group(1).title()
    return {"rows": [(turn.end(), quotation.inner_end, "direct", "name")], "speaker": article.resolve_name(name) or name,
            "basis": "name", "source": turn.span(1), "cue": (turn.end(1), turn.end(1) + 1), "last": s.paragraph, "quoted": True}


def _nobodys(rows, paragraph):
    return {"rows": [(*row, "unattributed") for row in rows], "speaker": None, "basis": "unattributed", "source": None,
            "cue": None, "last": paragraph, "quoted": True}


def _as_rows(text, statements):
    """The rows of the statements, numbered by where they begin; white space at the ends of a content is no part of it."""
    for st in statements:
        st["rows"] = [(*_strip(text, start, end), *rest) for start, end, *rest in st["rows"] if text[start:end].strip()]
    statements = sorted((st for st in statements if st["rows"]), key=lambda st: min(st["rows"])[0])
    for number, st in enumerate(statements, 1):
        source, cue = st["source"] or (pd.NA, pd.NA), st["cue"] or (pd.NA, pd.NA)
        for start, end, kind, basis in st["rows"]:
            yield (start, end, number, kind, st["speaker"], text[source[0]:source[1]] if st["source"] else None, *source,
                   basis, text[cue[0]:cue[1]] if st["cue"] else None, *cue, count_words(text[start:end]))


def _strip(text, start, end):
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
