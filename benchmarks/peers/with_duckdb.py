"""The same two figures out of a folder of yearly returns, as an analyst would with DuckDB.

``python with_duckdb.py RETURNS YYYY-MM-DD``. Of two copies of an episode that of the later return counts.
"""

from __future__ import annotations

import sys

import duckdb

READ = """
CREATE TEMP TABLE {name} AS
SELECT *, regexp_extract(filename, '([0-9]{{4}})[/\\\\][^/\\\\]*$', 1) AS return_of
FROM read_csv('{folder}/*/{name}.csv', all_varchar = true, union_by_name = true, filename = true)
"""

FIGURES = """
WITH born AS (
    SELECT CHILD, max_by(try_strptime(DOB, '%d/%m/%Y'), return_of) AS born_on FROM header GROUP BY CHILD
),
episode AS (
    SELECT
        CHILD, try_strptime(DECOM, '%d/%m/%Y') AS began, try_strptime(DEC, '%d/%m/%Y') AS ended, PLACE,
        PLACE || coalesce(URN, '') || coalesce(PL_POST, '') AS home
    FROM episodes
    WHERE LS NOT IN ('V3', 'V4')
    QUALIFY row_number() OVER (PARTITION BY CHILD, DECOM ORDER BY return_of DESC) = 1
),
looked_after AS (
    SELECT DISTINCT episode.CHILD
    FROM episode JOIN born USING (CHILD)
    WHERE began <= $day AND (ended IS NULL OR ended > $day) AND born_on + INTERVAL 18 YEAR > $day
),
placed AS (
    SELECT CHILD, began, ended, home, lag(home) OVER (PARTITION BY CHILD ORDER BY began) AS home_before
    FROM episode SEMI JOIN looked_after USING (CHILD)
    WHERE PLACE NOT IN ('T0', 'T1', 'T2', 'T3', 'T4')
),
numbered AS (
    SELECT *, sum(CAST(home IS DISTINCT FROM home_before AS INT)) OVER (PARTITION BY CHILD ORDER BY began) AS number
    FROM placed
),
lived AS (
    SELECT CHILD, count(DISTINCT number) AS homes
    FROM numbered
    WHERE began <= $day AND (ended IS NULL OR ended > CAST($day AS TIMESTAMP) - INTERVAL 1 YEAR)
    GROUP BY CHILD
)
SELECT (SELECT count(*) FROM looked_after), (SELECT count(*) FROM lived WHERE homes >= 3)
"""


def main(folder: str, day: str) -> None:
    """Print both figures."""
    connection = duckdb.connect()
    for name in ("header", "episodes"):
        connection.execute(READ.format(name=name, folder=folder))
    found = connection.execute(FIGURES, {"day": f"{day} 00:00:00"}).fetchone()
    assert found is not None
    print(f"looked-after {found[0]}")
    print(f"placements-3-plus {found[1]}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
