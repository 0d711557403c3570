"""The numbers of the Episodes module: placements, postcodes, providers."""

from __future__ import annotations

from timeline.domain.checks.numbers.entry import (
    DERIVED,
    WITHDRAWN,
    asked,
    house,
    unasked,
)

NUMBERS = (
    asked("213", "Episodes"),
    house("225", "Episodes", "Asked from the year 2015-16 on, the first whose return had the item."),
    asked("226", "Episodes"),
    asked("234", "Episodes Header", since=2026),
    house("217", "Episodes", "A return from T0 to T4 with P is let pass: rule 383 wants it."),
    house(
        "217t",
        "Episodes",
        "Asked of an episode begun on or after 28 October 2023. One begun before was right when it began.",
        since=2024,
        until=2024,
    ),
    house("336", "Episodes", "A temporary placement before it is let pass: the carer is the one before."),
    house(
        "370",
        "Episodes Header",
        "16 from 28 October 2023, 15 before, whatever the return. Open episodes are asked too.",
        until=2024,
    ),
    house("371", "Episodes Header", "H5 and K3; 16 from 28 October 2023, 14 before, whatever the return."),
    asked("372", "Episodes Header"),
    asked("373", "Episodes Header"),
    asked("374", "Episodes Header"),
    asked("375", "Episodes"),
    asked("376", "Episodes"),
    house("377", "Episodes", "In any 12 months. Temporary placements that lead up to one another are one absence."),
    asked("379", "Episodes"),
    asked("380", "Episodes"),
    asked("381", "Episodes"),
    house(
        "383", "Episodes", "A chain of temporary placements is one absence, and the postcode is asked of every year."
    ),
    asked("378", "Episodes"),
    house("408", "Episodes", "A blank legal status is not judged, nor D1, which stood for E1 once."),
    asked("516", "Episodes"),
    asked("526", "Episodes"),
    asked("527", "Episodes"),
    asked("528", "Episodes"),
    asked("529", "Episodes"),
    asked("530", "Episodes"),
    asked("531", "Episodes"),
    asked("550", "Episodes"),
    house("434", "Episodes", "A blank is not known to differ."),
    asked("435", "Episodes"),
    asked("436", "Episodes"),
    unasked("164", "Episodes UASC", "PL_DISTANCE is out of range", DERIVED),
    asked("169", "Episodes"),
    asked("179", "Episodes"),
    asked("214", "Episodes"),
    house(
        "392a", "Episodes UASC", "Asked of a child who never was an unaccompanied asylum seeker, as far as is known."
    ),
    asked("392b", "Episodes UASC"),
    asked("392c", "Episodes"),
    asked("392d", "Episodes"),
    asked("398", "Episodes"),
    house("406", "Episodes UASC", "Asked of a child who ever was an unaccompanied asylum seeker."),
    unasked("411", "Episodes", "PL_LOCATION is IN and PL_LA is another authority", DERIVED),
    asked("420", "Episodes"),
    house(
        "452", "Episodes", "Asked of every episode that was open before a return, while what the return states holds."
    ),
    house("453", "Episodes", "As rule 452. A distance on one side only differs, whichever side it is."),
    house("454", "Episodes", "Unaccompanied asylum seekers are not asked: rule 406.", since=2026),
    house(
        "503G", "Episodes", "Asked of every episode that was open before a return, while what the return states holds."
    ),
    house(
        "503H", "Episodes", "Asked of every episode that was open before a return, while what the return states holds."
    ),
    house(
        "503J", "Episodes", "Asked of every episode that was open before a return, while what the return states holds."
    ),
    asked("1015", "Episodes"),
    house("218", "Episodes", "A short break is not asked: rule 214 wants no URN there."),
    asked("219", "Episodes"),
    asked("221", "Episodes"),
    asked("222", "Episodes"),
    asked("224", "Episodes"),
    asked("227", "Episodes"),
    house("228", "Episodes", "An open episode is asked about on the day asked about."),
    house(
        "229",
        "Episodes",
        "By the authority that the lists name, and by that of the postcode. Where they differ, either will do.",
    ),
    unasked(
        "230", "Episodes", "a semi-independent placement in England without a URN", WITHDRAWN, since=2024, until=2024
    ),
    asked("1008", "Episodes"),
)
