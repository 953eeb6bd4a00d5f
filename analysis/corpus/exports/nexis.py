"""Nexis and LexisNexis: the older form, whose articles stand under "1 of 10 DOCUMENTS", and Nexis Uni, where each ends
with "End of Document"."""

import re

from analysis.corpus.exports.days import find_stated_day
from analysis.corpus.exports.engine import (
    Database,
    Labels,
    Parts,
    collect_facts,
    find_sections,
    read_labels,
    write_text,
)
from analysis.corpus.lines import Line

_LABELS = Labels(
    re.compile(
        r"(?P<label>(?:Body|Classification|Graphic|Notes|Correction)(?=$)|[A-Za-z][A-Za-z -]{2,18}(?=:)):?[ "
        r"\xa0]*(?P<value>.*)"
    ),
    *read_labels("nexis"),
    runs_on=False,
)
_COPYRIGHT = re.compile(r"(?:copyright\b|\(c\) ?\d{4}|©).*|.*\ball rights reserved\b.*", re.I)
_WRAPPED = 80  # the older text form is set to 78 columns, with an empty line between paragraphs
_YEAR = re.compile(r".*\b(?:19|20)\d\d\b.*")
_COUNTER = re.compile(r"(?P<number>\d+) (?:of|von|de|sur) (?P<of>\d+) (?:DOCUMENTS?|DOKUMENTEN?)")
_BEGUN = re.compile(r"(?:LENGTH|Length|L[ÄA]NGE|LONGUEUR):.*|Body")


def _split_head(lines):
    """The lines above the labels as blocks, copyright lines left out; and which block and line holds the day."""
    blocks = [[]]
    for line in lines:
        if not line:
            blocks.append([])
        elif not _COPYRIGHT.fullmatch(line):
            blocks[-1].append(line)
    blocks = [block for block in blocks if block]
    for is_day in (find_stated_day, _YEAR.fullmatch):  # a monthly states "May 2014" alone
        for b, block in enumerate(blocks):
            for i, line in enumerate(block):
                if is_day(line):
                    return blocks, b, i
    return blocks, None, None


def _read_older(lines: list[Line]) -> Parts:
    """Outlet, day, headline: a block each; an edition may stand in the block of the day."""
    wrapped = max(len(line.text) for line in lines) <= _WRAPPED
    sections = find_sections(lines, _LABELS)
    facts = collect_facts(sections)
    blocks, b, i = _split_head(sections[0].lines)
    if b is not None:
        outlet = blocks[b][:i] or (blocks[b - 1] if b else [])
        facts |= {"outlet": " ".join(outlet), "published": find_stated_day(blocks[b][i]) or blocks[b][i]}
        if b + 1 < len(blocks):
            facts.setdefault("title", _join_title(blocks[b + 1], wrapped))
    if wrapped:
        sections = [section._replace(lines=_join_blocks(section.lines, not n)) for n, section in enumerate(sections)]
    return Parts(facts, write_text(sections))


def _join_title(block, wrapped):
    """The headline. In a page its lines are headline and deck, unless the first one ends in a semicolon; in a text the
    lines are one wrapped headline."""
    end = 1
    while end < len(block) and (wrapped or block[end - 1].endswith(";")):
        end += 1
    return " ".join(block[:end])


def _join_blocks(lines, is_head):
    """The lines of a text that is set to a width, each block in one; in the head only the headline, below the day."""
    joined, below = [], not is_head
    for before, line in zip(["", *lines], lines, strict=False):
        if before and line and below and joined:
            joined[-1] += f" {line}"
        else:
            below = below or not line and bool(find_stated_day(" ".join(joined[-3:])))
            joined.append(line)
    return joined


def _read_uni(lines: list[Line]) -> Parts:
    """Headline, outlet, day: a line each, but a headline may have several."""
    sections = find_sections(lines, _LABELS)
    facts = collect_facts(sections)
    blocks, b, i = _split_head(sections[0].lines)
    if b is not None:
        *title, outlet = [line for block in blocks[:b] for line in block] + blocks[b][:i] or [""]
        facts |= {
            "title": " ".join(title),
            "outlet": outlet,
            "published": find_stated_day(blocks[b][i]) or blocks[b][i],
        }
    elif len(blocks) > 1:  # "Correction Appended" may have taken the place of the day
        facts |= {"title": " ".join(blocks[0]), "outlet": blocks[1][0]}
    return Parts(facts, write_text(sections))


OLDER = Database(
    name="Nexis",
    read=_read_older,
    begun=_BEGUN,
    sign=_COUNTER,
    opens=_COUNTER,
    skipped=_COUNTER,
    advice="download it again as Word (.docx) or text, full documents, one after another in one file",
)

UNI = Database(
    name="Nexis Uni",
    read=_read_uni,
    begun=_BEGUN,
    sign=re.compile(r"End of Document"),
    closes=re.compile(r"End of Document"),
    skipped=re.compile(r"Page (?P<number>\d+) of (?P<of>\d+)"),
    cover=re.compile(
        r"(?:Client/Matter|Search Terms|Search Type|User Name|Date and Time|Job Number):.*|Documents? "
        r"\(\d+\)|.*\b(?:Content Type|Narrowed by)\b.*"
        r"|.*\bAbout LexisNexis\b.*|.*\t.*"
    ),
    listed=re.compile(r"(?P<number>\d{1,4})\.[ \xa0]+(?P<title>.+)"),
    told=re.compile(r"Documents? \((?P<of>[\d,]+)\)"),
    advice="download it again as Word (.docx), full documents, several in one file",
)
