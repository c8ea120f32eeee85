-- How long may answers be cached, in seconds, by type?
SELECT response_type,
       count(*) AS records,
       min(response_ttl) AS shortest,
       CAST(median(response_ttl) AS BIGINT) AS median,
       max(response_ttl) AS longest
FROM records
WHERE section = 'answer'
GROUP BY response_type
ORDER BY records DESC, response_type
