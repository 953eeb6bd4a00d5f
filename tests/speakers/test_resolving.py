"""The steps from a mention to its speaker, each by itself: examples, counter-examples, and that none can be dropped unnoticed."""
import pandas as pd

from analysis.speakers import names
from analysis.speakers.resolution import ORDER, STEPS
from tests.each import check_each
from tests.speakers.tables import find

PEOPLE = pd.DataFrame({"name": ["Anna Bergström"], "aliases": ["Bregstrom"]})
STEP = [(step.id, step) for step in ORDER]


def read_speakers(text):
    """[(speaker or "-", basis, step)] of the statements of a text."""
    found = find(text, PEOPLE).drop_duplicates("statement")
    return list(zip(found["speaker"].fillna("-"), found["basis"], found["resolved_by"], strict=True))


def test_the_example_is_resolved_by_its_step():
    def check(step):
        found = read_speakers(step.example)
        assert "; ".join(speaker for speaker, *_ in found) == step.expected
        assert found[-1][2] == step.id

    check_each(check, STEP)


def test_the_counter_example_is_left_to_others():
    def check(step):
        found = read_speakers(step.counter_example)
        assert "; ".join(speaker for speaker, *_ in found) == step.counter_expected
        assert found[-1][2] != step.id

    check_each(check, STEP)


def test_no_step_can_be_dropped_unnoticed(monkeypatch):
    def check(step):
        expected = [each[:2] for each in read_speakers(step.example)]
        with monkeypatch.context() as patch:
            patch.setitem(STEPS, step.kind, tuple(other for other in STEPS[step.kind] if other is not step))
            try:
                found = [each[:2] for each in read_speakers(step.example)]
            except LookupError:                  # no step is left that decides
                return
        assert found != expected

    assert names.STEPS is STEPS
    check_each(check, STEP)


def test_ids_are_unique_and_legible():
    assert len({step.id for step in ORDER}) == len(ORDER)
    assert all(step.id == step.id.lower() and " " not in step.id for step in ORDER)
    assert {step.kind for step in ORDER} == set(STEPS)
