"""A mention of a speaker in a sentence, and the person or group to whom it is resolved."""

from typing import NamedTuple

from analysis.speakers.phrases import Name, Phrase, read_phrase
from analysis.text.sentence import Sentence

GENDERS = {"he": "m", "she": "f"}
_SUBJECT_FORMS = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they"}
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you"))
_RELATIVES = frozenset(("who", "which", "that"))


class Resolved(NamedTuple):
    """The person, group or document that a mention refers to."""

    speaker: str | None  # canonical within the article; None where nobody is found
    basis: str  # name, role, pronoun, group or unattributed
    gender: str  # "m", "f" or ""
    number: str  # person, plural (several people), group (a body), thing (a document) or ""
    resolved_by: str = ""  # the id of the step that found it


NOBODY = Resolved(None, "unattributed", "", "")


class Mention:
    """A mention: the tokens from `first` to before `last` of a sentence. With `strict`, only what is certainly a
    person or group counts, since the mention is not the source of a report."""

    def __init__(self, sentence: Sentence, first: int, last: int, at: int, strict: bool = False):
        self.sentence, self.first, self.last, self.at, self.strict = sentence, first, last, at, strict
        self.words: tuple[str, ...] = tuple(sentence.words[first:last])
        self.pronoun = self._read_pronoun()
        self.phrase: Phrase = read_phrase(self.words)
        self.names: tuple[Name | None, ...] = ()  # the person's name in it, once it is read: one, or None

    def _read_pronoun(self) -> str:
        """he, she, it, they, we, i, you, who, which or that; "" where it is none."""
        if self.last - self.first != 1:
            return ""
        head = self.sentence.low[self.first].split("'")[0].split("’")[0]
        head = _SUBJECT_FORMS.get(head, head)
        return head if head in _PRONOUNS or head in _RELATIVES else ""

    @property
    def kind(self) -> str:
        """pronoun, relative or phrase: this decides which steps are tried."""
        if not self.pronoun:
            return "phrase"
        return "relative" if self.pronoun in _RELATIVES else "pronoun"
