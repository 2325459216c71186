/** A share in per cent: 99.9 %, 100 % only when it is all. */
export const percent = (share: number | undefined, digits = 1): string => {
  if (share === undefined || Number.isNaN(share)) return "–";
  const text = (100 * share).toFixed(digits);
  if (Number(text) < 100) return `${text} %`;
  return share < 1 ? `${(100 - 10 ** -digits).toFixed(digits)} %` : `${Number(text)} %`;
};
