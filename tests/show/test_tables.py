"""Tables in notebooks say what they leave out."""
import pandas as pd
import pytest

from analysis.show import MOST_COLUMNS, write_table


@pytest.mark.parametrize("rows, said", [(3, "n"), (4, "n The first 3 of 4 rows; 1 more is not shown."),
                                        (1203, "n The first 3 of 1,203 rows; 1,200 more are not shown.")])
def test_rows_that_are_cut_are_counted(rows, said):
    plain, markup = write_table(pd.DataFrame({"number": range(rows)}), "n", rows=3)
    assert plain.splitlines()[-1] == said and said in markup and markup.count("<tr>") == 4


def test_columns_that_are_cut_are_counted():
    plain, _ = write_table(pd.DataFrame({f"c{i}": [i] for i in range(MOST_COLUMNS + 1)}))
    assert plain.endswith("The first 16 of 17 columns; 1 more is not shown.")
