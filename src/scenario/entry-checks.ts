import { FEED_PAST_DAYS } from "../domain/registration-feed.ts";
import { DCC_ROLES_OF, isGranted, SERVICE_REQUESTS, USER_ROLES } from "../domain/service-requests.ts";
import { changingShare, drawsFor } from "../domain/successors.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import { mdrSharesOf } from "./collection.ts";
import { ROW_IDS, type RowId } from "./names.ts";
import { didYouMean } from "./near.ts";
import type { Resolved, Row } from "./schema.ts";
import { quantityText } from "./units.ts";

const SRVS = SERVICE_REQUESTS.map(({ srv }) => srv);

/** What the DSP lets in, against the rest of a scenario. */
export const entryProblems = (values: Partial<Resolved>, put: Put): void => {
  if (values.policy !== undefined) for (const id of ROW_IDS) checkGrants(id, values.policy[id], put);
  if (values.anomalyDetection !== undefined) checkAnomalyDetection(values.anomalyDetection, put);
  if (values.allocation !== undefined) checkAllocation(values.allocation, put);
  if (values.registration !== undefined) checkRegistration(values.registration, values, put);
  if (values.accessControl !== undefined && values.estate !== undefined) {
    const { mdrEntry } = values.accessControl;
    const { independentMdrs } = values.estate;
    if (mdrEntry.length > independentMdrs)
      put(
        ["accessControl", "mdrEntry"],
        `${mdrEntry.length} dates for ${independentMdrs} MDRs; expected at most one for each`,
      );
  }
};

/** A row may send what the request matrix grants its role: on SMETS2, on SMETS1. */
const checkGrants = (id: RowId, row: Row, put: Put): void => {
  for (const [key, smets1] of [
    ["srv", true],
    ["srvOnSmets2", false],
  ] as const) {
    const srv = row[key];
    if (srv === undefined) continue;
    const request = SERVICE_REQUESTS.find((one) => one.srv === srv);
    if (request === undefined)
      put(["policy", id, key], `no Service Request ${srv} in the matrix; ${didYouMean(srv, SRVS)}`);
    else if (!isGranted(srv, row.role, smets1)) sayNotGranted(id, key, row, put);
    else if (key === "srv" && row.srvOnSmets2 === undefined && !isGranted(srv, row.role, false))
      put(
        ["policy", id, key],
        `${srv} is open to ${roleText(row)} on SMETS1 only; ` +
          "expected srvOnSmets2: with the request that SMETS2 meters are sent",
      );
  }
};

const roleText = ({ role }: Row): string => DCC_ROLES_OF[role].map((one) => USER_ROLES[one]).join(", ");

const sayNotGranted = (id: RowId, key: "srv" | "srvOnSmets2", row: Row, put: Put): void => {
  const granted = SRVS.filter((srv) => isGranted(srv, row.role, key === "srv"));
  const where = key === "srv" ? "" : " on SMETS2";
  put(["policy", id, key], `${row[key]} isn't open to ${roleText(row)}${where}; expected one of ${granted.join(", ")}`);
};

const checkAnomalyDetection = ({ thresholds }: Resolved["anomalyDetection"], put: Put): void => {
  const { over, warning, quarantine } = thresholds;
  if (over % MINUTE_MS !== 0 || DAY_MS % over !== 0)
    put(
      ["anomalyDetection", "thresholds", "over"],
      `${time(over)} doesn't divide a day; expected such as 30 min or 1 h`,
    );
  if (quarantine < warning)
    put(
      ["anomalyDetection", "thresholds", "quarantine"],
      `${quarantine} comes before the warning at ${warning}; expected ${warning} or more`,
    );
};

const checkAllocation = ({ over, threshold }: Resolved["allocation"], put: Put): void => {
  if (over % 1000 !== 0)
    put(["allocation", "over"], `${time(over)} isn't a whole number of seconds; expected one, as in "60 s"`);
  if (threshold === 0) put(["allocation", "threshold"], "0 leaves nothing to share; expected a share above 0");
};

const checkRegistration = (
  { enabled, changesPerMeterDay, feed, outgoing }: Resolved["registration"],
  { estate, accessControl }: Partial<Resolved>,
  put: Put,
): void => {
  if (outgoing.for % DAY_MS !== 0)
    put(["registration", "outgoing", "for"], `${time(outgoing.for)}; expected a whole number of days, such as 1 d`);
  if (accessControl?.enabled && changesPerMeterDay > 0 && estate?.independentMdrs === 1)
    put(["registration", "changesPerMeterDay"], "one MDR has nobody to change to; expected 0, or more MDRs");
  else if (accessControl?.enabled && !enabled && estate !== undefined) checkDraws(changesPerMeterDay, estate, put);
  const behindMs = 2 * feed.every + feed.delay;
  if (behindMs > FEED_PAST_DAYS * DAY_MS)
    put(
      ["registration", "feed"],
      `delay and twice every add up to ${time(behindMs)}; ` +
        `expected at most ${FEED_PAST_DAYS} d, which is what the past holds`,
    );
};

/** Where no case of Registration makes them, changes of MDR are drawn: once at most for a meter and day. */
const checkDraws = (changesPerMeterDay: number, estate: Resolved["estate"], put: Put): void => {
  const shares = mdrSharesOf(estate);
  if (drawsFor(changesPerMeterDay, shares) <= 1) return;
  put(
    ["registration", "changesPerMeterDay"],
    `${changesPerMeterDay} /meter-day can't be drawn: a draw may give the MDR that is there already, and there is ` +
      `one a meter and day; expected at most ${Math.floor(1000 * changingShare(shares)) / 1000} with ` +
      `${estate.independentMdrs} MDRs`,
  );
};

const time = (ms: number): string => quantityText(ms, "duration");
