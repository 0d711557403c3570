"""Children looked after and placements, out of a folder of yearly returns, as an analyst would with pandas.

``python with_pandas.py RETURNS YYYY-MM-DD``. Prints the children looked after on the day, and how many of them lived in
three or more placements in the 12 months to it. Of two copies of an episode that of the later return counts.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

EPISODE = ["CHILD", "DECOM"]
PLACED_ELSEWHERE = ("T0", "T1", "T2", "T3", "T4")


def read(folder: Path, name: str) -> pd.DataFrame:
    """That module of every year, the last year last."""
    years = sorted(each for each in folder.iterdir() if each.is_dir())
    frames = [pd.read_csv(year / f"{name}.csv", dtype=str) for year in years if (year / f"{name}.csv").exists()]
    return pd.concat(frames, ignore_index=True)


def days(column: pd.Series) -> pd.Series:
    """As the return writes them."""
    return pd.to_datetime(column, format="%d/%m/%Y", errors="coerce")


def main(folder: Path, day: pd.Timestamp) -> None:
    """Print both figures."""
    header = read(folder, "header").drop_duplicates("CHILD", keep="last")
    episodes = read(folder, "episodes").drop_duplicates(EPISODE, keep="last")
    for column in ("DECOM", "DEC"):
        episodes[column] = days(episodes[column])
    episodes = episodes.merge(header[["CHILD", "DOB"]], on="CHILD", how="left")
    episodes = episodes[~episodes["LS"].isin(["V3", "V4"])].sort_values(EPISODE)
    is_open = (episodes["DECOM"] <= day) & (episodes["DEC"].isna() | (episodes["DEC"] > day))
    is_child = days(episodes["DOB"]) + pd.DateOffset(years=18) > day
    looked_after = set(episodes.loc[is_open & is_child, "CHILD"])
    placed = episodes[episodes["CHILD"].isin(looked_after) & ~episodes["PLACE"].isin(PLACED_ELSEWHERE)].copy()
    place = placed[["CHILD", "PLACE", "URN", "PL_POST"]].fillna("")
    placed["NUMBER"] = (place != place.shift()).any(axis=1).cumsum()
    lived = placed[(placed["DECOM"] <= day) & (placed["DEC"].isna() | (placed["DEC"] > day - pd.DateOffset(years=1)))]
    several = lived.groupby("CHILD")["NUMBER"].nunique() >= 3
    print(f"looked-after {len(looked_after)}")
    print(f"placements-3-plus {int(several.sum())}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), pd.Timestamp(sys.argv[2]))
