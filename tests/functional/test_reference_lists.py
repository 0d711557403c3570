"""``check --reference``: lists of postcodes, providers and authorities, read once, named in the answer, never recorded.

Three children in the return for the year to 31 March 2024, of Camden (202, E09000007). ANNA: a home with a number, in
Camden, 1 km from her own home. BERT: own provision in Barnet (E09000003). CLEO: a postcode that no list has, and a
number that no list has.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.functional.commands import ANNA, BERT, CLEO, EPISODES, HEADER, done, run, write_files
from timeline.ingest.reference import reference_lists

YEAR = ("--year-ending", "2024-03-31", "--known-on", "2024-05-31")
NEXT_YEAR = ("--year-ending", "2025-03-31", "--known-on", "2025-05-31")
POSTCODES = ("POSTCODE,AUTHORITY,COUNTRY,EASTING,NORTHING,INTRODUCED,ENDED",)
LISTED = (
    "AA1 1AA,E09000007,E92000001,530000,180000,198001,",
    "AA1 1AB,E09000007,E92000001,531000,180000,198001,",
    "BB1 1BB,E09000003,E92000001,530000,190000,198001,200512",
    "CC1 1CC,S12000033,S92000003,394000,806000,202406,",
)
PROVIDERS = (
    "URN,Provider Placement Code,Provider Code,Setting Postcode,Local Authority,Closed Date",
    'SC000001,"K2, K1",PR1/PR4,AA1 1AB,Camden,',
)
AUTHORITIES = (
    "CODE,ONS CODE,NAME,FIRST DAY,LAST DAY,OWN",
    "202,E09000007,Camden,,,Y",
    "302,E09000003,Barnet,,,",
)
LISTS: Mapping[str, tuple[str, ...]] = {
    "postcodes.csv": (*POSTCODES, *LISTED),
    "providers.csv": PROVIDERS,
    "authorities.csv": AUTHORITIES,
}
RETURN: Mapping[str, tuple[str, ...]] = {
    "header.csv": (
        HEADER,
        f"{ANNA},2,05/06/2014,WBRI,UN1,0,",
        f"{BERT},1,07/08/2012,MWBC,UN1,,",
        f"{CLEO},2,09/10/2013,WBRI,UN1,0,",
    ),
    "episodes.csv": (
        EPISODES,
        f"{ANNA},01/05/2023,S,V2,N1,K2,PR4,,,,AA1 1AA,AA1 1AB,SC000001",
        f"{BERT},01/06/2023,S,C2,N1,K2,PR1,,,,AA1 1AA,bb11bb,XXXXXXX",
        f"{CLEO},01/07/2023,S,C1,N4,K2,PR4,,,,AA1 1AA,ZZ9 9ZZ,SC000009",
    ),
}
OF_LISTS = {
    *("169", "179", "392a", "392c", "406", "420", "452", "453", "454", "503G", "503H", "503J", "1015", "218"),
    *("219", "221", "224", "227", "228", "229", "1008", "633"),
}
OF_PROVIDERS = {"219", "221", "224", "227", "228", "229", "1008"}


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    store = tmp_path / "log.db"
    done("--store", store, "import", "ssda903", write_files(tmp_path / "return", RETURN), *YEAR)
    return store


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    return write_files(tmp_path / "lists", LISTS)


def found(store: Path, *words: object) -> dict[str, list[str]]:
    """The children who break each rule that needs a list, by its number."""
    answer = run("--store", store, "check", *words, "--format", "json").json
    return {
        rule["rule_number"]: [each["child"] for each in rule["findings"]]
        for rule in answer["rules"]
        if rule["rule_number"] in OF_LISTS
    }


def test_each_rule_is_asked_of_the_lists(recorded: Path, lists: Path) -> None:
    assert found(recorded, "--reference", lists) == {
        "169": [CLEO],
        "179": [CLEO],
        "392a": [CLEO],
        "392c": [CLEO],
        "1015": [BERT],
        "219": [CLEO],
        "224": [CLEO],
        "1008": [CLEO],
    }


def test_without_lists_each_rule_says_that_it_was_not_asked(recorded: Path) -> None:
    answer = run("--store", recorded, "check", "--format", "json").json
    reasons = {each["rule_number"]: each["reason"] for each in answer["not_asked"]}
    assert reasons.keys() == OF_LISTS | {"208", "444"}  # no return brought digests of school numbers
    assert (reasons["169"], reasons["1008"]) == ("no postcodes.csv", "no providers.csv")
    assert reasons["229"] == "no providers.csv, no own authority, neither postcodes.csv nor authorities.csv"
    assert found(recorded) == {}
    text = run("--store", recorded, "check").out
    assert all(any(number in line.split() for line in text.splitlines()) for number in OF_LISTS)
    rows = list(csv.DictReader(run("--store", recorded, "check", "--format", "csv").lines))
    assert {row["rule_number"] for row in rows if row["not_asked"]} == OF_LISTS | {"208", "444"}
    assert not any(row["child"] for row in rows if row["not_asked"])


def test_of_a_list_that_is_missing_its_rules_are_not_asked(recorded: Path, lists: Path) -> None:
    (lists / "providers.csv").unlink()
    answer = run("--store", recorded, "check", "--reference", lists, "--format", "json").json
    assert {each["rule_number"] for each in answer["not_asked"]} - {"208", "444"} == OF_PROVIDERS


def test_of_one_rule_only_that_one_says_so(recorded: Path) -> None:
    answer = run("--store", recorded, "check", "--rule", "provider-unknown", "--format", "json").json
    assert [each["rule_number"] for each in answer["not_asked"]] == ["1008"]


def test_the_answer_names_each_list_with_its_day_and_its_content(recorded: Path, lists: Path) -> None:
    (lists / "postcodes.csv").rename(lists / "postcodes-2024-02-29.csv")
    answer = run("--store", recorded, "check", "--reference", lists, "--format", "json").json
    (named,) = [each for each in answer["reference"] if each["kind"] == "postcodes"]
    content = (lists / "postcodes-2024-02-29.csv").read_bytes()
    assert named == {
        "file": "postcodes-2024-02-29.csv",
        "kind": "postcodes",
        "published_on": "2024-02-29",
        "lines": 4,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    text = run("--store", recorded, "check", "--reference", lists).out
    assert "postcodes-2024-02-29.csv: of 29 Feb 2024, 4 lines" in text
    assert "providers.csv: of an unknown day, 1 line" in text


def test_of_two_editions_the_last_that_was_known_is_asked(recorded: Path, lists: Path) -> None:
    (lists / "postcodes.csv").rename(lists / "postcodes-2024-02-29.csv")
    later = (*POSTCODES, *LISTED, "ZZ9 9ZZ,E09000003,E92000001,530000,200000,202301,")
    write_files(lists, {"postcodes-2024-08-31.csv": later})
    assert found(recorded, "--reference", lists)["1008"] == [CLEO]
    assert "392c" not in found(recorded, "--reference", lists)
    assert found(recorded, "--reference", lists, "--known-at", "2024-06-30")["392c"] == [CLEO]


def test_a_postcode_is_in_the_list_from_its_month(recorded: Path, lists: Path) -> None:
    """ZZ9 9ZZ was introduced in June 2024."""
    write_files(lists, {"postcodes.csv": (*POSTCODES, *LISTED, "ZZ9 9ZZ,E09000003,E92000001,530000,200000,202406,")})
    assert found(recorded, "--reference", lists, "--as-at", "2024-05-31")["392c"] == [CLEO]
    assert "392c" not in found(recorded, "--reference", lists, "--as-at", "2024-06-01")


def test_the_own_authority_is_named_or_marked(recorded: Path, lists: Path) -> None:
    assert "1015" not in found(recorded, "--reference", lists, "--authority", "302")
    assert "1015" not in found(recorded, "--reference", lists, "--authority", "barnet")
    (lists / "authorities.csv").unlink()
    assert "1015" not in found(recorded, "--reference", lists, "--authority", "E09000003")
    assert found(recorded, "--reference", lists, "--authority", "E09000007")["1015"] == [BERT]


def test_an_open_episode_that_a_later_return_has_elsewhere(recorded: Path, lists: Path, tmp_path: Path) -> None:
    """ANNA from 1 km to 10 km (0.6 and 6.2 miles) and to another authority; BERT written otherwise, in the same place;
    CLEO from nowhere to Camden."""
    episodes = [line.replace("AA1 1AB", "BB1 1BB") for line in RETURN["episodes.csv"]]
    episodes = [line.replace("bb11bb", "BB1  1BB").replace("ZZ9 9ZZ", "AA1 1AB") for line in episodes]
    later = write_files(tmp_path / "later", {**RETURN, "episodes.csv": tuple(episodes)})
    done("--store", recorded, "import", "ssda903", later, *NEXT_YEAR)
    changed = found(recorded, "--reference", lists)
    for number in ("503G", "503H", "503J", "452", "453"):
        assert changed.get(number) == [ANNA, CLEO], number
    # As known before the later return, nothing was stated otherwise.
    assert "503H" not in found(recorded, "--reference", lists, "--known-at", "2025-05-30")


def test_an_open_episode_with_another_beginning_is_compared_by_its_reason(
    recorded: Path, lists: Path, tmp_path: Path
) -> None:
    episodes = [
        line.replace("01/05/2023", "02/05/2023").replace("AA1 1AB", "BB1 1BB") for line in RETURN["episodes.csv"]
    ]
    later = write_files(tmp_path / "later", {**RETURN, "episodes.csv": tuple(episodes)})
    done("--store", recorded, "import", "ssda903", later, *NEXT_YEAR)
    changed = found(recorded, "--reference", lists)
    assert (changed.get("452"), changed.get("453"), changed.get("503H")) == ([ANNA], [ANNA], None)


def test_nothing_of_the_lists_is_recorded_or_kept_in_projections(recorded: Path, lists: Path) -> None:
    done("--store", recorded, "rebuild")
    before = found(recorded)
    assert found(recorded, "--reference", lists)["1015"] == [BERT]
    assert found(recorded) == before == {}
    assert found(recorded, "--reference", lists, "--engine", "reference") == found(recorded, "--reference", lists)
    with sqlite3.connect(recorded) as log:
        assert not log.execute("SELECT * FROM entries WHERE body LIKE '%E09000003%'").fetchall()
    log.close()


def test_no_identifier_of_a_child_is_on_stderr(recorded: Path, lists: Path) -> None:
    result = run("--store", recorded, "check", "--reference", lists)
    assert (result.code, result.err) == (1, "")


def test_one_return_is_asked_of_the_lists_as_the_dfe_would(recorded: Path, lists: Path, tmp_path: Path) -> None:
    """CLEO's open episode is in Camden in the second return, and was nowhere in the first."""
    episodes = [line.replace("ZZ9 9ZZ", "AA1 1AB") for line in RETURN["episodes.csv"]]
    later = write_files(tmp_path / "later", {**RETURN, "episodes.csv": tuple(episodes)})
    done("--store", recorded, "import", "ssda903", later, *NEXT_YEAR)
    of_first = found(recorded, "--as-the-dfe-would", "2024", "--reference", lists)
    assert (of_first["169"], of_first["1015"], of_first.get("503H")) == ([CLEO], [BERT], None)
    of_second = found(recorded, "--as-the-dfe-would", "2025", "--reference", lists)
    assert (of_second.get("169"), of_second["1015"], of_second["503H"]) == (None, [BERT], [CLEO])
    without = run("--store", recorded, "check", "--as-the-dfe-would", "2025", "--format", "json").json
    not_asked = {each["rule_number"]: each["reason"] for each in without["not_asked"]}
    assert not_asked["169"] == "There is no postcodes.csv: bring lists with --reference FOLDER."
    assert not found(recorded, "--as-the-dfe-would", "2025")


