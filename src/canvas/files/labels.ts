import { count } from '#base/text.ts';

export const words = {
  tooLarge: (name: string) => `“${name}” is larger than 10 MiB, and no design is.`,
  empty: (name: string) => `“${name}” is empty.`,
  noText: (name: string) => `“${name}” is not a text file. Designs are .millrace.json or .sketch files.`,
  unreadable: (name: string) => `“${name}” can’t be read as a design.`,
  refused: (name: string, place: string) => `“${name}” was not opened${place === '' ? ':' : `, ${place}:`}`,
  line: (line: number, column: number | undefined) => `line ${line}${column === undefined ? '' : `, column ${column}`}`,
  andMore: (n: number) => `(And ${count(n, 'more fault')}.)`,
};
