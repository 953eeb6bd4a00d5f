"""Whatever is installed with the project may be used by a project under the MIT licence, by what each package says of itself."""
import re
import tomllib
from importlib import metadata

import pytest

from helpers import ROOT

# Permissive licences, and the MPL, which concerns its own files alone. A package under several (odfpy) may be taken under any.
FITTING = re.compile(r"\b(?:MIT|BSD|0BSD|Apache|Python Software Foundation|PSF|MPL|Mozilla Public|ISC|Zlib|CC0|HPND)\b", re.I)
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_ASKED_FOR = [*_PROJECT["dependencies"], *(line for lines in _PROJECT["optional-dependencies"].values() for line in lines)]
PACKAGES = sorted({re.match(r"[\w.-]+", line).group() for line in _ASKED_FOR} - {_PROJECT["name"]})


def list_licences(said) -> list[str]:
    """What the metadata of a package say of its licence: an expression, the first words of a text, classifiers."""
    classifiers = [line.rpartition("::")[2] for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    return [line for line in [said.get("License-Expression"), (said.get("License") or "")[:300], *classifiers] if line]


def test_the_packages_are_found():
    assert {"pandas", "striprtf", "pypdf", "odfpy", "fastwarc", "feedparser", "python-docx", "openpyxl", "dask"} <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_licence_of_a_dependency_fits(package):
    try:
        said = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed")
    licences = list_licences(said)
    assert any(map(FITTING.search, licences)), f"{package} says of its licence: {licences}"


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "GNU Affero General Public License v3", "LGPL-2.1-or-later", "Proprietary", "UNKNOWN"])
def test_another_licence_does_not_fit(licence):
    assert not FITTING.search(licence)