# ------------------------------------------------------------------------------------------------ the lists themselves


def refused(store: Path, folder: Path, *words: object) -> str:
    result = run("--store", store, "check", "--reference", folder, *words)
    assert (result.code, result.out) == (2, "")
    return result.err


@pytest.mark.parametrize("name", LISTS)
def test_a_missing_column_is_refused_by_its_name(recorded: Path, lists: Path, name: str) -> None:
    columns = {"postcodes.csv": "EASTING", "providers.csv": "Closed Date", "authorities.csv": "ONS CODE"}
    missing = {"providers.csv": "CLOSED"}.get(name, columns[name])
    first, *others = LISTS[name]
    write_files(lists, {name: (first.replace(columns[name], "SOMETHING"), *others)})
    assert refused(recorded, lists) == (
        f"timeline: --reference: {name}: columns are missing: {missing}. Add them. The list needs "
        + {
            "postcodes.csv": "POSTCODE, AUTHORITY, COUNTRY, EASTING, NORTHING, INTRODUCED.\n",
            "providers.csv": "URN, PLACEMENT CODES, PROVIDER CODES, POSTCODE, AUTHORITY, CLOSED.\n",
            "authorities.csv": "CODE, ONS CODE, NAME, FIRST DAY, LAST DAY.\n",
        }[name]
    )


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        (
            "postcodes.csv",
            "DD1 1DD,E09000003,E92000001,far,1,198001,",
            "row 6: EASTING is not a whole number of metres",
        ),
        ("postcodes.csv", "DD1 1DD,E09000003,E92000001,1,1,1980,", "row 6: INTRODUCED is not a month"),
        ("postcodes.csv", "aa11aa,E09000003,E92000001,1,1,198001,", "row 6: POSTCODE is the same as in an earlier row"),
        ("postcodes.csv", "DD1 1DD,E09000003,,1,1,198001,", "row 6: COUNTRY is blank"),
        ("postcodes.csv", "DD1 1DD,E09000003", "row 6: the row has 2 cells, the header row 7"),
        ("providers.csv", "SC2,K2,PR4,AA1 1AA,Camden,soon", "row 3: CLOSED is not a date"),
        ("providers.csv", ",K2,PR4,AA1 1AA,Camden,", "row 3: URN is blank"),
        ("authorities.csv", "20,E09000003,Barnet,,,", "row 4: CODE is not three digits"),
        ("authorities.csv", "203,Barnet,Barnet,,,", "row 4: ONS CODE is not an ONS code"),
    ],
)
def test_a_row_that_cannot_be_read_refuses_the_list(
    recorded: Path, lists: Path, name: str, row: str, says: str
) -> None:
    write_files(lists, {name: (*LISTS[name], row)})
    assert f"--reference: {name}: {says}" in refused(recorded, lists)


