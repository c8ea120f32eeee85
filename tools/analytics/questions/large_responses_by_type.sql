-- Which query types get responses of more than 1232 octets?
SELECT dns_type_name(dns_qtype) AS qtype,
       count(*) AS responses,
       count(*) FILTER (WHERE dns_res_len > 1232) AS large,
       max(dns_res_len) AS longest
FROM transactions
WHERE answered
GROUP BY dns_qtype
HAVING count(*) FILTER (WHERE dns_res_len > 1232) > 0
ORDER BY large DESC, qtype
