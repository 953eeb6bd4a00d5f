"""Which encoding a text is in: the one in which quotation marks, dashes and letters are where an English text has them."""
from itertools import product

import pytest
from ftfy.badness import is_bad
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.encodings import ENCODINGS, _rate_letter, decode, find_encoding, repair
from tests.each import check_each

STORY = ("The council met on Monday, and nobody knew for how long. {} said that the ferry would run again at four. "
         "Buses were sent along the northern road. ")
OLD = [   # what is special in the text, how it was saved, as what it is read
    ("“It’s shut,” Ann Lee", "cp1252", "cp1252"),
    ("‘It’s shut,’ Ann Lee", "cp1252", "cp1252"),
    ("The mayor – who had not slept – Ann Lee", "cp1252", "cp1252"),
    ("Traders’ leader Ann Lee", "cp1252", "cp1252"),
    ("It’s", "cp1252", "cp1252"),
    ("It costs £5, or €6 … Lee", "cp1252", "cp1252"),
    ("• Ann Lee", "cp1252", "cp1252"),
    ("Ann\u00a0Lee", "cp1252", "cp1252"),
    ("Müller", "cp1252", "cp1252"), ("Ángel Peña", "cp1252", "cp1252"), ("Éva O’Brien", "cp1252", "cp1252"),
    ("Guðmundur Þór, æ, í", "cp1252", "cp1252"),
    ("Müller", "iso8859_1", "cp1252"),
    ("Çavuşoğlu", "cp1254", "cp1254"), ("Şimşek İnan Iğdır", "cp1254", "cp1254"), ("Yıldırım", "cp1254", "cp1254"),
    ("Çavuşoğlu", "iso8859_9", "cp1254"),
    ("“It’s shut,” Ann Lee", "mac_roman", "mac_roman"), ("The mayor’s “ferry” – it’s old – Ann Lee", "mac_roman", "mac_roman"),
    ("Wałęsa", "cp1250", "cp1250"),
    ("Москва, Пётр Ильич", "cp1251", "cp1251"),
    ("the café’s owner".replace("’", "'"), "cp850", "cp850"),
]


@pytest.mark.parametrize("name, encoding, expected", OLD)
@pytest.mark.parametrize("times", [1, 200])
def test_old_encodings(name, encoding, expected, times):
    text = STORY.format(name) * times
    found, problem = decode(text.encode(encoding))
    assert found == text and (text.isascii() or ENCODINGS[expected] in problem)


def test_few_marks_at_the_end_of_a_long_text_are_enough():
    text = STORY.format("Ann Lee") * 60 + "“We wait,” she said. It’s shut."
    assert decode(text.encode("cp1252"))[0] == text


LABELS = [   # the bytes, the label, what is read, is something said of it
    ("“It’s shut” – £5", "cp1252", "iso-8859-1", "“It’s shut” – £5", False),
    ("“It’s shut”", "cp1252", "ISO-8859-1", "“It’s shut”", False),
    ("“It’s shut”", "cp1252", "us-ascii", "“It’s shut”", False),
    ("Şimşek", "cp1254", "iso-8859-9", "Şimşek", False),
    ("Москва", "koi8-r", "koi8-r", "Москва", False),
    ("“It’s shut”", "utf-8", "iso-8859-1", "“It’s shut”", False),              # UTF-8 is recognised by itself
    ("“It’s shut,” she said", "cp1252", "utf-8", "“It’s shut,” she said", True),       # the label does not fit
    ("“It’s shut,” she said", "cp1252", "no-such-thing", "“It’s shut,” she said", True),
    ("“It’s shut,” she said", "cp1252", None, "“It’s shut,” she said", True),
]


@pytest.mark.parametrize("text, encoding, label, expected, said", LABELS)
def test_labels_mean_what_they_mean_to_browsers(text, encoding, label, expected, said):
    found, problem = decode(text.encode(encoding), label)
    assert found == expected and bool(problem) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognised_by_itself(encoding):
    text = STORY.format("“Çavuşoğlu”")
    assert decode(text.encode(encoding)) == (text, None)


NO_TEXT = [bytes(range(256)) * 20, bytes(range(1, 256)) * 30, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
           "日本語の新聞記事です。橋が閉鎖された。".encode("shift_jis") * 9]


