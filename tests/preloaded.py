"""Imports what every notebook imports, for kernels.py. Nothing is run here, so a copy knows nothing of another
notebook."""
import gc
import os

os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"      # as kernels have it, before matplotlib looks

import ipykernel.kernelapp  # noqa: F401
import matplotlib.backends.backend_svg
import matplotlib.dates
import matplotlib.pyplot  # noqa: F401

import helpers  # noqa: F401

# As in the tests themselves: what is imported stays, so the garbage collector need not search it in each copy.
gc.collect()
gc.freeze()
