import pytest
from hypothesis import HealthCheck, settings

from helpers import load_articles

# No test asserts times, and every run tries the same inputs: a failure on one machine is a failure on all.
settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


@pytest.fixture(scope="session")
def articles():
    """The five articles."""
    return load_articles()
