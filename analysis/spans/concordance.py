"""Any finding in its context."""
import re

import pandas as pd

from analysis.spans import read_texts


def concordance(spans: pd.DataFrame, articles: pd.DataFrame, width: int = 60) -> pd.DataFrame:
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
