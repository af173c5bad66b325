import { expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';

/** Number of the trap, what a careless form of the rule would say, and why that is wrong. */
type Trap = readonly [name: string, rule: string, sketch: string, finds: readonly Severity[]];

const traps: readonly Trap[] = [
  [
    '1: “it is not protected: an error”; but nobody has said',
    'pii-in-long-log',
    sketch`
      service crm
      topic customers (retention forever)
      contract CustomerRegistered 1.0.0 event { name string pii personal }
      crm -> customers (contracts CustomerRegistered)
    `,
    ['warning'],
  ],
  [
    '1: “it stays for long”; but nobody has said how long',
    'pii-in-long-log',
    sketch`
      service crm
      topic customers
      contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii personal }
      crm -> customers (contracts CustomerRegistered)
    `,
    [],
  ],
  [
    '1: “these channels are open”; but nobody has said so, and nothing is at stake',
    'channel-unprotected',
    sketch`
      context Shop { shop }
      context Finance { billing }
      service shop
      service billing
      topic orders
      topic invoices
      contract OrderPlaced 1.0.0 event { orderId string }
      shop -> orders (contracts OrderPlaced) -> billing -> invoices -> shop
    `,
    [],
  ],
  [
    '1: “the consumer gets more than it needs”; but nobody has said what it needs',
    'pii-beyond-need',
    sketch`
      context Shop { shop }
      context Insight { analytics }
      service shop
      service analytics
      topic orders
      contract OrderPlaced 1.0.0 event { email string pii personal }
      shop -> orders (contracts OrderPlaced) -> analytics
    `,
    [],
  ],
  [
    '54: “a compacted topic keeps people for ever”; but tombstones remove them',
    'pii-in-long-log',
    sketch`
      broker main kafka
      service crm
      topic customers on main (cleanup compact, retention forever, tombstoneRetention 24h)
      contract CustomerChanged 1.0.0 event (category state, piiProtection none, deleteAs tombstone) { name string pii personal }
      crm -> customers (contracts CustomerChanged)
    `,
    [],
  ],
  [
    '59: “ids of customers are personal data”; in law they are, but only what is marked is meant here',
    'pii-in-key',
    sketch`
      service crm
      topic customers (retention forever)
      contract CustomerRegistered 1.0.0 event (piiProtection none) { customerId string unique perEntity }
      crm -> customers (contracts CustomerRegistered, key customerId)
    `,
    [],
  ],
  [
    '59: “the disks are encrypted, so it is protected”; but their key is not one person’s, and nobody can be erased',
    'pii-in-long-log',
    sketch`
      service crm
      topic customers (retention forever, atRest yes, tls yes, access perClient)
      contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii personal }
      crm -> customers (contracts CustomerRegistered)
    `,
    ['error'],
  ],
  [
    '59: “personal data may not stand in a topic”; but a week is usually accepted',
    'pii-in-long-log',
    sketch`
      broker main kafka
      service crm
      topic customers on main
      topic addresses on main (retention 3d)
      contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii special }
      crm -> customers (contracts CustomerRegistered)
      crm -> addresses (contracts CustomerRegistered)
    `,
    [],
  ],
  [
    '59: “anything longer is an error”; but up to thirty days many guidelines allow it',
    'pii-in-long-log',
    sketch`
      service crm
      topic customers (retention 30d)
      contract CustomerRegistered 1.0.0 event (piiProtection none) { name string pii personal }
      crm -> customers (contracts CustomerRegistered)
    `,
    ['warning'],
  ],
];

it.each(traps)('%s (%s)', (_, rule, text, finds) => {
  const { findings } = check(designOf(text), { rules: [rule] });
  const found = findings.map(({ severity, what }) => `${severity}: ${what}`);
  expect(
    findings.map(({ severity }) => severity),
    found.join('\n'),
  ).toEqual(finds);
});
