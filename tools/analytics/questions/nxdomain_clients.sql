-- Which clients get the most NXDOMAIN responses?
SELECT ip_src AS client,
       count(*) AS queries,
       count(*) FILTER (WHERE dns_rcode = 3) AS nxdomain
FROM transactions
WHERE answered AND asked
GROUP BY ip_src
HAVING count(*) FILTER (WHERE dns_rcode = 3) > 0
ORDER BY nxdomain DESC, client
LIMIT 20
