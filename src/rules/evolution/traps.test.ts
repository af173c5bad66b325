import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: evolution', () => {
  const added = (format: string, mode: string, open = '?') =>
    sketch`
      contract OrderPlaced 1.0.0 event (compat MODE, format FORMAT, openContent OPEN) { orderId string }
      contract OrderPlaced 1.1.0 (format FORMAT) { orderId string, note string optional }
    `
      .replace('MODE', mode)
      .replace('OPEN', open)
      .replaceAll('FORMAT', format);

  it('50: “adding an optional field is allowed everywhere”; but in open JSON strict registries refuse it, and closed readers fail on it', () => {
    expect(severities('breaking-change', added('avro', 'FULL'))).toEqual([]);
    expect(severities('breaking-change', added('protobuf', 'FULL'))).toEqual([]);
    expect(severities('breaking-change', added('jsonschema', 'BACKWARD', 'yes'))).toEqual(['warning']);
    expect(severities('breaking-change', added('jsonschema', 'FORWARD', 'yes'))).toEqual([]);
    expect(severities('breaking-change', added('jsonschema', 'BACKWARD', 'no'))).toEqual([]);
    expect(severities('breaking-change', added('jsonschema', 'FORWARD', 'no'))).toEqual(['error']);
  });

  it('50: “a closed schema breaks at every new field”; but readers that move first know it before it is sent', () => {
    const text = sketch`
      context Sales { orders-api }
      context Finance { billing }
      contract OrderPlaced 1.0.0 event (compat BACKWARD, format jsonschema, openContent no) { orderId string }
      orders-api -> orders (contracts OrderPlaced) -> billing
    `;
    expect(severities('strict-reader', text)).toEqual([]);
    expect(severities('strict-reader', text.replace('BACKWARD', 'FORWARD'))).toEqual(['warning']);
  });

  it('51: “a field that is an enumeration now holds the same text”; whether its values fit is for the comparison of the texts', () => {
    const text = sketch`
      contract OrderPlaced 1.0.0 event (compat FULL) { status string }
      contract OrderPlaced 1.1.0 { status enum }
    `;
    expect(severities('breaking-change', text)).toEqual([]);
    // A narrower number is seen.
    const narrower = text.replace('status string', 'status double').replace('status enum', 'status int');
    expect(severities('breaking-change', narrower)).toEqual(['error']);
  });

  it('52: “nothing is checked”; but the topic is private, or each version is a type with its own name', () => {
    const text = sketch`
      context Sales { web billing }
      contract StepDone 1.0.0 event (compat NONE) { step string }
      contract StepDone 1.1.0 { step bool }
      contract order-placed.v1 1.0.0 event (compat NONE) { orderId string }
      contract order-placed.v2 1.0.0 event (compat NONE) { orderNumber long }
      web -> work (contracts [StepDone, order-placed.v1, order-placed.v2]) -> billing
    `;
    expect(severities('breaking-change', text)).toEqual([]);
    expect(severities('breaking-change', text.replace(' billing }', ' }'))).toEqual(['error']);
  });

  it('1: “no mode, so it is broken”; but nobody has said, and readers can still read it', () => {
    const text = sketch`
      contract OrderPlaced 1.0.0 event { orderId string, total long }
      contract OrderPlaced 1.1.0 { orderId string }
      web -> orders (contracts OrderPlaced) -> billing
    `;
    for (const rule of ['breaking-change', 'strict-reader', 'major-version-switch-unsafe', 'stored-events-without-upcaster'])
      expect(severities(rule, text), rule).toEqual([]);
  });

  it('4: “nobody publishes the old version”; but its producer stands on another board', () => {
    const text = sketch`
      topic orders (contracts OrderPlaced@1.0.0)
      contract OrderPlaced 1.0.0 event (audience partner) { orderId string }
      contract OrderPlaced 2.0.0 { orderNumber long }
      orders -> billing (contracts OrderPlaced@1.0.0)
    `;
    expect(severities('major-version-switch-unsafe', text)).toEqual([]);
    expect(severities('major-version-switch-unsafe', text.replace('(audience partner) ', ''))).toEqual(['error']);
  });

  it('46: “two versions on one topic”; that is right for events of one thing, and wrong only where compaction keeps one of them', () => {
    const text = sketch`
      topic orders (cleanup delete)
      contract OrderPlaced 1.0.0 event (category domain) { orderId string }
      contract OrderPlaced 2.0.0 { orderNumber long }
      web -> orders (contracts [OrderPlaced@1.0.0, OrderPlaced@2.0.0], key orderId)
      orders -> billing (contracts OrderPlaced@1.0.0)
    `;
    expect(severities('major-version-switch-unsafe', text)).toEqual([]);
    expect(severities('major-version-switch-unsafe', text.replace('cleanup delete', 'cleanup compact'))).toEqual(['error']);
  });
});
