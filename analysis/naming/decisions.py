"""What a reader has decided about referents; it wins over every rule."""

import pandas as pd

COLUMNS = ("action", "referent", "form", "into")
ACTIONS = ("merge", "split", "rename", "take")


def apply_decisions(names: pd.DataFrame, decisions: pd.DataFrame | None) -> pd.DataFrame:
    """The names with the decisions of a reader carried out, in their order.

    names: as from `find_names`. decisions: a table with `action`, `referent`, `form` and `into`; empty cells are NA or "".

    merge    the referent, or its mentions of one `form`, become part of the referent `into`
    split    the mentions of one `form` leave the referent, and are called `into`, else by their form
    rename   the referent is called `into`
    take     is for the reader's list of terms, and changes nothing here

    ValueError names the row whose action there is not, or that lacks what it needs.
    """
    if decisions is None or decisions.empty:
        return names
    names = names.copy()
    rows = decisions.reindex(columns=list(COLUMNS)).astype("object")
    for row, (action, referent, form, into) in enumerate(rows.where(rows.notna(), "").itertuples(index=False, name=None)):
        if action not in ACTIONS:
            raise ValueError(f"decision {row} has the action {action!r}; there are {', '.join(ACTIONS)}")
        if action in ("merge", "rename") and not into or action == "split" and not form:
            raise ValueError(f"decision {row}: {action} {referent!r} needs {'form' if action == 'split' else 'into'}")
        if action == "take":
            continue
        hit = names["referent"].eq(referent).fillna(False)
        if form:
            hit &= names["form"].eq(form)
        names.loc[hit, "referent"] = into or form
        names.loc[hit, "rule"] = "decision"
        names.loc[hit, "evidence"] = f"decided: {action} {referent}" + (f", {form}" if form else "")
    return names
