import { expect, it } from 'vitest';
import { trapCatalogue } from './traps.testkit.ts';

/** Sources of the tests of traps, by path. */
const sources = import.meta.glob<string>('./**/traps.test.ts', { query: '?raw', import: 'default', eager: true });

/** Numbers that the tests of a file name: `17: …` and `12 and 19: …` begin a name, `number: 17` makes one. */
function numbersIn(source: string): readonly number[] {
  const names = [...source.matchAll(/['"`]([0-9]+(?: and [0-9]+)*): /g)].flatMap(([, numbers = '']) => numbers.split(' and '));
  const fields = [...source.matchAll(/\bnumber: ([0-9]+),/g)].map(([, number = '']) => number);
  return [...names, ...fields].map(Number);
}

it('each trap of the catalogue is laid by a test, and no test names one that there is not', () => {
  const laid = new Set(Object.values(sources).flatMap(numbersIn));
  const missing = trapCatalogue.filter((_, i) => !laid.has(i + 1));
  expect(missing).toEqual([]);
  expect([...laid].filter((number) => trapCatalogue[number - 1] === undefined)).toEqual([]);
  expect(trapCatalogue.length).toBe(60);
});
