import pytest

from helpers import load_articles


@pytest.fixture(scope="session")
def articles():
    """The five articles."""
    return load_articles()
