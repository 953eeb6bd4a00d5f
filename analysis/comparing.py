"""The basis of a comparison: the articles of one event, in groups, with the sentences they share and their copies.

The notebooks 01 to 03 and 07 begin with it, so that they compare the same articles in the same groups; 05 has the
names of speakers from it.
"""
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from analysis import wording
from analysis.corpus import preflight
from analysis.findings import ZONES_OF_STATEMENTS, ZONES_OF_TEXT, ZONES_OF_WORDS, Findings, choose_zones
from analysis.grouping import Grouping, describe_groups, group_articles
from analysis.spans import inside
from analysis.speakers.bodies import is_named, unify_bodies
from analysis.speakers.linking import find_holders
from analysis.wording.copies import choose_once, count_copies, find_copies
from analysis.words import count_zone_words, mark_voices

UNATTRIBUTED = "(unattributed)"


class Comparison(NamedTuple):
    """The articles that are compared."""

    articles: pd.DataFrame      # those that are counted
    every: pd.DataFrame         # all articles of the event, including those whose text is counted in another article
    group: Grouping             # the groups of these articles
    says: str                   # which articles these are and why, and the groups, in a few sentences
    texts: "Texts | None"       # what the articles have in common, if this was computed
    one_event: bool             # do the articles report one event? Not if all articles are compared for want of one


class Texts(NamedTuple):
    """What the bodies of the articles have in common."""

    sentences: pd.DataFrame     # `wording.group_sentences`, with `shared`: has another article this sentence too?
    pairs: pd.DataFrame         # `wording.find_shared`
    once: pd.Series             # `wording.copies.choose_once`: is this the first article with its text?
    says: str                   # how many copies there are, and how they are counted, in a sentence


def compare(found: Findings, by: str | None = None, event: int | str | None = None, copies: str | None = None,
            most: int = 8) -> Comparison:
    """The articles of one event, or all where there is no single event, in groups.

    found: with `zones`. by: as for `grouping.choose_groups`. event: as for `preflight.choose_event`. copies: as for
    `wording.copies.count_copies`; None if copies do not matter, which saves time. most: how many groups are shown.

    The sizes of groups are words of headline, deck, subheads and body. An article without any, such as a picture with
    its caption or a page of links, is left out.
    """
    compared = preflight.choose_event(found.articles, event)
    every, says = found.articles[compared.articles], compared.says
    words = (
        count_zone_words(found.zones).reindex(index=every.index, columns=list(ZONES_OF_WORDS), fill_value=0).sum(axis=1)
    )
    if words.any() and (without := int((words == 0).sum())):
        every = every[words > 0]
        has, is_ = ("has", "is") if without == 1 else ("have", "are")
        says += f" {without:,} of the articles compared {has} neither headline nor body, and {is_} left out."
    articles, texts = every, None
    if copies is not None:
        bodies = choose_zones(found.zones[found.zones["article_id"].isin(every.index)], ZONES_OF_STATEMENTS)
        sentences, pairs = wording.group_sentences(every, bodies), wording.find_shared(every, bodies)
        once = choose_once(find_copies(every, sentences, pairs))
        counted = count_copies(once, copies)
        texts = Texts(wording.mark_shared(sentences, pairs), pairs, once, counted.says)
        articles = every[counted.articles]
    group = group_articles(articles, words, by, most)
    return Comparison(articles, every, group, f"{says} {describe_groups(group)}", texts, compared.one_event)


def mark(table: pd.DataFrame, found: Findings, compared: Comparison) -> pd.DataFrame:
    """The rows of a span table, such as words or terms, in the articles compared, with `zone`, `voice`, `shared` and
    `group`; without those in lines of the site.

    found: with `zones` and `statements`. voice, shared: see `words.mark_voices`.
    """
    if compared.texts is None:
        raise ValueError("what is shared was not looked for: compare with `copies`")
    table = table[table["article_id"].isin(compared.articles.index)].reset_index(drop=True)
    table = mark_voices(table, found.zones, found.statements, compared.texts.sentences)
    table = choose_zones(table, ZONES_OF_TEXT).reset_index(drop=True)
    return table.assign(group=table["article_id"].map(compared.group.groups))


def name_speakers(statements: pd.DataFrame, compared: Comparison) -> tuple[pd.DataFrame, dict[str, str]]:
    """The statements of the articles compared, with whose they are for counting, and who is unified for it:
    {speaker as in its article: full name}.

    statements: as in Findings, of the articles compared. Added: `who`, the speaker, by the full name where articles on
    one event call a body only "the council" (`speakers.bodies.unify_bodies`) or a person only "the council leader"
    (`speakers.linking.find_holders`), "(unattributed)" where there is none; `named`, is that a name, rather than a noun
    such as "officials"?
    """
    unified = _unify(statements) if compared.one_event else {}
    who = statements["speaker"].replace(unified)
    named = who.map({name: is_named(name) for name in who.dropna().unique()}).fillna(False).astype("bool")
    return statements.assign(who=who.fillna(UNATTRIBUTED).astype("str"), named=named), unified


def unify_speakers(found: Findings, event: int | str | None = None) -> Findings:
    """The findings with the speakers of the articles compared by the names under which `name_speakers` counts them.

    found: with `zones` and `statements`. event: as for `preflight.choose_event`.
    """
    compared, statements = preflight.choose_event(found.articles, event), found.statements
    if not compared.one_event:
        return found
    here = statements["article_id"].map(compared.articles).astype("bool")
    bodies = choose_zones(inside(statements[here], found.zones, ["zone"]), ZONES_OF_STATEMENTS)
    speakers = statements["speaker"].where(~here, statements["speaker"].replace(_unify(bodies)))
    return replace(found, statements=statements.assign(speaker=speakers))


def _unify(statements):
    return {**unify_bodies(statements["speaker"].dropna().unique()), **find_holders(statements)}


def find_printed_again(compared: Comparison) -> list[str]:
    """Ids of the articles whose text another article of their group has printed before: their mentions count, but a
    test over articles leaves them out.
    """
    return preflight.find_copies(compared.articles, compared.group.groups)