def test_what_cannot_be_the_own_authority(recorded: Path, lists: Path) -> None:
    assert "the list of authorities does not contain it" in refused(recorded, lists, "--authority", "999")
    (lists / "authorities.csv").unlink()
    assert "Write a code like E09000007" in refused(recorded, lists, "--authority", "202")
    result = run("--store", recorded, "check", "--authority", "E09000007")
    assert (result.code, "Add --reference FOLDER" in result.err) == (2, True)


def test_a_folder_without_a_list_and_one_list_with_a_day_and_without(
    recorded: Path, lists: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert "the folder has no reference list" in refused(recorded, tmp_path / "empty")
    assert "it cannot be read" in refused(recorded, tmp_path / "nowhere")
    write_files(lists, {"postcodes-2024-02-29.csv": LISTS["postcodes.csv"]})
    assert "with and without a day in its name" in refused(recorded, lists)


def test_the_columns_of_the_publishers_are_known(recorded: Path, lists: Path) -> None:
    """The ONS Postcode Directory, with the county of a district and the pseudo code of a unitary authority; Ofsted's
    list of social care providers, beside that of homes."""
    homes = (lists / "providers.csv").rename(lists / "providers-homes.csv")
    assert homes.exists()
    write_files(
        lists,
        {
            "postcodes.csv": (
                "pcd,pcds,dointr,doterm,oscty,oslaua,ctry,oseast1m,osnrth1m",
                '"AA11AA","AA1 1AA",198001,,E99999999,E09000007,E92000001,530000,180000',
                '"AA11AB","AA1 1AB",198001,,E99999999,E09000007,E92000001,531000,180000',
                '"BB11BB","BB1 1BB",198001,,E10000011,E07000061,E92000001,530000,190000',
                '"ZZ99ZZ","ZZ9 9ZZ",198001,200301,E99999999,E09000003,E92000001,,',
            ),
            "providers-others.csv": (
                "URN,Placement code,Placement provider code,Setting postcode,Local authority,Deregistration date",
                "SC000009,K2,PR4,ZZ9 9ZZ,Barnet,30/06/2023",
            ),
            "authorities.csv": (*AUTHORITIES[:1], "881,E10000011,East Sussex,,,Y"),
        },
    )
    # BERT is in the county, and so in the own authority. CLEO's postcode has no grid reference; her home had closed on
    # the day before the episode began.
    assert found(recorded, "--reference", lists) == {"392a": [CLEO], "227": [CLEO], "228": [CLEO]}


# ------------------------------------------------------------------------------------------------------------ the index


def test_a_list_of_postcodes_is_read_once(recorded: Path, lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found(recorded, "--reference", lists)
    assert (lists / "postcodes.csv.index").exists()

    def read_again(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr("timeline.ingest.reference.postcodes._fill", read_again)
    assert found(recorded, "--reference", lists) == before


def test_a_list_that_changed_is_read_again_though_it_is_as_long(recorded: Path, lists: Path) -> None:
    assert found(recorded, "--reference", lists)["392c"] == [CLEO]
    path, times = lists / "postcodes.csv", (lists / "postcodes.csv").stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("CC1 1CC", "ZZ9 9ZZ").replace("202406", "202306"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert "392c" not in found(recorded, "--reference", lists)


@pytest.mark.parametrize("left", [b"", b"not an index at all", None])
def test_an_index_that_is_none_is_made_again(recorded: Path, lists: Path, left: bytes | None) -> None:
    before = found(recorded, "--reference", lists)
    index = lists / "postcodes.csv.index"
    index.write_bytes(index.read_bytes()[:5000] if left is None else left)
    assert found(recorded, "--reference", lists) == before


def test_where_the_folder_cannot_be_written_a_temporary_index_will_do(
    lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may write everywhere is not kept out by rights: so the writing itself fails here."""
    replace = Path.replace

    def forbidden(self: Path, target: Path) -> Path:
        if target.parent == lists:
            raise PermissionError
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", forbidden)
    said: list[str] = []
    with reference_lists(lists, None, None, said.append) as brought:
        assert brought.reference.places is not None
        assert brought.reference.places("AA11AA") is not None
    assert said == ["postcodes.csv: its folder cannot be written, so its index is rebuilt on each run"]
    assert sorted(path.name for path in lists.iterdir()) == ["authorities.csv", "postcodes.csv", "providers.csv"]
