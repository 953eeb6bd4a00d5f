"""Progress: steps that follow each other at once are told seldom, and a long one is told while it lasts."""
import time

from analysis.progress import Steps


def test_steps_are_told_at_most_once_in_a_pause():
    told = []
    steps = Steps(told.append, 0.2)
    for step in "abc":
        steps(step)
    assert told == ["a"]
    time.sleep(0.5)
    assert told == ["a", "c"]       # what is being done when the pause has gone, without another call
    steps("d")
    assert told == ["a", "c", "d"]
    steps("e")
    steps.close()
    time.sleep(0.4)
    assert told == ["a", "c", "d"]


def test_without_a_pause_every_step_is_told():
    told = []
    steps = Steps(told.append, 0)
    for step in "abc":
        steps(step)
    assert told == list("abc")
