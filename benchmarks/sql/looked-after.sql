-- Children looked after: a period of care open at the end of the day, under 18.
-- asked: as_at, known_at, window_first, born_by (who is 18 on the day was born by then).
SELECT
    asked.as_at,
    asked.known_at,
    count(DISTINCT care.child) FILTER (WHERE child.born_on IS NULL OR child.born_on > asked.born_by) AS numerator,
    NULL AS denominator
FROM asked
LEFT JOIN projection_spells AS care
    ON care.kind = 'period_of_care'
    AND care.started_on <= asked.as_at AND (care.ended_on IS NULL OR care.ended_on > asked.as_at)
    AND care.seen_from <= asked.as_at AND (care.seen_to IS NULL OR care.seen_to > asked.as_at)
    AND care.known_from <= asked.known_at AND (care.known_to IS NULL OR care.known_to > asked.known_at)
LEFT JOIN projection_children AS child
    ON child.child = care.child
    AND child.seen_from <= asked.as_at AND (child.seen_to IS NULL OR child.seen_to > asked.as_at)
    AND child.known_from <= asked.known_at AND (child.known_to IS NULL OR child.known_to > asked.known_at)
GROUP BY asked.as_at, asked.known_at
