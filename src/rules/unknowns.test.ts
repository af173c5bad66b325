import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { designOf } from './designs.testkit.ts';
import type { Severity } from './severity.ts';
import { sketch } from './sketch.ts';

/** Designs with one property that nobody has stated: it might excuse what is drawn, so what is found is no error. */
interface Unstated {
  readonly rule: string;
  readonly property: string;
  readonly sketch: string;
  readonly finds: readonly Severity[];
  /** The same with the answer that makes it an error. */
  readonly answer: readonly [from: string, to: string];
}

const cases: readonly Unstated[] = [
  {
    rule: 'order-lost-by-concurrency',
    property: 'partitions',
    sketch: sketch`
      broker main kafka
      service audit (instances 2)
      topic orders on main
      shop -> orders -> audit (orderingNeed global, concurrency sequential)
    `,
    finds: ['warning'],
    answer: ['on main', 'on main (partitions 6)'],
  },
  {
    rule: 'delta-on-compacted',
    property: 'key',
    sketch: sketch`
      topic customers (cleanup compact)
      contract CustomerProfile 1.0.0 event (category state, entity customer)
      contract CustomerConsent 1.0.0 event (category state, entity customer)
      crm -> customers (contracts [CustomerProfile, CustomerConsent]) -> shop
    `,
    finds: ['warning'],
    answer: ['CustomerConsent])', 'CustomerConsent], key customerId)'],
  },
  {
    rule: 'join-not-copartitioned',
    property: 'key',
    sketch: sketch`
      topic orders (partitions 6)
      topic customers (partitions 4, cleanup compact)
      processor greet join (joinType streamTable, joinKey customerId, joinKind left, autoRepartition yes)
      shop -> orders -> greet
      crm -> customers (key customerId) -> greet
    `,
    finds: ['warning'],
    answer: ['orders -> greet', 'orders (key customerId) -> greet'],
  },
  {
    rule: 'consumer-cannot-keep-up',
    property: 'type',
    sketch: sketch`
      broker rabbit rabbitmq
      channel orders on rabbit
      contract OrderPlaced 1.0.0 event (rate 150/s)
      shop -> orders (contracts OrderPlaced) -> billing (capacity 100/s)
      orders -> billing-2 (capacity 1000/s)
    `,
    finds: ['warning'],
    answer: ['channel orders', 'pubsub orders'],
  },
  {
    rule: 'sourced-log-expires',
    property: 'retention',
    sketch: sketch`
      topic account-events
      topic account-news (retention 1d)
      contract MoneyDeposited 1.0.0 event (category sourced)
      accounts -> account-events (contracts MoneyDeposited)
      accounts -> account-news (contracts MoneyDeposited)
    `,
    finds: ['warning', 'warning'],
    answer: ['topic account-events', 'topic account-events (retention 7d)'],
  },
  {
    rule: 'breaking-change',
    property: 'format',
    sketch: sketch`
      contract OrderPlaced 1.0.0 event (compat BACKWARD, format avro) {
        """
        {"type":"record","name":"OrderPlaced","fields":[{"name":"total","type":"long"}]}
        """
        total long
      }
      contract OrderPlaced 1.1.0 {
        """
        {"type":"record","name":"OrderPlaced","fields":[{"name":"sum","type":"long","aliases":["total"]}]}
        """
        sum long
      }
    `,
    finds: ['warning'],
    answer: ['1.1.0 {', '1.1.0 (format jsonschema) {'],
  },
];

describe('what rests on a property that nobody has stated', () => {
  for (const { rule, property, sketch: text, finds, answer } of cases) {
    const found = (of: string) => check(designOf(of), { rules: [rule] }).findings;

    it(`[M2] ${rule}: lowers what ${property} might excuse, and says what it assumes`, () => {
      const findings = found(text);
      expect(findings.map(({ severity }) => severity)).toEqual(finds);
      for (const { assumes } of findings) expect(assumes.map((each) => each.property)).toContain(property);
    });

    it(`${rule}: is an error once ${property} is no excuse`, () => {
      expect(text).toContain(answer[0]);
      expect(found(text.replace(...answer)).map(({ severity }) => severity)).toContain('error');
    });
  }
});
