/** The last days of the months before a day and the day itself, oldest first: "2026-03-31" and eleven before it. */
export function monthEnds(until: string, count: number): string[] {
  const [year = 0, month = 1] = until.split("-").map(Number);
  const ends = Array.from({ length: count - 1 }, (_, n) => new Date(Date.UTC(year, month - 1 - n, 0)).toISOString().slice(0, 10));
  return [...ends.reverse(), until];
}
