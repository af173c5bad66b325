/**
 * Keys that put rows in an order and leave room between any two, so that two people can add rows at once. The
 * keys are those of the `fractional-indexing` scheme (after D. Greenspan, "Implementing fractional indexing",
 * 2020), over 0-9A-Za-z: a first letter that says how long the whole part is, the whole part, then a fraction that
 * does not end in 0.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const first = 'a0';

/** Keys for a new list of rows. */
export function rowOrders(count: number): string[] {
  const orders: string[] = [];
  let order = first;
  for (let i = 0; i < count; i++) {
    orders.push(order);
    order = following(order) as string;
  }
  return orders;
}

/**
 * A key between two (undefined: before all, behind all). Undefined where there is no room: the two are equal or
 * in the wrong order, or one was not made by this scheme. All rows need new keys then.
 */
export function orderBetween(low: string | undefined, high: string | undefined): string | undefined {
  const from = low === undefined ? undefined : parts(low);
  const to = high === undefined ? undefined : parts(high);
  if ((low !== undefined && !from) || (high !== undefined && !to)) return undefined;
  if (low !== undefined && high !== undefined && low >= high) return undefined;
  if (!from) {
    if (!to) return first;
    return to.fraction !== '' ? to.whole : preceding(to.whole);
  }
  if (!to) return following(from.whole);
  if (from.whole === to.whole) return from.whole + fractionBetween(from.fraction, to.fraction);
  const next = following(from.whole);
  if (next !== undefined && next < (high as string)) return next;
  return from.whole + fractionBetween(from.fraction, undefined);
}

function parts(key: string): { whole: string; fraction: string } | undefined {
  const length = wholeLength(key.charAt(0));
  if (length === undefined || key.length < length || /[^0-9A-Za-z]/.test(key) || (key.length > length && key.endsWith('0')))
    return undefined;
  return { whole: key.slice(0, length), fraction: key.slice(length) };
}

/** How long the whole part is: `a` is followed by one digit, `b` by two, `Z` by one, `Y` by two. */
function wholeLength(letter: string): number | undefined {
  if (letter >= 'a' && letter <= 'z') return letter.charCodeAt(0) - 95;
  if (letter >= 'A' && letter <= 'Z') return 92 - letter.charCodeAt(0);
  return undefined;
}

function following(whole: string): string | undefined {
  return stepped(whole, 1);
}

function preceding(whole: string): string | undefined {
  return stepped(whole, -1);
}

function stepped(whole: string, step: 1 | -1): string | undefined {
  const [end, start] = step === 1 ? ['z', '0'] : ['0', 'z'];
  const figures = [...whole.slice(1)];
  for (let i = figures.length - 1; i >= 0; i--) {
    if (figures[i] !== end) {
      figures[i] = digits[digits.indexOf(figures[i] as string) + step] as string;
      return whole.charAt(0) + figures.join('');
    }
    figures[i] = start as string;
  }
  const letter = whole.charAt(0);
  if (letter === (step === 1 ? 'Z' : 'a')) return step === 1 ? 'a0' : 'Zz';
  const next = String.fromCharCode(letter.charCodeAt(0) + step);
  const length = wholeLength(next);
  return length === undefined ? undefined : next + (start as string).repeat(length - 1);
}

/** The middle of two fractions; undefined is one whole. `low` is smaller than `high`. */
function fractionBetween(low: string, high: string | undefined): string {
  let shared = '';
  for (let i = 0; ; i++) {
    const a = digits.indexOf(low.charAt(i) || '0');
    const b = high === undefined ? digits.length : digits.indexOf(high.charAt(i) || '0');
    if (a === b) {
      shared += digits[a];
      continue;
    }
    if (b - a > 1) return shared + digits[(a + b) >> 1];
    // Neighbouring digits: keep the lower one, and go half way from what follows it to the next digit.
    return shared + digits[a] + fractionBetween(low.slice(i + 1), undefined);
  }
}
