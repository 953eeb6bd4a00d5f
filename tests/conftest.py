import os

import pytest

from helpers import load_articles

os.environ.pop("CORPUS", None)      # the stored outputs are those of the five articles


@pytest.fixture(scope="session")
def articles():
    """The five articles."""
    return load_articles("seeds")
