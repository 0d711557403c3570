"""How a cell's spelling becomes a code, and how an authority answers about those that do not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.codes import CODE_LISTS
from timeline.ingest import IngestError
from timeline.ingest.annex_a.mapping import BLANK, FIELDS, Answers, Question, read_mapping, write_mapping
from timeline.ingest.annex_a.vocabularies import VOCABULARIES


@pytest.mark.parametrize(
    ("vocabulary", "cell", "meant"),
    [
        ("gender", "a) Male", "male"),
        ("gender", "Female", "female"),
        ("gender", "c) Not stated/recorded (or unborn)", "not stated"),
        ("gender", "c) Not stated/recorded", "not stated"),
        ("gender", "d) Neither", "neither"),
        ("ethnicity", "a) WBRI", "WBRI"),
        ("ethnicity", "WBRI - White British", "WBRI"),
        ("ethnicity", "White British", "WBRI"),
        ("ethnicity", "s) NOBT", "NOBT"),
        ("ethnicity", "Martian", None),
        ("yes-or-no", "a) Yes", True),
        ("yes-or-no", "b) No", False),
        ("yes-or-no", "y", True),
        ("yes-or-no", "0", False),
        ("yes-or-no", "perhaps", None),
        ("category-of-need", "N1 - Abuse or Neglect", "N1"),
        ("category-of-need", "Family dysfunction", "N5"),
        ("category-of-need", "N0 - Not stated", None),
        ("primary-need", "N0 - Not stated", "N0"),
        ("legal-status", "E1: Placement order", "E1"),
        ("legal-status", "C2: FCO", "C2"),
        ("legal-status", "c2", "C2"),
        ("legal-status", "V2 - S20 - Series of Placements >75 nights", "V2"),
        ("legal-status", "Full care order", "C2"),
        ("legal-status", "E1 and C2 granted simultaneously", None),
        ("legal-status", "C2: with E1 since", None),
        ("legal-status", "Code 'V2' is not mapped", None),
        ("reason-ceased", "k) E47: Special Guardianship Orders - relative/friend", "E47"),
        ("reason-ceased", "X1: CodeError", None),
        ("placement-type", "f) U6: Foster placement - not FFA", "U6"),
        ("placement-type", "n) H5: Residential accommodation", "H5"),
        ("placement-provider", "f) PR5 - Voluntary/third sector", "PR5"),
        ("placement-provider", "Own provision", "PR1"),
        ("placement-location", "Out", "OUT"),
        ("permanence-plan", "f) Long-term fostering", "long-term fostering"),
        ("permanence-plan", "c) SGO/CAO", "special guardianship or child arrangements"),
        ("agency", "q) 6: Police", "6"),
        ("agency", "b) 1B: Individual", "1B"),
        ("agency", "j) 3D: Health services", "3D"),
        ("category-of-abuse", "Physical abuse", "PHY"),
        ("case-status", "c) Child in need plan", "child in need plan"),
        ("reason-closed", "RC7 - Services ceased for any other reason", "RC7"),
        ("eligibility", "b) Former relevant child", "former relevant"),
        ("in-touch", "a) Yes", "YES"),
        ("in-touch", "REFU", "REFU"),
        ("accommodation", "U: Independent living", "U"),
        ("accommodation", "W: Bed and breakfast", "W"),
        ("suitability", "a) Suitable", True),
        ("suitability", "b) Considered unsuitable", False),
        ("activity", "G5: Not in education, employment or training - other", "G5"),
        ("reason-no-longer-placed", "RD2", "RD2"),
    ],
)
def test_a_spelling_means_its_code_or_is_asked_about(vocabulary: str, cell: str, meant: object) -> None:
    assert VOCABULARIES[vocabulary].read(cell) == meant


@pytest.mark.parametrize(
    ("vocabulary", "field"),
    [
        ("ethnicity", "ETHNIC"),
        ("category-of-need", "CIN"),
        ("legal-status", "LS"),
        ("placement-type", "PLACE"),
        ("placement-provider", "PLACE_PROVIDER"),
        ("activity", "ACTIV"),
        ("reason-no-longer-placed", "REASON_PLACED_CEASED"),
    ],
)
def test_every_code_of_the_return_is_understood_alone_and_with_its_meaning(vocabulary: str, field: str) -> None:
    known = VOCABULARIES[vocabulary]
    for code in CODE_LISTS[field].codes:
        assert known.read(code.code) == code.code
        assert known.read(f"b) {code.code}: {code.meaning}") == code.code


@given(st.sampled_from(sorted(VOCABULARIES)), st.text(max_size=30))
def test_a_spelling_means_one_of_the_choices_or_nothing(vocabulary: str, cell: str) -> None:
    known = VOCABULARIES[vocabulary]
    assert known.read(cell) in {*known.choices.values(), None}


# ------------------------------------------------------------------------------------------------------ mapping files

SPELLINGS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).map(lambda s: " ".join(s.split()))
QUESTIONS = st.lists(st.tuples(st.sampled_from(sorted(FIELDS)), SPELLINGS.filter(bool)), max_size=8)


@given(QUESTIONS)
def test_a_mapping_file_asks_every_question_and_reads_back(
    tmp_path_factory: pytest.TempPathFactory, questions: list[Question]
) -> None:
    path = tmp_path_factory.mktemp("mapping") / "spellings.toml"
    assert write_mapping(path, Answers(), questions) == len(set(questions))
    answers = read_mapping(path)
    assert {(field, text) for field, table in answers.spellings.items() for text in table} == set(questions)
    assert all(answers.answer(field, text) is None for field, text in questions)


def test_answers_that_were_given_are_kept_and_the_rest_asked(tmp_path: Path) -> None:
    path = tmp_path / "spellings.toml"
    given_before = Answers({"legal_status": {"full": "C2"}}, {"Sex of child": "Gender"})
    assert write_mapping(path, given_before, [("legal_status", "part"), ("headings", "Notes")]) == 2
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {
        "headings": {"Notes": "", "Sex of child": "Gender"},
        "legal_status": {"full": "C2", "part": ""},
    }
    assert "# C1, C2, D1" in path.read_text(encoding="utf-8")
    answers = read_mapping(path)
    assert answers.answer("legal_status", "full") == "C2"
    assert answers.heading("sex of child") == "gender"
    assert answers.heading("notes") == "notes"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[legal_status", "it is not a mapping file in TOML"),
        ('[colour]\n"red" = "1"', "it has a table for an unknown field"),
        ('[legal_status]\n"SECRET" = "C9"', 'in the table "legal_status" an answer is not one of the codes'),
        ('[legal_status]\n"SECRET" = 2', 'in the table "legal_status" an answer is not text'),
        ('legal_status = "C2"', 'in the table "legal_status" an answer is not text'),
        ('[headings]\n"SECRET" = "Shoe size"', 'in the table "headings" an answer is not a heading of any list'),
    ],
)
def test_a_mapping_file_that_cannot_be_followed_is_refused_without_its_texts(
    text: str, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "spellings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IngestError, match=r"^spellings\.toml: ") as refused:
        read_mapping(path)
    assert refused.value.what == why
    assert "SECRET" not in str(refused.value)


def test_a_mapping_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"it cannot be opened \(No such file or directory\)"):
        read_mapping(tmp_path / "spellings.toml")


def test_blank_is_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "spellings.toml"
    path.write_text(f'[legal_status]\n"none  yet" = "{BLANK}"\n', encoding="utf-8")
    assert read_mapping(path).answer("legal_status", "none yet") == BLANK
