"""Who says what: statements with their speakers, and one name for one person across articles."""
import re

import pandas as pd

from analysis.attribution import find_credit, find_expression, find_headline, find_reports
from analysis.clauses import QUOTE, read_sentences
from analysis.names import Article
from analysis.phrases import could_name, main_subject
from analysis.people import read_spellings
from analysis.quotations import find_quotations
from analysis.spans import make_spans
from analysis.text import count_words, find_paragraphs, find_sentences, fold

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

    In: `articles` (index article_id, column `text`); `people`, a table like data/people.csv (the default).
    Out: one row is one stretch of reported content within a paragraph.

    >>> articles = pd.DataFrame({"text": ["“It rained,” Anna Berg said. She said that it stopped."]}, index=["a"])
    >>> find_statements(articles)[["text", "kind", "speaker", "basis"]]
                  text      kind    speaker    basis
    0       It rained,    direct  Anna Berg     name
    1  that it stopped  indirect  Anna Berg  pronoun
    """
    spellings = read_spellings(people)
    rows = []
    for article_id, text in zip(articles.index, articles["text"]):
        rows.extend((article_id, *row) for row in _statements(text, spellings))
    return make_spans(rows, articles, _EXTRA)


def link_names(statements, people=None):
    """The statements with one name for one person across articles, and the alias report.

    Returns (statements, aliases). In `statements` the column `speaker` is unified; nothing else changes.
    One row of `aliases` is one spelling in one article that became a person:

    article_id, surface   the spelling ("the mayor", "Berg", "he")
    person                the name that it became, NA where it stayed unresolved
    basis                 how: name, role, pronoun, group, continued
    count                 in how many statements
    near_misses           other people whose surname differs by a letter or two, as "name; name": not merged
    """
    spellings = read_spellings(people)
    unified = _unify(statements, spellings)
    linked = statements.assign(speaker=statements["speaker"].map(unified).astype("str"))
    first = linked.drop_duplicates(["article_id", "statement"])
    known = first[first["speaker_text"].notna()]
    aliases = (known.groupby(["article_id", "speaker_text", "speaker", "basis"], dropna=False, sort=True).size()
               .rename("count").reset_index().rename(columns={"speaker_text": "surface", "speaker": "person"}))
    persons = sorted({p for p, basis in zip(known["speaker"], known["basis"]) if isinstance(p, str) and basis != "group"})
    near = {p: "; ".join(q for q in persons if q != p and _is_near(p, q)) for p in persons}
    aliases["near_misses"] = aliases["person"].map(near).astype("str")
    return linked, aliases


def _unify(statements, spellings):
    """{speaker as in its article: speaker across articles}: people.csv, else the fullest form of one folded name."""
    names = sorted({name for name in statements["speaker"] if isinstance(name, str)})
    forms = {}
    for name in names:
        words = fold(name)[0].split()
        forms.setdefault((words[0], words[-1]) if len(words) > 1 else (words[0],), []).append(name)
    unified = {}
    for key, same in forms.items():
        best = max(same, key=lambda name: (len(name.split()), sum(not c.isascii() for c in name), name))
        for name in same:
            folded = fold(name)[0]
            unified[name] = spellings.get(folded) or spellings.get(fold(best)[0]) or best
    return unified


def _is_near(left, right):
    """Do two names look like one misspelt? Surnames of five letters or more that differ by at most two edits."""
    left, right = fold(left.split()[-1])[0], fold(right.split()[-1])[0]
    return left != right and min(len(left), len(right)) >= 5 and _edits(left, right) <= 2


def _edits(left, right):
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row, before = [i], row
        for j, b in enumerate(right, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


def _statements(text, spellings):
    """The rows of one article, without its id."""
    paragraphs = find_paragraphs(text)
    quotations = find_quotations(text, paragraphs)
    sentences = read_sentences(text, paragraphs, find_sentences(text), quotations)
    article = Article(text, spellings, paragraphs[1][0] if len(paragraphs) > 1 else 0)
    statements = []                      # dicts: rows, resolved, source, cue, paragraph, basis
    waiting = []                         # quotations left open, until the next paragraph tells whose they are
    for number, s in enumerate(sentences):
        reports = find_reports(s)
        if not reports and s.paragraph < 3:
            headline = find_headline(s, article)
            reports = [headline] if headline else []
        if not reports and s.quotes:
            report = find_credit(s) or find_expression(s)
            reports = [report] if report else []
        subject = None if any(r.subject and r.subject[0] == s.body for r in reports) else main_subject(s)
        if subject and could_name(s, subject):
            named = article.resolve(s, subject, s.span[0], strict=True)
            if named[3] == "person" and named[0]:
                article.remember(named)
        if waiting and s.paragraph > waiting[-1][0]:
            carried = reports and reports[0].quotes and s.quotes[min(reports[0].quotes)].carried
            if not carried and not (s.quotes and min(s.quotes) == 0 and s.quotes[0].carried):
                _settle(statements, waiting, None)
        claimed = set()
        for report in reports:
            claimed.update(report.quotes)
            statement = _new(text, s, report, article)
            statements.append(statement)
            if waiting and report.quotes and s.quotes[min(report.quotes)].carried:
                _settle(statements, waiting, statement)
        for k, quotation in s.quotes.items():
            if k in claimed:
                continue
            row = (quotation.inner_start, quotation.inner_end, "direct")
            latest = statements[-1] if statements else None
            last = k if not quotation.closed else len(s.words)
            alone = all(not w[0].isalnum() or w.lower() in ("but", "and", "so", "still", "yet") for w in s.words[:last]
                        if w != QUOTE)
            if not alone:
                statement = _introduced(text, s, k, article)
                if statement:
                    statements.append(statement)
                elif k == 0 and latest and latest["last"] == s.paragraph and latest["quoted"] and not reports and len(
                        s.quotes) == 1 and (quotation.inner_end - quotation.inner_start > 20):
                    latest["rows"].append((s.starts[0], s.end, "mixed", latest["basis"]))
                continue
            before = sentences[number - 1] if number else None
            turn = _TURN.match(text, quotation.inner_start, quotation.inner_end)
            if turn:                                        # "BERG: We must close the bridge.
                statements.append(_turn(text, s, quotation, turn, article))
            elif before and text[
                    before.starts[-1]] == ":" and before.paragraph >= s.paragraph - 1 and not quotation.carried and (
                        statement := _from_sentence(text, before, article, row)):
                statements.append(statement)
            elif latest and latest["last"] == s.paragraph:
                latest["rows"].append((*row, latest["basis"]))
                latest["quoted"] = True
            elif not quotation.closed:
                waiting.append((s.paragraph, row))
            elif latest and latest["last"] >= s.paragraph - 1 and latest["quoted"]:
                latest["rows"].append((*row, "continued"))
                latest["last"] = s.paragraph
            elif before is not None and before.paragraph == s.paragraph:
                statements.append(_from_sentence(text, before, article, row) or _nobody(row, s))
            elif latest and latest["last"] == s.paragraph - 1 and latest["speaker"] and number + 1 < len(sentences):
                statements.append(latest | {
                    "rows": [(*row, "continued")],
                    "paragraph": s.paragraph,
                    "last": s.paragraph,
                    "quoted": True
                })
            else:
                statements.append(_nobody(row, s))
    _settle(statements, waiting, None)
    return _as_rows(text, statements)


# A transcript's turn, where every paragraph opens with a mark: "BERG: We must close the bridge.
_TURN = re.compile(r"([A-Z][A-Z.'’ -]{2,30}): ")


def _turn(text, s, quotation, turn, article):
    name = turn.group(1)
    known = article.resolve_name(name.title()) or name.title()
    return {
        "rows": [(turn.end(), quotation.inner_end, "direct", "name")],
        "speaker": known,
        "basis": "name",
        "source": turn.span(1),
        "cue": (turn.end(1), turn.end(1) + 1),
        "paragraph": s.paragraph,
        "last": s.paragraph,
        "quoted": True
    }


def _settle(statements, waiting, statement):
    """Whose the quotations left open are: the statement's that took them up, else the last speaker's, else nobody's."""
    if not waiting:
        return
    latest = statements[-1] if statements else None
    if statement is not None:
        statement["rows"][:0] = [(*row, "continued") for _, row in waiting]
    elif latest and latest["quoted"] and latest["last"] >= waiting[0][0] - 1:
        latest["rows"] += [(*row, "continued") for _, row in waiting]
        latest["last"] = waiting[-1][0]
    else:
        statements.append({
            "rows": [(*row, "unattributed") for _, row in waiting],
            "speaker": None,
            "basis": "unattributed",
            "source": None,
            "cue": None,
            "paragraph": waiting[0][0],
            "last": waiting[-1][0],
            "quoted": True
        })
    waiting.clear()


