const DECIMAL = /^-?[0-9]+([.][0-9]+)?$/;
const MOST_DIGITS = 20;

/**
 * Decimal text with its digits grouped as the locale does ("en-IN": 12,34,567.80), at least `digits` after the point.
 * Text that is no decimal stays as it is.
 */
export function formatDecimal(value: string, locale: string, digits = 0): string {
  if (!DECIMAL.test(value)) return value;
  const format = formatOf(locale, digits);
  return format.format(value as unknown as number); // a string is formatted exactly, which TypeScript's types don't say
}

/** What somebody typed as decimal text: without grouping, spaces and a leading plus. Whatever is no number stays. */
export function parseDecimal(typed: string): string {
  const plain = typed.replace(/[\s,_\u00a0\u202f']/g, "").replace(/^\+/, "").replace(/\u2212/g, "-");
  return /^-?[.][0-9]+$/.test(plain) ? plain.replace(".", "0.") : plain;
}

/** -1, 0 or 1: exact, whatever the number of digits. */
export function compareDecimals(left: string, right: string): number {
  const digits = Math.max(fraction(left).length, fraction(right).length);
  const [a, b] = [scaled(left, digits), scaled(right, digits)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The exact sum of decimal texts. */
export function sumDecimals(values: string[]): string {
  const digits = Math.max(0, ...values.map((one) => fraction(one).length));
  const sum = values.reduce((total, one) => total + scaled(one, digits), 0n);
  return unscaled(sum, digits);
}

/** Whether it is decimal text at all. */
export function isDecimal(value: string): boolean {
  return DECIMAL.test(value);
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale}/${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: MOST_DIGITS });
    formats.set(key, format);
  }
  return format;
}

function fraction(value: string): string {
  return value.split(".")[1] ?? "";
}

function scaled(value: string, digits: number): bigint {
  if (!DECIMAL.test(value)) return 0n;
  return BigInt(value.split(".")[0] + fraction(value).padEnd(digits, "0"));
}

function unscaled(value: bigint, digits: number): string {
  const sign = value < 0n ? "-" : "";
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  return digits ? `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` : sign + text;
}
