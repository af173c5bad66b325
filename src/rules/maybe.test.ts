import { describe, expect, it } from 'vitest';
import { all, any, conclude, fails, holds, is, likely, not, said, supposing, unsaid } from './maybe.ts';

const ask = (property: string) => unsaid({ id: 'e', property });

describe('three-valued statements', () => {
  it('[M1] hold, fail, or wait for an answer', () => {
    const record = { id: 'e', props: { ack: '?', retry: 'none' } };
    expect(is(record, 'retry', 'none').holds).toBe(true);
    expect(is(record, 'retry', 'blocking').holds).toBe(false);
    expect(is(record, 'ack', 'auto')).toEqual(ask('ack'));
    expect(not(holds)).toEqual(fails);
    expect(not(ask('ack'))).toEqual(ask('ack'));
  });

  it('[M1] combine as Kleene has it', () => {
    const values = [true, false, undefined] as const;
    const of = (value: boolean | undefined) => (value === undefined ? ask('x') : said(value));
    for (const a of values) {
      for (const b of values) {
        const both = a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
        const either = a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
        expect(all(of(a), of(b)).holds).toBe(both);
        expect(any(of(a), of(b)).holds).toBe(either);
      }
    }
  });

  it('[M2] lower the severity by a step for each unknown that is taken to be so, and never below a hint', () => {
    const one = all(holds, supposing(ask('a')));
    expect([...conclude('error', one, (found) => found)]).toEqual([
      { severity: 'warning', assumes: [{ id: 'e', property: 'a' }] },
    ]);
    const three = all(supposing(ask('a')), supposing(ask('b')), supposing(ask('c')));
    expect([...conclude('error', three, (found) => found)]).toMatchObject([{ severity: 'hint', assumes: [{}, {}, {}] }]);
    expect([...conclude('error', likely, (found) => found)]).toEqual([{ severity: 'warning', assumes: [] }]);
    expect(supposing(fails)).toBe(fails);
  });

  it('[M2] prefer what assumes least', () => {
    expect(any(supposing(ask('a')), holds)).toBe(holds);
    expect(any(all(supposing(ask('a')), supposing(ask('b'))), supposing(ask('c'))).assumes).toEqual([{ id: 'e', property: 'c' }]);
  });

  it('[Q1] ask for the first answer that a conclusion waits for, and for all that could bring one about', () => {
    expect([...conclude('error', all(holds, ask('a'), ask('b')), (found) => found)]).toEqual([
      { open: [{ id: 'e', property: 'a' }] },
    ]);
    expect([...conclude('error', any(fails, ask('a'), ask('b')), (found) => found)]).toEqual([
      {
        open: [
          { id: 'e', property: 'a' },
          { id: 'e', property: 'b' },
        ],
      },
    ]);
    expect([...conclude('error', all(ask('a'), fails), (found) => found)]).toEqual([]);
    expect([...conclude('error', unsaid(), (found) => found)]).toEqual([]);
  });
});