def _new(text, s, report, article):
    rows = []
    if report.subject:
        at = s.starts[report.subject[0]]
        resolved = article.resolve(s, report.subject, at)
        source = (at, s.ends[report.subject[1] - 1])
        article.remember(resolved)
    else:
        resolved, source = (None, "unattributed", "", ""), None
    basis = resolved[1]
    quoted = {q: s.quotes[q] for q in report.quotes}
    for start, end in report.contents:
        kind = "indirect"
        for quotation in quoted.values():
            if start <= quotation.inner_start and quotation.inner_end <= end:
                kind = "direct" if (start, end) == (quotation.inner_start, quotation.inner_end) else "mixed"
        if kind == "mixed":
            only = [q for q in quoted.values() if q.start == start and q.end == end]
            if only:
                start, end, kind = only[0].inner_start, only[0].inner_end, "direct"
        rows.append((start, end, kind, basis))
    return {
        "rows": rows,
        "speaker": resolved[0],
        "basis": basis,
        "source": source,
        "cue": (s.starts[report.cue[0]], s.ends[report.cue[1] - 1]),
        "paragraph": s.paragraph,
        "last": s.paragraph,
        "quoted": bool(report.quotes)
    }


def _introduced(text, s, k, article):
    """A quotation in a sentence without a cue: after a colon, or a whole sentence after a comma."""
    quotation = s.quotes[k]
    length = quotation.inner_end - quotation.inner_start
    before = s.words[k - 1] if k else ""
    if before == ":" and length > 10 or before == "," and length > 40 and text[quotation.inner_start].isupper():
        return _from_sentence(text, s, article, (quotation.inner_start, quotation.inner_end, "direct"),
                              s.starts[k - 1] if before == ":" else None)
    return None


