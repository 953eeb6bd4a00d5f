"""The span table: everything found in a text is a row that says where it stands.

A span table is a DataFrame whose first four columns are `article_id`, `start`, `end` and
`text`; offsets count Unicode code points, `end` is exclusive, and `text` is always
`articles.text[article_id][start:end]`. What was found there follows in further columns.
"""
import heapq
import re

import pandas as pd

COLUMNS = {"article_id": "str", "start": "int64", "end": "int64", "text": "str"}


def read_texts(articles):
    """The text of each article: {article_id: text}, in the order of the table.

    ValueError names the article where an id stands twice or is no string, or where a text is none: NA, or with half of a
    surrogate pair, which is no character and which no file can hold.

    >>> read_texts(pd.DataFrame({"text": ["One.", "Two."]}, index=["a", "b"]))
    {'a': 'One.', 'b': 'Two.'}
    """
    if "text" not in articles.columns:
        raise ValueError(f"articles need the column 'text'; they have {list(articles.columns)}")
    if not articles.index.is_unique:
        raise ValueError(f"two articles are called {articles.index[articles.index.duplicated()][0]!r}: give each an article_id of its own")
    texts = dict(zip(articles.index, articles["text"]))
    for article_id, text in texts.items():
        if not isinstance(article_id, str):
            raise ValueError(f"the article_id {article_id!r} is no string: articles.index = articles.index.astype('str')")
        if not isinstance(text, str):
            raise ValueError(f"article {article_id!r} has {text!r} for a text: fill it in, or leave the article out")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"article {article_id!r} has half of a surrogate pair at {error.start} of its text, which is no character: "
                             "put U+FFFD in its place, text.encode('utf-8', 'replace').decode()") from None
    return texts


def make_spans(rows, articles, extra=None):
    """A span table, in the order of the articles and then of the text.

    rows: tuples (article_id, start, end, *values of the extra columns).
    articles: DataFrame indexed by article_id, with `text`.
    extra: {column: dtype} of the columns after `text`, in order.

    One row is one thing found. No rows give an empty table with the same columns and dtypes.

    >>> articles = pd.DataFrame({"text": ["A ceasefire."]}, index=pd.Index(["a"], name="article_id"))
    >>> make_spans([("a", 2, 11, "truce")], articles, {"family": "str"})
      article_id  start  end       text family
    0          a      2   11  ceasefire  truce
    """
    extra = extra or {}
    position = {article_id: i for i, article_id in enumerate(articles.index)}
    texts = read_texts(articles)
    rows = sorted(rows, key=lambda row: (position[row[0]], row[1], row[2]))
    columns = list(zip(*rows)) or [()] * (3 + len(extra))
    data = {"article_id": columns[0], "start": columns[1], "end": columns[2],
            "text": [texts[row[0]][row[1]:row[2]] for row in rows], **dict(zip(extra, columns[3:]))}
    return pd.DataFrame({name: pd.Series(list(data[name]), dtype=dtype) for name, dtype in {**COLUMNS, **extra}.items()})


def check_spans(spans, articles):
    """The same table, once every row is sure to slice back; else ValueError names the first bad row."""
    missing = [c for c in COLUMNS if c not in spans.columns]
    if missing:
        raise ValueError(f"a span table needs the columns {list(COLUMNS)}; missing: {missing}")
    texts = read_texts(articles)
    for i, article_id, start, end, text in spans[list(COLUMNS)].itertuples():
        if article_id not in texts:
            raise ValueError(f"row {i}: no article {article_id!r}; the corpus has {list(texts)[:10]}")
        if not 0 <= start < end <= len(texts[article_id]) or texts[article_id][start:end] != text:
            raise ValueError(f"row {i}: article {article_id}[{start}:{end}] reads "
                             f"{texts[article_id][max(start, 0):end]!r}, not {text!r}; was the text changed?")
    return spans


def inside(inner, outer, columns):
    """`inner` with the named columns of the `outer` span that holds each row; NA where none does.

    A row belongs to the outer span that holds its first character, so a row that runs over
    an edge is counted once. Where outer spans nest, the innermost one counts.
    """
    waiting, places, hits = {}, {}, [-1] * len(inner)
    for i, (article_id, start, end) in enumerate(outer[["article_id", "start", "end"]].itertuples(index=False, name=None)):
        waiting.setdefault(article_id, []).append((start, end, i))
    for k, (article_id, at) in enumerate(zip(inner["article_id"], inner["start"])):
        places.setdefault(article_id, []).append((at, k))
    for article_id, here in places.items():         # from left to right, so that time grows with the rows and not with their product
        spans, opened = sorted(waiting.get(article_id, ()), reverse=True), []
        for at, k in sorted(here):
            while spans and spans[-1][0] <= at:
                start, end, i = spans.pop()
                heapq.heappush(opened, (end - start, start, end, i))
            while opened and opened[0][2] <= at:
                heapq.heappop(opened)
            if opened:
                hits[k] = opened[0][3]
    found = outer[columns].reset_index(drop=True).reindex(hits).set_axis(inner.index)
    return inner.assign(**{column: found[column] for column in columns})


