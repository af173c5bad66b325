import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: naming', () => {
  it('1: “it does not say how its removal is told”; but hardly anything is said about what was imported', () => {
    const text = sketch`
      topic customers
      contract Customer 1.0.0 event {
        name string
      }
      crm -> customers (contracts Customer) -> shop
    `;
    for (const rule of ['name-form', 'state-event-incomplete', 'delta-on-compacted', 'tombstone-handling'])
      expect(severities(rule, text), rule).toEqual([]);
  });

  it('42: “a request is no event”; but HealthReportRequested is in the past tense', () => {
    expect(severities('name-form', 'contract HealthReportRequested 1.0.0 event (category domain)')).toEqual([]);
  });

  it('43: “events are in the past tense”; but states, documents and readings are things', () => {
    const text = sketch`
      contract TemperatureReading 1.0.0 event (category domain, lossTolerated yes)
      contract PaymentRequest 1.0.0 document
      contract Customer 1.0.0 event (category state)
      contract OrderRow 1.0.0 event (category cdc)
    `;
    expect(severities('name-form', text)).toEqual([]);
    expect(severities('name-form', text.replace(', lossTolerated yes', ''))).toEqual(['hint']);
  });

  it('44: “not in the past tense”; but for a suffix, a version or another language', () => {
    const text = sketch`
      contract OrderCreatedEvent 1.0.0 event (category domain)
      contract roundCreatedPayloadV1 1.0.0 event (category domain)
      contract order-created.v1 1.0.0 event (category domain)
      contract handlaggning.done 1.0.0 event (category domain)
      contract Bestelleingang 1.0.0 event (category domain)
    `;
    expect(severities('name-form', text)).toEqual([]);
  });

  it('45: “updated says nothing”; but it is right for a transfer of state', () => {
    const text = 'contract CustomerUpdated 1.0.0 event (category state, entity customer)';
    expect(severities('name-form', text)).toEqual([]);
    expect(severities('name-form', text.replace('category state', 'category domain'))).toEqual(['hint']);
  });

  it('46: “one type a topic”; but several types of one aggregate are right, unless the topic is compacted', () => {
    const text = sketch`
      topic orders (cleanup delete)
      contract OrderState 1.0.0 event (category state, entity order)
      contract OrderAddress 1.0.0 event (category state, entity order)
      shop -> orders (contracts [OrderState, OrderAddress], key orderId) -> billing
    `;
    expect(severities('delta-on-compacted', text)).toEqual([]);
    expect(severities('delta-on-compacted', text.replace('cleanup delete', 'cleanup compact'))).toEqual(['error']);
  });

  it('54: “the old value stays for ever”; but where old messages are removed as well, it goes one day', () => {
    const text = sketch`
      topic customers (cleanup compact)
      contract CustomerChanged 1.0.0 event (category state, deleteAs event)
      crm -> customers (contracts CustomerChanged, key customerId) -> shop
    `;
    expect(severities('tombstone-handling', text)).toEqual(['warning']);
    expect(severities('tombstone-handling', text.replace('cleanup compact', 'cleanup compact+delete'))).toEqual(['hint']);
  });
});
