-- What is asked for, and how does it end?
SELECT dns_type_name(dns_qtype) AS qtype,
       dns_rcode_name(dns_rcode) AS rcode,
       count(*) AS transactions
FROM transactions
GROUP BY dns_qtype, dns_rcode
ORDER BY transactions DESC, qtype, rcode