CORRECTIONS = ["table", "article_id", "start", "end", "text", "column", "value", "reason"]


def correct(spans, corrections, table, follow=None):
    """The reader's verdict wins: (the span table set right, the corrections that match nothing any more).

    corrections: DataFrame with the columns CORRECTIONS, all text but `start` and `end`; other tables' rows are passed over.
    table: what the rows of `spans` are: zones, terms, statements, dates, as the column `table` names them.
    follow: {column: function}, for columns that hang on a corrected one: given its new value, the function gives {column: value}.

    One correction is for the row that stands at `start` to `end` of the article and reads `text`. It sets
    `column` to `value` (of a speaker: in all rows of the statement), and the columns that follow it, or strikes
    the row where `column` is empty. The rows that were set right say why in the new column `corrected`; NA in all others.

    Returned second: the corrections without effect, with `why`. ValueError names a column that is missing.

    >>> spans = pd.DataFrame({"article_id": ["a", "a"], "start": [0, 7], "end": [6, 11], "text": ["Monday", "2020"], "value": "XXXX"})
    >>> wish = pd.DataFrame([["dates", "a", 0, 6, "Monday", "value", "2020-05-04", "the calendar"],
    ...                      ["dates", "a", 7, 11, "2020", "", "", "a house number"]], columns=CORRECTIONS)
    >>> correct(spans, wish, "dates")[0][["text", "value", "corrected"]].values.tolist()
    [['Monday', '2020-05-04', 'the calendar']]
    """
    missing = [column for column in CORRECTIONS if column not in corrections.columns]
    if missing:
        raise ValueError(f"corrections need the columns {CORRECTIONS}; missing: {missing}")
    wanted = corrections[corrections["table"] == table].fillna({"column": "", "value": "", "reason": ""})
    places = {}
    for i, key in enumerate(spans[["article_id", "start", "end"]].itertuples(index=False, name=None)):
        places.setdefault(key, []).append(i)
    follow = follow or {}
    columns = {name: spans[name].tolist() for name in spans.columns.difference(list(COLUMNS))} if len(wanted) else {}
    reasons, struck, stale = [None] * len(spans), set(), []
    for wish in wanted.to_dict("records"):
        rows = places.get((wish["article_id"], int(wish["start"]), int(wish["end"])), [])
        if not rows:
            stale.append({**wish, "why": "no row stands there"})
        elif spans["text"].iat[rows[0]] != wish["text"]:
            stale.append({**wish, "why": f"the text there reads {spans['text'].iat[rows[0]]!r}"})
        elif not wish["column"]:
            struck.update(rows)
        elif wish["column"] not in columns:
            stale.append({**wish, "why": f"the {table} have no column {wish['column']!r}"})
        else:
            for i in _find_fellows(spans, rows) if wish["column"] == "speaker" else rows:
                columns[wish["column"]][i] = wish["value"] or None
                reasons[i] = wish["reason"] or "corrected by hand"
                for name, value in follow[wish["column"]](wish["value"]).items() if wish["column"] in follow else ():
                    if name in columns:
                        columns[name][i] = value
    changed = {name: pd.Series(values, spans.index, dtype=spans[name].dtype) for name, values in columns.items()}
    table = spans.assign(**changed, corrected=pd.Series(reasons, spans.index, dtype="str"))
    kept = [i not in struck for i in range(len(spans))]
    return table.loc[kept].reset_index(drop=True), pd.DataFrame(stale, columns=[*CORRECTIONS, "why"])


def _find_fellows(spans, rows):
    """All rows of the statement that these rows belong to."""
    if "statement" not in spans.columns:
        return rows
    same = (spans["article_id"] == spans["article_id"].iat[rows[0]]) & (spans["statement"] == spans["statement"].iat[rows[0]])
    return [i for i, one in enumerate(same) if one]


