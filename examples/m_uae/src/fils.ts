// Amounts in whole fils, a hundredth of a dirham: no float is ever near money.

/** Of decimal text, which has at most two digits after the point; undefined where it is finer. */
export function filsOf(text: string): bigint | undefined {
  const [whole = "", fraction = ""] = text.split(".");
  const digits = fraction.replace(/0+$/, "");
  return digits.length > 2 ? undefined : BigInt(whole + digits.padEnd(2, "0"));
}

/** As decimal text. */
export function textOf(fils: bigint): string {
  const sign = fils < 0n ? "-" : "";
  const digits = (fils < 0n ? -fils : fils).toString().padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A part of an amount, rounded half away from zero. */
export function partOf(fils: bigint, numerator: bigint, denominator: bigint): bigint {
  const product = fils * numerator;
  const half = denominator / 2n;
  return product < 0n ? -((-product + half) / denominator) : (product + half) / denominator;
}

export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, one) => sum + one, 0n);
}
