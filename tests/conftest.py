import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from helpers import load_articles
from tests.nasty import examples

os.environ["KEPT_FINDINGS"] = "off"     # every test finds anew; test_kept.py alone keeps any, in a folder of its own

# No test asserts times, and every run tries the same inputs: a failure on one machine is a failure on all.
settings.register_profile("project", max_examples=examples(100), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


def pytest_collection_finish():
    """Objects made up to now stay until the end, so the garbage collector need not search them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def articles():
    """The five articles."""
    return load_articles()
