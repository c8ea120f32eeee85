-- Which rules of RFCs do messages break, and how many messages do?
SELECT finding['code'] AS rule,
       finding['severity'] AS severity,
       count(DISTINCT (file, frame, frame_message)) AS messages,
       count(*) AS findings
FROM (SELECT file, frame, frame_message, unnest(findings) AS finding FROM messages)
GROUP BY finding['code'], finding['severity']
ORDER BY messages DESC, rule
