-- Under which names are many different names asked for that do not exist?
SELECT substr(qname_key, strpos(qname_key, '.') + 1) AS parent,
       count(*) AS responses,
       count(DISTINCT qname_key) AS names,
       count(DISTINCT ip_src) AS clients
FROM transactions
WHERE dns_rcode = 3 AND dns_labels > 1
GROUP BY substr(qname_key, strpos(qname_key, '.') + 1)
HAVING count(DISTINCT qname_key) > 1
ORDER BY names DESC, parent
LIMIT 20
