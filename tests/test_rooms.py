"""The rooms (parts) of the package have an order: each may import from those above it, never from those below."""
import pytest

from tests.rooms import ROOMS, find_room, list_imports

# One line is one layer; the rooms of one layer do not import each other.
FLOORS = [("lexicon",), ("progress", "memory"), ("text",), ("spans",), ("corpus",), ("zones", "terms", "dates", "speakers", "wording"), ("naming",), ("evidence",),
          ("statistics", "grouping"), ("words",), ("proposals",), ("findings",), ("comparing",), ("kept", "labels", "validation"), ("show",), ("batch",), ("__main__",)]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"analysis"}))
def test_a_room_uses_only_those_above_it(room):
    assert room in FLOOR, f"{room} is no room: give it a floor here and in the README"
    for path in ROOMS[room]:
        for name in list_imports(path):
            assert name.split(".")[0] != "helpers", f"{path} imports helpers, which stands above the whole package"
            if name.startswith("analysis."):
                other = find_room(name)
                assert other == room or FLOOR[other] < FLOOR[room], f"{path} imports {name}, from a floor that is not above its own"


def test_every_floor_holds_rooms_that_exist():
    assert set(ROOMS) - {"analysis"} == set(FLOOR)
    assert not [*list_imports(ROOMS["analysis"][0])], "the package itself uses no room"