def concordance(spans, articles, width=60):
    """Each row in its context: the columns of `spans`, then `left`, `node`, `right`.

    `width` is the most context on each side, in characters; no word is cut, and line breaks read as spaces.
    """
    texts = read_texts(articles)
    left, right = [], []
    for article_id, start, end in zip(spans["article_id"], spans["start"], spans["end"]):
        text = texts[article_id]
        before, after = text[max(0, start - width):start], text[end:end + width]
        if start > width and not text[start - width - 1].isspace():
            before = re.sub(r"^\S+", "", before)
        if end + width < len(text) and not text[end + width].isspace():
            after = re.sub(r"\S+$", "", after)
        left.append(before.replace("\n", " "))
        right.append(after.replace("\n", " "))
    return spans.assign(left=pd.Series(left, spans.index, dtype="str"), node=spans["text"],
                        right=pd.Series(right, spans.index, dtype="str"))


def match_spans(found, annotated):
    """Which found row answers which annotated row: one to one, equal spans first, then by overlap.

    Returns a DataFrame `found`, `annotated` of row labels, one row per pair that shares a character.
    """
    by_article = {}
    for i, article_id, start, end in found[["article_id", "start", "end"]].itertuples():
        by_article.setdefault(article_id, []).append((start, end, i))
    pairs = []
    for j, article_id, start, end in annotated[["article_id", "start", "end"]].itertuples():
        for found_start, found_end, i in by_article.get(article_id, ()):
            overlap = min(end, found_end) - max(start, found_start)
            if overlap > 0:
                pairs.append(((found_start, found_end) != (start, end), -overlap, j, i))
    taken, answered, rows = set(), set(), []
    for _, _, j, i in sorted(pairs):
        if i not in taken and j not in answered:
            taken.add(i)
            answered.add(j)
            rows.append((i, j))
    return pd.DataFrame(rows, columns=["found", "annotated"])


def score_spans(found, annotated, columns):
    """What the code found beside what a reader marked: one row per span of either.

    found, annotated: span tables that both have `columns`.

    Returns a span table + `verdict` (`right`: found, and every one of `columns` equal; `wrong`: found
    with another value; `missed`; `invented`), `extent` (`exact`, `other` or NA), `found_text`, and for
    each of the columns what was annotated and, as `found_...`, what was found.
    """
    pairs = match_spans(found, annotated)
    columns = ["text", *columns]
    theirs = annotated.loc[pairs["annotated"], [*COLUMNS, *columns[1:]]].reset_index(drop=True)
    ours = found.loc[pairs["found"], [*COLUMNS, *columns[1:]]].reset_index(drop=True).add_prefix("found_")
    both = pd.concat([theirs, ours], axis=1)
    same = pd.Series(True, both.index)
    for column in columns[1:]:
        left, right = both[column], both["found_" + column]
        same &= (left == right).fillna(False).astype(bool) | left.isna() & right.isna()
    exact = (both["start"] == both["found_start"]) & (both["end"] == both["found_end"])
    both = both.assign(verdict=same.map({True: "right", False: "wrong"}), extent=exact.map({True: "exact", False: "other"}))
    missed = annotated.drop(pairs["annotated"])[[*COLUMNS, *columns[1:]]].assign(verdict="missed")
    invented = found.drop(pairs["found"])[[*COLUMNS, *columns[1:]]].rename(columns={c: "found_" + c for c in columns})
    invented = invented.assign(verdict="invented", text=invented["found_text"])
    order = [*COLUMNS, "verdict", "extent", "found_text", *columns[1:], *("found_" + c for c in columns[1:])]
    table = pd.concat([part for part in (both, missed, invented) if len(part)] or [both])
    table = table.reindex(columns=order).sort_values(["article_id", "start", "end"], kind="stable", ignore_index=True)
    return table.astype({**COLUMNS, "verdict": "str", "extent": "str", "found_text": "str"})


def summarise_scores(scores):
    """The figures of one `score_spans` table: annotated, found, right, and what follows from them.

    Precision is the share of the found rows that are right, recall that of the annotated rows,
    F1 their harmonic mean; NA where there is nothing to take a share of.
    """
    count = scores["verdict"].value_counts().reindex(["right", "wrong", "missed", "invented"], fill_value=0)
    annotated, found = count.sum() - count["invented"], count.sum() - count["missed"]
    right = count["right"]
    return pd.Series({"annotated": annotated, "found": found, **count,
                      "precision": right / found if found else float("nan"),
                      "recall": right / annotated if annotated else float("nan"),
                      "F1": 2 * right / (found + annotated) if found + annotated else float("nan")})
