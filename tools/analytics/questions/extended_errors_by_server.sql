-- Which extended DNS errors do servers give?
SELECT ip_dst AS server,
       code,
       dns_ede_name(code) AS meaning,
       count(*) AS responses
FROM (SELECT ip_dst, unnest(edns_ext_error) AS code FROM transactions)
GROUP BY ip_dst, code
ORDER BY responses DESC, server, code
