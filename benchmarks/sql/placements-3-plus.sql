-- Of the children looked after, those who lived in three or more placements in the 12 months to the day: a placement
-- that began by the day, and was open at the end of some day of the window.
-- asked: as_at, known_at, window_first, born_by (who is 18 on the day was born by then).
WITH looked_after AS (
    SELECT DISTINCT asked.as_at, asked.known_at, asked.window_first, care.child
    FROM asked
    JOIN projection_spells AS care
        ON care.kind = 'period_of_care'
        AND care.started_on <= asked.as_at AND (care.ended_on IS NULL OR care.ended_on > asked.as_at)
        AND care.seen_from <= asked.as_at AND (care.seen_to IS NULL OR care.seen_to > asked.as_at)
        AND care.known_from <= asked.known_at AND (care.known_to IS NULL OR care.known_to > asked.known_at)
    JOIN projection_children AS child
        ON child.child = care.child
        AND child.seen_from <= asked.as_at AND (child.seen_to IS NULL OR child.seen_to > asked.as_at)
        AND child.known_from <= asked.known_at AND (child.known_to IS NULL OR child.known_to > asked.known_at)
    WHERE child.born_on IS NULL OR child.born_on > asked.born_by
),
lived_in AS (
    SELECT looked_after.as_at, looked_after.known_at, looked_after.child, count(home.number) AS homes
    FROM looked_after
    LEFT JOIN projection_spells AS home
        ON home.kind = 'placement' AND home.child = looked_after.child
        AND home.started_on <= looked_after.as_at
        AND (home.ended_on IS NULL OR (home.ended_on > home.started_on AND home.ended_on > looked_after.window_first))
        AND home.seen_from <= looked_after.as_at AND (home.seen_to IS NULL OR home.seen_to > looked_after.as_at)
        AND home.known_from <= looked_after.known_at
        AND (home.known_to IS NULL OR home.known_to > looked_after.known_at)
    GROUP BY looked_after.as_at, looked_after.known_at, looked_after.child
)
SELECT
    asked.as_at,
    asked.known_at,
    count(lived_in.child) FILTER (WHERE lived_in.homes >= 3) AS numerator,
    count(lived_in.child) AS denominator
FROM asked
LEFT JOIN lived_in ON lived_in.as_at = asked.as_at AND lived_in.known_at = asked.known_at
GROUP BY asked.as_at, asked.known_at