@pytest.mark.parametrize("data", NO_TEXT, ids=["all bytes", "all but zero", "picture", "Japanese"])
def test_what_is_no_text_is_not_guessed(data):
    text, problem = decode(data)
    assert text == "" and "not text" in problem


@given(st.text(min_size=1).filter(lambda text: not any(c < " " and c not in "\t\n\r" or c == "\ufffd" for c in text)))
def test_utf8_comes_back_as_it_was(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8", "replace"))[0] == text.encode("utf-8", "replace").decode()


@given(st.binary(max_size=300), st.sampled_from([None, "iso-8859-1", "shift_jis", "utf-8", "x", "é"]))
def test_bytes_of_any_kind_are_read_or_reported(data, label):
    text, problem = decode(data, label)
    assert isinstance(text, str) and (problem is None or ":" in problem)


@given(st.binary(max_size=300))
def test_the_beginning_of_a_file_is_of_a_known_encoding_or_none(data):
    encoding = find_encoding(data, whole=False)
    assert encoding is None or isinstance(data.decode(encoding, "replace"), str)


WELL = ["Café, naïve, Çavuşoğlu, Dvořák", "„Ä“ is a letter", "5 £ and 3 €", "Â", "“It’s”", "Ðorđe", "Ünlü’nün köprüsü", "São Tomé",
        "RÉSUMÉ", "l’été à Genève", "", "ASCII alone", "Ærø", "½ a mile, 20 °C, 3 m²"]
MOJIBAKE = [("donâ€™t", "don’t"), ("MevlÃ¼t Ã‡avuÅŸoÄŸlu", "Mevlüt Çavuşoğlu"), ("cafÃ© naÃ¯ve", "café naïve"),
            ("â€œIt rainedâ€\x9d", "“It rained”"), ("The ferry â€“ which is old â€“ sank.", "The ferry – which is old – sank."),
            ("One line is well: “yes”.\nThe other isnâ€™t.", "One line is well: “yes”.\nThe other isn’t.")]


@pytest.mark.parametrize("text", WELL)
def test_what_is_well_stays(text):
    assert repair(text) == (text, None)


@pytest.mark.parametrize("text, expected", MOJIBAKE)
def test_mojibake_is_set_right_and_said(text, expected):
    repaired, problem = repair(text)
    assert repaired == expected and "1 lines were UTF-8 read in another encoding" in problem


@given(st.text(max_size=200))
def test_what_is_set_right_is_always_said(text):
    repaired, problem = repair(text)
    assert repaired == text or problem


LETTERS = [     # a letter, what stands before and after it, how well it fits in English and in Icelandic
    ("é", "caf", " au", 1, 1), ("É", "CAF", " ", 1, 1), ("É", "caf", " ", -1, -1), ("Ö", "", "lüdeniz", 0.75, 0.75), ("Õ", "It", "s", -1, -1),
    ("ì", "", "We came", -1, -1), ("Ò", "", "We came", -1, -1), ("Ò", "", "WE", 0.75, 0.75), ("é", "1", "a", -1, -1), ("é", "", "1", -1, -1),
    ("é", " ", " ", -1, -1), ("é", "ü", " ", -1, -1), ("ж", "", "а", 1, 1), ("ж", "ab", "cd", -1, -1), ("ı", "Ayd", "n", 1, 0), ("ý", "", "a", 0, 1),
    ("Ð", "", "a", 0, 1),
]


def test_how_well_a_letter_fits_between_others():
    def check(letter, before, after, english, icelandic):
        assert [_rate_letter(letter, before, after, is_icelandic) for is_icelandic in (False, True)] == [english, icelandic]
    check_each(check, [(f"{before}[{letter}]{after}", letter, before, after, *rated) for letter, before, after, *rated in LETTERS])


def test_marks_that_english_texts_have_are_no_mojibake_whatever_stands_beside_them():
    # `repair` does not look at lines without other characters: this is why it may leave them out.
    marks = "\xa0‘’“”–—…" + "aZ 1.,\"'(\n"
    assert not [text for text in map("".join, product(marks, repeat=4)) if is_bad(text)]
