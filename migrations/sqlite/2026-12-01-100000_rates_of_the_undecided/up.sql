-- What both rates of QĐ 766/QĐ-TTg stand on, counted anew: an undecided or secret case counts as what it was taken
-- for, and one that was opened again and not rated since counts as not satisfied.
DELETE FROM complaint_tallies WHERE fact IN ('petition', 'competent', 'competent_on_time', 'marred');
INSERT INTO complaint_tallies (unit_id, year, month, class, field, fact, cases)
SELECT unit_id,
    CAST(STRFTIME('%Y', received_at, '+7 hours') AS INTEGER),
    CAST(STRFTIME('%m', received_at, '+7 hours') AS INTEGER),
    CASE WHEN confined THEN '' ELSE COALESCE(class, '') END, CASE WHEN confined THEN '' ELSE field END, facts.fact, COUNT(*)
FROM (
    SELECT complaints.*, CASE WHEN confined THEN proposed ELSE COALESCE(class, proposed) END AS taken_for FROM complaints
) AS cases_now CROSS JOIN
    (SELECT 'petition' AS fact UNION ALL SELECT 'competent' UNION ALL SELECT 'competent_on_time' UNION ALL
    SELECT 'marred') AS facts
WHERE facts.fact = 'petition' AND taken_for IN ('conduct', 'regulation', 'elsewhere')
    OR facts.fact = 'competent' AND taken_for IN ('conduct', 'regulation')
    OR facts.fact = 'competent_on_time' AND taken_for IN ('conduct', 'regulation') AND done_on IS NOT NULL AND NOT late
    OR facts.fact = 'marred' AND taken_for IN ('conduct', 'regulation', 'elsewhere')
        AND (late OR score <= 2 OR score IS NULL AND reopened > 0)
GROUP BY 1, 2, 3, 4, 5, 6;
