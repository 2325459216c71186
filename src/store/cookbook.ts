/** A question that a record answers, and the SQL that asks it. */
export interface Recipe {
  /** What the SQL is called in tests and links. */
  readonly name: string;
  readonly question: string;
  readonly sql: string;
}

// A minute of a run is a measured one from 0 to 1440 × measured_days − 1. Counts are of the meters simulated: divided
// by `run.scale` they are those of all.

export const COOKBOOK: readonly Recipe[] = [
  {
    name: "fullest half hour",
    question: "Which half hour is the fullest at each component, in each option?",
    sql: `SELECT option, component, printf('%02d:%02d', from_minute / 60 % 24, from_minute % 60) AS from_utc,
       max(share) AS share_of_capacity
FROM (
  SELECT run, component, minute - minute % 30 AS from_minute,
         sum(demand_first) / (1800 * per_second * scale) AS share
  FROM load JOIN capacity USING (run, component) JOIN plan USING (run) JOIN run USING (run)
  WHERE minute >= 0 AND minute < 1440 * measured_days
  GROUP BY run, component, from_minute
) JOIN run USING (run)
GROUP BY run, component
ORDER BY share_of_capacity DESC`,
  },
  {
    name: "in by nine",
    question: "What share of the MHHS profile reads is in by 09:00 UTC, by the role that is due them?",
    sql: `SELECT option, coalesce(role, 'supplier') AS role,
       1.0 * sum(answered_by.answered) / sum(wanted) AS in_by_9_share
FROM ledger
JOIN answered_by USING (run, kind, access)
LEFT JOIN traffic_row USING (run, kind) -- M00, which an existing read serves, is a supplier's
JOIN run USING (run)
WHERE by_hour = 9 AND (kind = 'M00' OR need IN ('own-mdr', 'agent') AND process = 'mhhs-reads')
GROUP BY run, coalesce(role, 'supplier')`,
  },
  {
    name: "percentile",
    question: "How long did 99 % of the answers take at most, by process, on the official clock?",
    sql: `WITH times AS (
  SELECT run, process, low_ms, high_ms, sum(latency_bucket.count) AS answers
  FROM latency JOIN latency_bucket USING (latency) JOIN traffic_row USING (run, kind)
  WHERE clock = 'official'
  GROUP BY run, process, low_ms
), running AS (
  SELECT *, sum(answers) OVER (PARTITION BY run, process ORDER BY low_ms) AS seen,
         sum(answers) OVER (PARTITION BY run, process) AS total
  FROM times
)
SELECT option, process, min(low_ms + (high_ms - low_ms) / 2.0) AS p99_ms
FROM running JOIN run USING (run)
WHERE seen >= 0.99 * total
GROUP BY run, process`,
  },
  {
    name: "against the reference",
    question: "What does each option change against the same without MHHS, figure by figure?",
    sql: `SELECT run.option, metric.metric, metric.place, reference.value AS without_mhhs,
       metric.value AS with_option, metric.unit, better
FROM metric
JOIN run USING (run)
JOIN run AS other ON other.option = 'without-mhhs' AND other.replication = run.replication
JOIN metric AS reference
  ON reference.run = other.run AND reference.metric = metric.metric AND reference.place = metric.place
JOIN metric_definition ON metric_definition.metric = metric.metric
WHERE run.run <> other.run AND metric.value IS NOT reference.value`,
  },
  {
    name: "hours above capacity",
    question: "For how many hours is more sent to a component than it carries?",
    sql: `SELECT option, component, sum(demand_first + demand_retries > 60 * per_second * scale) / 60.0 AS hours_above
FROM load JOIN capacity USING (run, component) JOIN plan USING (run) JOIN run USING (run)
WHERE minute >= 0 AND minute < 1440 * measured_days
GROUP BY run, component
ORDER BY hours_above DESC`,
  },
  {
    name: "fullest endpoint",
    question: "Which User's receiving endpoint is the fullest, and when?",
    sql: `SELECT option, name, role, minute, max(arrived / (60 * per_second)) AS share_of_its_rate
FROM endpoint_load JOIN user USING (run, user) JOIN plan USING (run) JOIN run USING (run)
WHERE minute >= 0 AND minute < 1440 * measured_days
GROUP BY run, user
ORDER BY share_of_its_rate DESC`,
  },
  {
    name: "what was changed",
    question: "What stands on another value than the assumptions log has?",
    sql: `SELECT '--set ' || argument AS changed, NULL AS log_has, NULL AS title FROM set_argument
UNION ALL
SELECT path, value || ' ' || unit, id || ' ' || title FROM assumption WHERE changed_here`,
  },
  {
    name: "distance from the lowest",
    question: "How far is each option from the lowest peak that any schedule could reach, and what binds?",
    sql: `SELECT option, component, peak_share, bound_share, distance
FROM forecast_component JOIN run USING (run)
WHERE distance IS NOT NULL
ORDER BY run, peak_share DESC`,
  },
  {
    name: "never answered",
    question: "Which reads and requests were never answered, at full scale, and why?",
    sql: `SELECT option, process, sum(wanted) / scale AS wanted, sum(wanted - answered) / scale AS never_answered,
       sum(dark) / scale AS out_of_reach, sum(expired - dark) / scale AS given_up, sum(refused) / scale AS refused
FROM ledger JOIN traffic_row USING (run, kind) JOIN run USING (run)
GROUP BY run, process
ORDER BY never_answered DESC`,
  },
  {
    name: "the same as a colleague's",
    question: "Is this the same result as a colleague's? The same plan by the same program has the same fingerprints.",
    sql: `SELECT option, replication, path, result_fingerprint, experiment.seed, experiment.scale, program,
       scenario_hash
FROM run JOIN fingerprint USING (run), experiment
WHERE part = 'all'
ORDER BY run`,
  },
];
