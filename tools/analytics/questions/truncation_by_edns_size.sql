-- How many responses over UDP are truncated, by the payload size that the query offers?
SELECT edns_udp AS udp_size,
       count(*) AS responses,
       count(*) FILTER (WHERE dns_tc) AS truncated,
       round(100.0 * count(*) FILTER (WHERE dns_tc) / count(*), 1) AS percent
FROM transactions
WHERE asked AND answered AND prot = 17
GROUP BY edns_udp
ORDER BY udp_size NULLS FIRST
