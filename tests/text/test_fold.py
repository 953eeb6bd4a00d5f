"""Folding: the same letters however they are written, and the way back to where they stood."""
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.text import fold

CASES = [  # label, text, expected, why
    ("ascii", "Tea TIME", "tea time", "lower case"),
    ("accents", "Çavuşoğlu Señor Ångström", "cavusoglu senor angstrom", "letters lose their marks"),
    ("decomposed", "re\u0301sume\u0301", "resume", "marks of their own disappear"),
    ("dotted capital", "İstanbul", "istanbul", "one character, not two"),
    ("dotless", "Diyarbakır", "diyarbakir", "no decomposition, but the same letter to most writers"),
    ("strokes", "Łódź Øre Đilas ǿ", "lodz ore dilas o", "nor these"),
    ("sharp s", "Straße", "strasse", "case-folding makes it longer"),
    ("capital sharp s", "STRAẞE", "strasse", ""),
    ("ligature", "ﬁnal oﬃce", "final office", ""),
    ("final sigma", "ΛΌΓΟΣ λόγος", "λογοσ λογοσ", "one sigma"),
    ("apostrophes", "don’t ‘tis ʼn", "don't 'tis 'n", "those that look alike"),
    ("apostrophe in a letter", "ŉ", "'n", ""),
    ("hyphens", "a‐b‑c-d", "a-b-c-d", "those that look alike"),
    ("soft hyphen", "tea\u00adtime", "teatime", "invisible"),
    ("zero width", "t\u200be\u200da\ufeff", "tea", "invisible"),
    ("ellipsis", "so…", "so...", ""),
    ("no-break space", "a\u00a0b\u202fc", "a b c", ""),
    ("full width", "ＴＥＡ", "tea", ""),
    ("Cyrillic", "Йод", "иод", "й is и with a breve"),
    ("dash kept", "a – b — c", "a – b — c", "a dash is no hyphen"),
    ("quotation marks kept", "“tea”", "“tea”", "marks are not folded"),
    ("line breaks kept", "a\n\tb", "a\n\tb", "white space stays"),
    ("underscore kept", "A_b", "a_b", ""),
    ("half a pair", "a\ud800b", "a\ufffdb", "no character at all: replaced, so that nothing else stumbles"),
    ("empty", "", "", ""),
]
TEXTS = st.text(st.sampled_from("aBß İıŁé…’“\u0301\u00ad\u200bﬁΣ漢한\n") | st.characters(), max_size=40)


def fold_slowly(text):
    """The definition, character by character."""
    alike = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"}
    folded, offsets = "", []
    for i, character in enumerate(text):
        if unicodedata.category(character) == "Cs":
            piece = "\ufffd"
        else:
            decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
            piece = "".join(alike.get(c, c) for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
        folded += piece
        offsets += [i] * len(piece)
    return folded, offsets + [len(text)]


@pytest.mark.parametrize("label, text, expected, why", CASES, ids=[case[0] for case in CASES])
def test_cases(label, text, expected, why):
    assert fold(text)[0] == expected, why


@given(TEXTS)
@example("Ⅳ½ﷺ" * 3)
@example("".join(map(chr, range(0x400, 0x500))))                     # many characters of another script
@example("".join(map(chr, range(0x400, 0x500))) + "…\u00ad")
def test_equals_the_definition(text):
    folded, offsets = fold(text)
    slow, way_back = fold_slowly(text)
    assert folded == slow
    assert (list(range(len(text) + 1)) if offsets is None else offsets) == way_back


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    folded, _ = fold(text)
    assert fold(folded) == (folded, None)


@given(TEXTS, TEXTS)
def test_each_part_folds_alone(left, right):
    assert fold(left + right)[0] == fold(left)[0] + fold(right)[0]


@pytest.mark.slow
def test_every_character_equals_the_definition():
    for start in range(0, 0x110000, 64):
        text = "".join(map(chr, range(start, start + 64)))
        assert fold(text)[0] == fold_slowly(text)[0]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["tea ", "“tea” ", "te\u0301a… ", "".join(map(chr, range(0x4e00, 0x4f00)))])
def test_time_grows_with_length(unit):
    def measure(times):
        text = unit * times
        started = time.process_time()
        fold(text)
        return time.process_time() - started
    size = 200_000 // len(unit)
    measure(size)
    bound = 40 * max(min(measure(size) for _ in range(3)), 0.001)
    assert any(measure(8 * size) < bound for _ in range(3))
