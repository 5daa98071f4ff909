const DIGITS = /^[0-9]+$/;
const CAPITALS_AND_DIGITS = /^[0-9A-Z]+$/;

// The multiplication table of the dihedral group D5 and the permutation of Verhoeff's scheme.
const D5 = [
  "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
  "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
].map((row) => [...row].map(Number));
const TURNS = [
  "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
].map((row) => [...row].map(Number));

const kinds: Record<string, { text: RegExp; proves: (text: string) => boolean }> = {
  LUHN: { text: DIGITS, proves: (text) => isLuhn(text, 10) },
  LUHN_MOD_36: { text: CAPITALS_AND_DIGITS, proves: (text) => isLuhn(text, 36) },
  VERHOEFF: { text: DIGITS, proves: isVerhoeff },
  ISO_7064_MOD_97_10: { text: CAPITALS_AND_DIGITS, proves: isMod97 },
  ISO_7064_MOD_11_10: { text: DIGITS, proves: isMod11Over10 },
};

/**
 * Whether a text's last characters prove the rest, by one of metadata's kinds of checksum. Kinds that are not known here
 * are left to the server.
 */
export function provesItself(text: string, kind: string): boolean {
  const known = kinds[kind];
  return !known || (known.text.test(text) && known.proves(text));
}

// ISO/IEC 7812-1, in any alphabet.
function isLuhn(text: string, base: number): boolean {
  const sum = valuesOf(text).reverse().reduce((total, value, place) => {
    const weighed = place % 2 ? value * 2 : value;
    return total + Math.floor(weighed / base) + (weighed % base);
  }, 0);
  return sum % base === 0;
}

function isVerhoeff(text: string): boolean {
  const at = (table: number[][], row: number, column: number) => table[row]?.[column] ?? 0;
  return valuesOf(text).reverse().reduce((check, digit, place) => at(D5, check, at(TURNS, place % 8, digit)), 0) === 0;
}

// ISO 7064, pure system: letters count 10 to 35.
function isMod97(text: string): boolean {
  const digits = valuesOf(text).join("");
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

// ISO 7064, hybrid system.
function isMod11Over10(text: string): boolean {
  return valuesOf(text).reduce((check, digit) => ((((check || 10) * 2) % 11) + digit) % 10, 5) === 1;
}

function valuesOf(text: string): number[] {
  return [...text].map((character) => Number.parseInt(character, 36));
}
