"""What every notebook imports, for kernels.py: nothing here is run, so that a copy knows nothing of another notebook."""
import os

os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"      # as kernels have it, before matplotlib looks

import ipykernel.kernelapp  # noqa: E402, F401
import matplotlib.backends.backend_svg  # noqa: E402, F401
import matplotlib.dates  # noqa: E402, F401
import matplotlib.pyplot  # noqa: E402, F401

import helpers  # noqa: E402, F401
