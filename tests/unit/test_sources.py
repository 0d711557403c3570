"""Whoever asks "says who?" of a figure gets a published page, and a page of ours with its wording and its choices."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.projections.indicators import CATALOGUE, documents
from timeline.projections.indicators.documents import Document, Reference
from timeline.projections.indicators.families import FAMILIES
from timeline.projections.indicators.sources import DEFINITIONS, PLAN_ROWS, SOURCES

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / DEFINITIONS).glob("*.md"))
PRIVATE_PAPERS = re.compile(
    r"\bcards?\b|house definitions|shared/|\bpart [A-E]\b"
    r"|\b(?:SW|CLA|STAB|REV|HLTH|MISS|ADOPT|PERM|COURT|LEAV|CIN)-\d\d"
)
DOCUMENTS = [each for each in vars(documents).values() if isinstance(each, Document)]
LINK = re.compile(r"\]\(([^)#]*)#?([^)]*)\)")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, by GitHub's rule: lower case, punctuation dropped, blanks to hyphens."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(measure: str) -> str:
    """What the page has of one measure: from its heading to the next."""
    text = (ROOT / SOURCES[measure].page.partition("#")[0]).read_text(encoding="utf-8")
    return re.split(r"^#+ ", text.partition(f"# {measure}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_measure_is_cited_and_nothing_else() -> None:
    assert set(SOURCES) == set(CATALOGUE)


@pytest.mark.parametrize("measure", SOURCES)
def test_its_page_exists_and_has_its_heading(measure: str) -> None:
    page, _, anchor = SOURCES[measure].page.partition("#")
    assert anchor in anchors(ROOT / page)


@pytest.mark.parametrize("measure", SOURCES)
def test_its_page_gives_its_meaning_its_source_its_choices_and_an_example(measure: str) -> None:
    told = section(measure)
    assert [label for label in ("Measures.", "Source.", "Choices.", "Example.") if f"**{label}**" not in told] == []
    assert re.search(r"\d", told.partition("**Example.**")[2]), "a worked example has numbers"


@pytest.mark.parametrize("measure", SOURCES)
def test_its_page_says_where_nothing_was_published(measure: str) -> None:
    assert SOURCES[measure].is_local == ("local: no published definition" in section(measure).lower())


@pytest.mark.parametrize("measure", SOURCES)
def test_its_tags_are_rows_of_the_plan_and_it_cites_something(measure: str) -> None:
    citation = SOURCES[measure]
    assert citation.references
    assert set(citation.tags) <= set(PLAN_ROWS)
    assert 1989 <= citation.follows <= 2025


def test_every_row_of_the_plan_is_answered() -> None:
    assert {tag for each in SOURCES.values() for tag in each.tags} == set(PLAN_ROWS)


def test_a_family_is_one_page() -> None:
    for members in FAMILIES.values():
        of_family = {SOURCES[each].page.partition("#")[0] for each in SOURCES if each.partition("/")[0] in members}
        assert len(of_family) == 1


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.title[:40])
def test_a_document_has_a_title_a_publisher_a_year_and_an_address_that_is_safe(document: Document) -> None:
    assert document.title.strip() and document.publisher.strip()
    assert 1963 <= document.year <= 2025
    assert document.address is None or re.fullmatch(r"https://[^\s/]+/\S+[^/\s]", document.address)


def test_a_reference_is_printed_with_its_place_publisher_year_and_the_address_that_opens_it() -> None:
    cited = Reference(documents.CHILDREN_ACT, "section 20", "section/20")
    assert cited.line == (
        "Children Act 1989, section 20 (Parliament, 1989) https://www.legislation.gov.uk/ukpga/1989/41/section/20"
    )


def test_a_reference_to_a_document_without_an_address_is_printed_without_one() -> None:
    assert Reference(documents.JUDICIAL_PROTOCOL, "overall timetable", "page/1").line == (
        "Protocol for Judicial Case Management in Public Law Children Act Cases, overall timetable "
        "(Lord Chancellor's Department, 2003)"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_speaks_of_no_private_paper(page: Path) -> None:
    assert PRIVATE_PAPERS.findall(page.read_text(encoding="utf-8")) == []


def test_a_citation_speaks_of_no_private_paper() -> None:
    printed = "\n".join(line for each in SOURCES.values() for line in (*each.lines, each.page, *each.tags))
    assert PRIVATE_PAPERS.findall(printed) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_of_a_page_opens(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        linked = page if not target else (page.parent / target).resolve()
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked), f"{target}#{anchor}"


def test_every_document_is_cited() -> None:
    cited = {reference.document for each in SOURCES.values() for reference in each.references}
    assert [document.title for document in DOCUMENTS if document not in cited] == []
