DELETE FROM complaint_tallies WHERE fact IN ('petition', 'competent', 'competent_on_time', 'marred');
INSERT INTO complaint_tallies (unit_id, year, month, class, field, fact, cases)
SELECT unit_id,
    EXTRACT(YEAR FROM received_at + INTERVAL '7 hours')::INTEGER,
    EXTRACT(MONTH FROM received_at + INTERVAL '7 hours')::INTEGER,
    COALESCE(class, ''), field, facts.fact, COUNT(*)
FROM complaints CROSS JOIN
    (SELECT 'petition' AS fact UNION ALL SELECT 'competent' UNION ALL SELECT 'competent_on_time' UNION ALL
    SELECT 'marred') AS facts
WHERE NOT confined AND (facts.fact = 'petition' AND class IN ('conduct', 'regulation', 'elsewhere')
    OR facts.fact = 'competent' AND class IN ('conduct', 'regulation')
    OR facts.fact = 'competent_on_time' AND class IN ('conduct', 'regulation') AND done_on IS NOT NULL AND NOT late
    OR facts.fact = 'marred' AND class IN ('conduct', 'regulation', 'elsewhere')
        AND (late OR score <= 2))
GROUP BY 1, 2, 3, 4, 5, 6;
