const units = [
  ['d', 'day', 86_400_000],
  ['h', 'hour', 3_600_000],
  ['min', 'minute', 60_000],
  ['s', 'second', 1_000],
  ['ms', 'millisecond', 1],
] as const;

/** A duration as people say it: `7d` is 7 days. Words (`forever`) stay as they are. */
export function spoken(written: string): string {
  const found = /^([0-9.]+)(ms|s|min|h|d)$/.exec(written);
  const unit = found && units.find(([short]) => short === found[2]);
  if (!found || !unit) return written;
  const n = Number(found[1]);
  return `${n} ${unit[1]}${n === 1 ? '' : 's'}`;
}

/** The number of a version, where it has one. */
export function spokenVersion(version: string): string {
  return version === '' ? 'the version without a number' : version;
}

/** A duration in the largest unit of which there are at least two, rounded up: 61 hours are `3d`. */
export function roundedUp(ms: number): string {
  return inUnits(ms, Math.ceil);
}

/** The same, rounded down: 61 hours are `2d`. */
export function roundedDown(ms: number): string {
  return inUnits(ms, Math.floor);
}

function inUnits(ms: number, round: (amount: number) => number): string {
  const [short, , size] = units.find(([, , each]) => ms >= 2 * each) ?? units[4];
  return `${round(ms / size)}${short}`;
}
