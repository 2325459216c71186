import type { TracedIdentity } from "../experiment/meter-trace.ts";

/** What a meter is, and whose. */
export const traitsOf = (meter: TracedIdentity): readonly string[] => {
  const { isSmets1, behind, gspGroup, supplier, retriever, hasGas, isPrepay, exportMpan } = meter;
  return [
    `${isSmets1 ? "SMETS1" : "SMETS2"} behind ${behind}`,
    `GSP Group ${gspGroup}`,
    supplier,
    retriever === supplier ? "which retrieves its data itself" : `data retrieved by ${retriever}`,
    ...(hasGas ? ["gas on the same hub"] : []),
    ...(isPrepay ? ["prepayment"] : []),
    ...(exportMpan === undefined ? [] : [`export ${exportMpan}`]),
  ];
};
