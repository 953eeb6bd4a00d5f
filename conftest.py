"""What pytest loads before any test: the plugin that runs the notebooks."""
import sys

# nbval reads notebooks with nbformat, which loads jsonschema, which builds 38 grammars for checks of addresses that no
# notebook asks for: 2.5 s in each process. Without this package jsonschema leaves these checks out.
sys.modules.setdefault("rfc3987_syntax", None)

pytest_plugins = ["nbval.plugin"]
