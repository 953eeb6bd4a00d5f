"""What pytest loads before any test: the plugin that runs the notebooks."""
import os
import sys

# nbval reads notebooks with nbformat, which loads jsonschema, which builds 38 grammars for checks of addresses that no
# notebook asks for: 2.5 s in each process. Without this package jsonschema leaves these checks out.
sys.modules.setdefault("rfc3987_syntax", None)

# Where the environment forbids bytecode, each notebook and each command that a test starts would translate the whole
# package again: one or two seconds for each of them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = ["nbval.plugin"]


def pytest_collection_finish(session):
    """The kernels of the notebooks are copies of one process that has imported what all of them import."""
    if any(item.nodeid.startswith("notebooks/") for item in session.items):
        from tests.kernels import copy_kernels
        copy_kernels()
