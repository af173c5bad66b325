import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: structure', () => {
  it('1: “nothing is said, so everything is undetermined”; but what decides nothing is not asked', () => {
    const text = sketch`
      service web
      service billing
      topic orders
      web -> orders -> billing
    `;
    const { findings } = check(designOf(text), { rules: ['guarantee-undetermined', 'consumer-not-idempotent'] });
    expect(findings).toEqual([]);
  });

  it('3: “nothing reaches the customer”; but somebody is still drawing it', () => {
    const design = designOf('external customer person (outcome yes)\nservice orders');
    const rules = ['outcome-unreachable'];
    const customer = idOf(design, 'customer');
    expect(check(design, { rules, recentlyTouched: new Set([customer]) }).findings).toEqual([]);
    expect(check(design, { rules }).findings.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('4: “the event never comes”; but its producer stands on another board', () => {
    const text = sketch`
      topic orders
      service mailer
      external customer person (outcome yes)
      contract OrderPlaced 1.0.0 event
      contract OrderPaid 1.0.0 event (audience company)
      web -> orders (contracts OrderPlaced) -> billing (contracts OrderPaid)
      payments -> mailer (contracts OrderPaid)
      mailer -> customer
    `.replace('topic orders', 'topic orders\ntopic payments (contracts OrderPaid)');
    expect(severities('consumed-contract-never-produced', text)).toEqual([]);
    expect(severities('outcome-unreachable', text)).toEqual([]);
    const here = text.replace(' (audience company)', '');
    expect(severities('consumed-contract-never-produced', here)).toEqual(['error']);
    expect(severities('outcome-unreachable', here)).toEqual(['warning']);
  });
});
