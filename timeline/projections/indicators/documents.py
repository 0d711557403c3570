"""The published documents that definitions follow, and the shapes in which a measure cites them.

An address is one that a reader can open. A document without one was published, but we know no public page of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A published document. ``year``: of publication. ``address``: of its public page, or ``None``."""

    title: str
    publisher: str
    year: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a document. ``where``: section, regulation or table; ``path``: what the document's address is followed
    by to open that place, empty to open the document."""

    document: Document
    where: str
    path: str = ""

    @property
    def address(self) -> str | None:
        """The address that opens the place, or ``None`` for a document without one."""
        if self.document.address is None or not self.path:
            return self.document.address
        return f"{self.document.address}/{self.path}"

    @property
    def line(self) -> str:
        """One line of print: title, place, publisher, year, and the address where there is one."""
        document = self.document
        cited = f"{document.title}, {self.where} ({document.publisher}, {document.year})"
        return cited if self.address is None else f"{cited} {self.address}"


LOCAL = "local: no published definition; it leans on"
"""What a measure says that nobody has published."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Who says so: the published places that a measure follows, and the page that gives its wording and its choices.

    ``page``: a path in the repository and the anchor of the measure. ``tags``: the rows of an action plan that the
    measure answers, keys of ``PLAN_ROWS``; none for a national measure beside them. ``follows``: the year of the law or
    guidance that the present definition follows, which its version begins with. ``is_local``: nobody has published a
    definition, and the references are what it leans on.
    """

    references: tuple[Reference, ...]
    page: str
    tags: tuple[str, ...]
    follows: int
    is_local: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The references, one line of print each; before them, of a local measure, that they are what it leans on."""
        lines = tuple(each.line for each in self.references)
        return (LOCAL, *lines) if self.is_local else lines


PARLIAMENT = "Parliament"
DFE = "Department for Education"
DCSF = "Department for Children, Schools and Families"
LEGISLATION = "https://www.legislation.gov.uk"
STATISTICS = "https://explore-education-statistics.service.gov.uk/find-statistics"
PUBLICATIONS = "https://www.gov.uk/government/publications"

# Law

CHILDREN_ACT = Document("Children Act 1989", PARLIAMENT, 1989, f"{LEGISLATION}/ukpga/1989/41")
ADOPTION_ACT = Document("Adoption and Children Act 2002", PARLIAMENT, 2002, f"{LEGISLATION}/ukpga/2002/38")
FAMILIES_ACT = Document("Children and Families Act 2014", PARLIAMENT, 2014, f"{LEGISLATION}/ukpga/2014/6")
YOUNG_PERSONS_ACT = Document("Children and Young Persons Act 1963", PARLIAMENT, 1963, f"{LEGISLATION}/ukpga/1963/37")
CARE_PLANNING = Document(
    "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)",
    DCSF,
    2010,
    f"{LEGISLATION}/uksi/2010/959",
)
CASE_REVIEWS_1991 = Document(
    "Review of Children's Cases Regulations 1991 (SI 1991/895)",
    "Department of Health",
    1991,
    f"{LEGISLATION}/uksi/1991/895",
)

# Guidance

CARE_PLANNING_GUIDANCE = Document(
    "The Children Act 1989 guidance and regulations, volume 2: care planning, placement and case review",
    DCSF,
    2010,
    f"{PUBLICATIONS}/children-act-1989-care-planning-placement-and-case-review",
)
TRANSITION_GUIDANCE = Document(
    "The Children Act 1989 guidance and regulations, volume 3: planning transition to adulthood for care leavers",
    DFE,
    2010,
    f"{PUBLICATIONS}/children-act-1989-transition-to-adulthood-for-care-leavers",
)
COURT_ORDERS_GUIDANCE = Document(
    "Court orders and pre-proceedings, for local authorities",
    DFE,
    2014,
    f"{PUBLICATIONS}/children-act-1989-court-orders--2",
)
HEALTH_GUIDANCE = Document(
    "Promoting the health and well-being of looked-after children",
    "Department for Education and Department of Health",
    2015,
    f"{PUBLICATIONS}/promoting-the-health-and-wellbeing-of-looked-after-children--2",
)
MISSING_GUIDANCE = Document(
    "Statutory guidance on children who run away or go missing from home or care",
    DFE,
    2014,
    f"{PUBLICATIONS}/children-who-run-away-or-go-missing-from-home-or-care",
)
WORKING_TOGETHER = Document(
    "Working together to safeguard children",
    "HM Government",
    2023,
    f"{PUBLICATIONS}/working-together-to-safeguard-children--2",
)
JUDICIAL_PROTOCOL = Document(
    "Protocol for Judicial Case Management in Public Law Children Act Cases",
    "Lord Chancellor's Department",
    2003,
    None,
)

# Statistics

CLA_2020 = Document(
    "Children looked after in England including adoptions, data guidance, reporting year 2020",
    DFE,
    2020,
    f"{STATISTICS}/children-looked-after-in-england-including-adoptions/2020/data-guidance",
)
CLA_2023 = Document(
    "Children looked after in England including adoptions, data guidance, reporting year 2023",
    DFE,
    2023,
    f"{STATISTICS}/children-looked-after-in-england-including-adoptions/2023/data-guidance",
)
STABILITY_2024 = Document(
    "Stability measures for children looked after in England, data guidance, reporting year 2024",
    DFE,
    2024,
    f"{STATISTICS}/stability-measures-for-children-looked-after-in-england/2024/data-guidance",
)
SFR_2012 = Document(
    "Children looked after by local authorities in England, year ending 31 March 2012 (SFR 20/2012)",
    DFE,
    2012,
    "https://www.gov.uk/government/collections/statistics-looked-after-children",
)
SFR_2015 = Document(
    "Children looked after in England, year ending 31 March 2015 (SFR 34/2015)",
    DFE,
    2015,
    "https://www.gov.uk/government/collections/statistics-looked-after-children",
)
SFR_2016 = Document(
    "Children looked after in England, year ending 31 March 2016 (SFR 41/2016)",
    DFE,
    2016,
    "https://www.gov.uk/government/collections/statistics-looked-after-children",
)
RETURN_GUIDE = Document(
    "Children looked after by local authorities in England: guide to the SSDA903 collection, 2016 to 2017",
    DFE,
    2017,
    "https://www.gov.uk/guidance/children-looked-after-return",
)
LAIT = Document(
    "Local Authority Interactive Tool, data dictionary",
    DFE,
    2024,
    "https://github.com/dfe-analytical-services/local-authority-interactive-tool",
)
ADOPTION_SCORECARDS = Document(
    "Adoption scorecards, year ending March 2018: methodology and guidance",
    DFE,
    2018,
    None,
)
NATIONAL_INDICATORS = Document(
    "National Indicators for Local Authorities and Local Authority Partnerships: handbook of definitions, annex 2",
    "Department for Communities and Local Government",
    2008,
    None,
)
VALIDATION_RULES = Document(
    "SSDA903 validation rules, as the open validator implements them",
    "Data to Insight",
    2023,
    "https://github.com/data-to-insight/csc-validator-be-903",
)
ANNEX_A = Document(
    "Inspecting local authority children's services: Annex A, child-level data",
    "Ofsted",
    2018,
    f"{PUBLICATIONS}/inspecting-local-authority-childrens-services-from-2018",
)
FAMILY_COURT_GUIDE = Document(
    "Guide to Family Court Statistics",
    "Ministry of Justice",
    2022,
    "https://www.gov.uk/government/statistics/family-court-statistics-quarterly-january-to-march-2022/"
    "guide-to-family-court-statistics",
)
