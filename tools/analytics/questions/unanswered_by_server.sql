-- Which servers leave queries unanswered?
SELECT ip_dst AS server,
       count(*) AS queries,
       count(*) FILTER (WHERE NOT answered) AS unanswered,
       round(100.0 * count(*) FILTER (WHERE NOT answered) / count(*), 1) AS percent
FROM transactions
WHERE asked
GROUP BY ip_dst
HAVING count(*) FILTER (WHERE NOT answered) > 0
ORDER BY unanswered DESC, server
LIMIT 20
