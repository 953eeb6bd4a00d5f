"""The rooms of the house stand in an order: each may use those above it, never those below."""
import ast

import pytest

from helpers import ROOT

# One line is one floor; the rooms of a floor do not know each other.
FLOORS = [("lexicon",), ("progress",), ("text",), ("spans",), ("corpus",), ("zones", "terms", "dates", "speakers", "wording"), ("naming",), ("evidence",),
          ("statistics", "grouping"), ("words",), ("proposals",), ("findings",), ("labels", "validation", "comparing"), ("show",), ("batch",), ("__main__",)]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted((ROOT / "analysis").rglob("*.py"))


def find_room(dotted):
    """The room of a module by its full name: analysis.dates.words is in dates."""
    return dotted.split(".")[1] if dotted.count(".") else "analysis"


def list_imports(path):
    """The full name of every module or object of this project that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" if node.module == "analysis" else node.module for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_uses_only_those_above_it(path):
    room = find_room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if path == ROOT / "analysis" / "__init__.py":
        room = "lexicon"            # the package itself uses no room
    assert room in FLOOR, f"{path.name} is in no room: give it a floor here and in the README"
    for name in list_imports(path):
        assert name.split(".")[0] != "helpers", f"{path.name} imports helpers, which stands above the whole package"
        if name.startswith("analysis."):
            other = find_room(name)
            assert other == room or FLOOR[other] < FLOOR[room], f"{path.name} imports {name}, from a floor that is not above its own"


def test_every_floor_holds_rooms_that_exist():
    assert {find_room(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in MODULES} - {"__init__"} == set(FLOOR)
