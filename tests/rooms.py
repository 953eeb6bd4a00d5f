"""The modules of the package by room: a check of every module is one test for each room, and names the file that fails."""
from collections import defaultdict

from helpers import ROOT

MODULES = sorted((ROOT / "analysis").rglob("*.py"))


def find_room(dotted):
    """The room of a module by its full name: analysis.dates.words is in dates."""
    return dotted.split(".")[1] if dotted.count(".") else "analysis"


def name_module(path):
    """analysis/dates/words.py is called analysis.dates.words, and analysis/dates/__init__.py analysis.dates."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


ROOMS = defaultdict(list)
for path in MODULES:
    ROOMS[find_room(name_module(path))].append(path)
