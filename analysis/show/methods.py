"""A paragraph on method to paste into a paper, made from what was done."""

from importlib.metadata import version

from analysis.corpus.files import hash_rules
from analysis.findings import Findings
from analysis.show import list_some, write_count, write_day, write_share
from analysis.show.answers import USUAL, WINDOW, Answer, Material
from analysis.show.questions import write_question

PROGRAM = "same-event-different-words"
_DIGITS = 12  # of the digest of the rules: enough to tell them from any others
_COUNTED = {"Words": "mentions", "Statements": "statements and their words", "Days": "references to days"}
_METHOD = {
    "Words": ", per 1,000 words, with its exact 95 % interval (Garwood 1936)",
    "Statements": "",
    "Days": ", by the day that is meant (TIMEX3)",
}


def write_methods(answer: Answer, material: Material, found: Findings) -> str:
    """The paragraph: articles, exclusions, corrections, version and rules, settings and counts, as in a manifest of the
    command."""
    sentences = [
        _describe_articles(answer, material),
        *_describe_exclusions(answer, material),
        *_describe_hand(answer, material, found),
        *_describe_settings(answer),
        f"The question was “{write_question(answer.question)}”; it found {write_count(len(answer.rows), 'line')} in "
        f"{write_count(answer.rows['article_id'].nunique(), 'article')}.",
    ]
    return " ".join(sentences)


def _describe_articles(answer, material):
    """How many articles, words and outlets there are, of which days, and which version analysed them."""
    of = material.articles.loc[answer.articles]
    n_words = material.sizes[material.sizes["article_id"].isin(answer.articles)]["n_words"].sum()
    days, outlets = of["published"].dropna(), of["outlet"].dropna().nunique() if "outlet" in of else 0
    span = ""
    if len(days):
        last = "" if days.min() == days.max() else f" to {write_day(days.max())}"
        span = f", published {write_day(days.min())}{last}"
    among = f", {write_count(outlets, 'outlet')}" if outlets else ""
    return (
        f"We analysed {write_count(len(of), 'English news article')} ({n_words:,} words{among}{span}) with Same event, "
        f"different words, version {version(PROGRAM)} (rules {hash_rules()[:_DIGITS]}), which finds statements, dates "
        "and words by written rules, without models."
    )


def _describe_exclusions(answer, material):
    """Which articles and words were left out."""
    if left_out := len(material.articles) - len(answer.articles):
        was = "was" if left_out == 1 else "were"
        yield f"{write_count(left_out, 'other article')} of the corpus {was} left out, by event, day or choice."
    sizes = material.sizes[material.sizes["article_id"].isin(answer.articles)]
    if furniture := int(sizes.loc[sizes["zone"] == "furniture", "n_words"].sum()):
        yield f"{furniture:,} of the words stand in lines of the sites themselves, and are in no count or rate."


def _describe_hand(answer, material, found):
    """What rests on inference, and what the reader has corrected."""
    of = material.articles.loc[answer.articles]
    inferred = int((of["published_basis"] == "inferred").sum()) if "published_basis" in of else 0
    if inferred:
        rests = "rests" if inferred == 1 else "rest"
        yield f"{write_count(inferred, 'day')} of publication {rests} on what the texts say."
    changed = 0 if found.effects is None else int((found.effects["effect"] > 0).sum())
    if changed:
        yield f"{write_count(changed, 'correction')} by hand {'was' if changed == 1 else 'were'} applied."
    if answer.question.kind == "Statements" and len(answer.rows) and "basis" in answer.rows:
        shares = answer.rows["basis"].value_counts(normalize=True)
        known = list_some(f"{basis} {write_share(share)}" for basis, share in shares.items())
        yield f"How the speaker of a line is known: {known}."


def _describe_settings(answer):
    """Which zones are counted, and how."""
    asked = answer.question
    zones = list_some(asked.zone or USUAL[asked.kind])
    yield f"We counted {_COUNTED[asked.kind]} in {zones}{_METHOD[asked.kind]}."
    if asked.near:
        yield f"A word is near where it stands within {WINDOW} words."
    if asked.compare:
        yield (
            "Two groups are compared by log ratio, odds ratio and G2 (Dunning 1993), and by a rank test over articles."
        )
