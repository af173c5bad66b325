/**
 * Widths of Atkinson Hyperlegible Next, in hundredths of the font size, for the characters from space to `~`,
 * measured in Chromium without kerning. With them text is fitted the same way in the page, in the painter and in
 * Node, before any font has been loaded, and without asking a canvas some thousand times.
 */
export type Weight = 400 | 600 | 700;

// biome-ignore format: three tables of 95 numbers each
const widths: Readonly<Record<Weight, readonly number[]>> = {
  400: [
    28, 29, 30, 65, 59, 92, 73, 16, 30, 30, 48, 61, 21, 36, 21, 39, 65, 41, 55, 58, 61, 59, 60, 51, 61, 59, 21, 21, 55, 63, 55, 48,
    78, 63, 61, 64, 67, 57, 55, 69, 69, 39, 51, 63, 54, 82, 69, 71, 59, 72, 61, 59, 56, 69, 59, 86, 62, 57, 61, 32, 39, 34, 55, 37,
    24, 52, 57, 48, 56, 54, 31, 56, 55, 25, 24, 49, 26, 84, 55, 55, 57, 57, 35, 47, 33, 54, 46, 68, 48, 45, 46, 34, 24, 34, 55,
  ],
  600: [
    30, 30, 36, 73, 60, 95, 73, 19, 32, 32, 48, 60, 25, 37, 25, 42, 66, 43, 57, 59, 62, 60, 62, 53, 62, 58, 25, 25, 56, 62, 56, 53,
    78, 66, 63, 65, 68, 59, 56, 71, 70, 41, 55, 65, 55, 85, 71, 74, 62, 75, 64, 60, 59, 69, 63, 88, 67, 63, 61, 33, 42, 34, 57, 39,
    27, 54, 59, 50, 59, 55, 35, 58, 56, 28, 25, 54, 30, 87, 56, 57, 59, 59, 37, 50, 36, 56, 51, 72, 52, 50, 49, 37, 25, 37, 54,
  ],
  700: [
    31, 30, 39, 76, 61, 97, 72, 21, 33, 33, 48, 59, 27, 37, 27, 44, 66, 44, 58, 60, 62, 61, 63, 54, 62, 57, 27, 27, 57, 61, 57, 55,
    78, 68, 64, 66, 69, 60, 57, 72, 70, 42, 56, 66, 55, 86, 72, 75, 63, 76, 65, 61, 61, 69, 64, 89, 68, 65, 62, 34, 44, 34, 58, 40,
    29, 55, 60, 51, 60, 56, 36, 59, 57, 30, 26, 55, 32, 88, 57, 58, 60, 60, 38, 51, 38, 57, 53, 74, 54, 52, 51, 38, 25, 38, 54,
  ],
};

const others: Readonly<Record<string, number>> = { '·': 29, '…': 76, '–': 50, '—': 83, '’': 27, '“': 47, '”': 47, '→': 62 };

/** Width of a line of text in canvas units. What the tables do not know is taken as wide rather than as narrow. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  const table = widths[weight];
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 32 && code < 127) sum += table[code - 32] ?? 60;
    else sum += others[character] ?? (code < 0x250 ? 60 : code < 0x1100 ? 64 : 100);
  }
  return (sum * size) / 100;
}

/** The text cut with an ellipsis so that it is not wider than `room`. */
export function clipped(text: string, room: number, size: number, weight: Weight = 400): string {
  if (textWidth(text, size, weight) <= room) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(`${characters.slice(0, middle).join('').trimEnd()}…`, size, weight) <= room) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? (textWidth('…', size, weight) <= room ? '…' : '') : `${characters.slice(0, low).join('').trimEnd()}…`;
}

/**
 * The text in at most `lines` lines. It is broken after spaces and after the signs that stand between the words of
 * a technical name (orders.placed-v2), and within a word only if that is too long for a line by itself.
 */
export function wrapped(text: string, room: number, lines: number, size: number, weight: Weight = 400): string[] {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  if (textWidth(trimmed, size, weight) <= room || lines <= 1) return [clipped(trimmed, room, size, weight)];
  const done: string[] = [];
  let rest = trimmed;
  while (rest !== '' && done.length < lines - 1) {
    const line = firstLine(rest, room, size, weight);
    done.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  if (rest !== '') done.push(clipped(rest, room, size, weight));
  return done;
}

function firstLine(text: string, room: number, size: number, weight: Weight): string {
  if (textWidth(text, size, weight) <= room) return text;
  const pieces = text.match(/[^\s.\-_/:]*[\s.\-_/:]+|[^\s.\-_/:]+$|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu) ?? [text];
  let line = '';
  for (const piece of pieces) {
    if (textWidth((line + piece).trimEnd(), size, weight) > room) break;
    line += piece;
  }
  if (line !== '') return line;
  const first = pieces[0] ?? text;
  const humps = first.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u);
  for (const hump of humps) {
    if (textWidth(line + hump, size, weight) > room) break;
    line += hump;
  }
  if (line !== '') return line;
  const characters = [...first];
  let count = 1;
  while (count < characters.length && textWidth(characters.slice(0, count + 1).join(''), size, weight) <= room) count++;
  return characters.slice(0, count).join('');
}