def _from_sentence(text, s, article, row, colon=None):
    subject = main_subject(s)
    if subject is None or subject[0] > 0 and s.words[subject[0]] == QUOTE:
        return None
    at = s.starts[subject[0]]
    resolved = article.resolve(s, subject, at)
    if resolved[0] is None:
        return None
    article.remember(resolved)
    cue = (colon, colon + 1) if colon is not None else None
    return {
        "rows": [(*row, resolved[1])],
        "speaker": resolved[0],
        "basis": resolved[1],
        "source": (at, s.ends[subject[1] - 1]),
        "cue": cue,
        "paragraph": s.paragraph,
        "last": s.paragraph,
        "quoted": True
    }


def _nobody(row, s):
    return {"rows": [(*row, "unattributed")], "speaker": None, "basis": "unattributed", "source": None, "cue": None,
            "paragraph": s.paragraph, "last": s.paragraph, "quoted": True}


def _as_rows(text, statements):
    statements = sorted(statements, key=lambda st: min(row[0] for row in st["rows"]))
    for number, st in enumerate(statements, 1):
        source, cue = st["source"] or (pd.NA, pd.NA), st["cue"] or (pd.NA, pd.NA)
        for start, end, kind, basis in st["rows"]:
            while start < end and text[start].isspace():
                start += 1
            while start < end and text[end - 1].isspace():
                end -= 1
            if start < end:
                yield (start, end, number, kind, st["speaker"], text[source[0]:source[1]] if st["source"] else None,
                       *source, basis, text[cue[0]:cue[1]] if st["cue"] else None, *cue, count_words(text[start:end]))
