"""Takes the README's pictures out of the stored notebooks: run after the outputs have been rewritten."""
import json
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = {     # picture: notebook, number of the figure in it
    "days.svg": ("03_dates", 0),
    "places.svg": ("01_term_frequency", 2),
}


def read_figure(notebook, number):
    """The SVG of the notebook's figure with that number, counted from 0."""
    cells = json.loads((HERE.parents[1] / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    figures = [output["data"]["image/svg+xml"] for cell in cells for output in cell.get("outputs", [])
               if "image/svg+xml" in output.get("data", {})]
    return "".join(figures[number])


if __name__ == "__main__":
    for name, place in PICTURES.items():
        (HERE / name).write_text(read_figure(*place), encoding="utf-8", newline="\n")
