-- How long do servers take to answer, in microseconds?
SELECT ip_dst AS server,
       prot_dst_port AS port,
       count(response_time) AS answered,
       min(response_time) AS fastest,
       CAST(round(avg(response_time)) AS BIGINT) AS mean,
       max(response_time) AS slowest
FROM transactions
WHERE asked
GROUP BY ip_dst, prot_dst_port
ORDER BY answered DESC, server, port
LIMIT 20
