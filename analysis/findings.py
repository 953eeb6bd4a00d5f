"""The one order in which articles become findings."""
import pandas as pd
import pyarrow.parquet

from analysis.dates.timex import cover
from analysis.spans.corrections import correct


def apply_corrections(spans, corrections, table):
    """The span table set right, and the corrections without effect: `spans.correct`, by which the days of a date follow its value."""
    return correct(spans, corrections, table, {"value": _cover_days})


def _cover_days(value):
    first, last = cover(value)
    return {"first": pd.Timestamp(first), "last": pd.Timestamp(last)}


def read_parts(path, columns=None):
    """A stored table partition by partition, as DataFrames."""
    with pyarrow.parquet.ParquetFile(path, pre_buffer=False) as file:
        for group in range(file.num_row_groups):
            yield file.read_row_group(group, columns).to_pandas()
