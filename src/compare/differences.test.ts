import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDesign } from '#model/arbitraries.testkit.ts';
import { edgeKinds, elementKinds } from '#model/kinds/index.ts';
import type { Property } from '#model/property.ts';
import { align } from './align.ts';
import { largeSketch, reborn, sketch } from './compare.testkit.ts';
import { differences } from './differences.ts';
import { phraseFor } from './phrases.ts';
import { summary } from './summary.ts';

const sentences = (...texts: readonly string[]) => {
  const designs = texts.map(sketch);
  return differences(designs, align(designs)).map(({ sentence }) => sentence);
};

const said = (...texts: readonly string[]) => sentences(...texts)[0];

describe('phrases', () => {
  it('know a word for each value of the properties that they word', () => {
    for (const { kind, properties } of [...Object.values(elementKinds), ...Object.values(edgeKinds)]) {
      for (const [name, property] of Object.entries(properties as Readonly<Record<string, Property>>)) {
        const phrase = phraseFor(kind, name);
        if (!phrase || phrase.otherwise) continue;
        const words = { ...phrase.values, ...phrase.apart };
        for (const { value } of property.options ?? []) expect(words, `${kind}.${name}`).toHaveProperty([value]);
      }
    }
  });
});

describe('differences', () => {
  it('[D1] finds none between a design and itself', () => {
    fc.assert(
      fc.property(arbitraryDesign({ maxElements: 10 }), (design) => {
        expect(differences([design, design], align([design, design])).map(({ sentence }) => sentence)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('[D1] finds none after all ids and the order of records have changed', () => {
    const design = sketch(largeSketch(45, 1));
    const other = reborn(design, (id) => `q${[...id].reverse().join('')}`.slice(0, 40));
    expect(differences([design, other], align([design, other]))).toEqual([]);
  });

  it('[D2] names designs with equal answers together', () => {
    const keyed = (key: string) => `service shop\ntopic orders\nshop -> orders (key ${key})`;
    expect(said(keyed('orderId'), keyed('customerId'), keyed('orderId'))).toBe(
      'B keys “orders” by customerId; A and C by orderId.',
    );
    const typed = (word: string) => `${word} orders`;
    expect(said(typed('topic'), typed('topic'), typed('queue'))).toBe('C decides “orders” is a queue; A and B a topic.');
  });

  it('[D2] says which key where several publish to one channel', () => {
    const keyed = (key: string) =>
      `service shop\nservice depot\ntopic orders\nshop -> orders (key ${key})\ndepot -> orders (key orderId)`;
    expect(said(keyed('orderId'), keyed('none'))).toBe(
      'A keys what “shop” publishes to “orders” by orderId; B publishes without a key.',
    );
    expect(said(keyed('none'), keyed('orderId'))).toBe(
      'A publishes what “shop” sends to “orders” without a key; B keys it by orderId.',
    );
  });

  it('[D2] says in plain words what is left without a key, and what becomes of what keeps failing', () => {
    const keyed = (key: string) => `service shop\ntopic orders\nshop -> orders (key ${key})`;
    expect(said(keyed('none'), keyed('customerId'))).toBe('A publishes to “orders” without a key; B keys it by customerId.');
    expect(said(keyed('orderId'), keyed('none'), keyed('none'))).toBe(
      'A keys “orders” by orderId; B and C publish without a key.',
    );
    const ends = (word: string) => `topic orders\nservice billing\norders -> billing (onExhausted ${word})`;
    expect(said(ends('dlq'), ends('stop'))).toBe(
      'A lets “billing” put messages into a dead-letter queue when retries of “orders” run out; B lets it stop.',
    );
  });

  it('[D3] never takes ? for an answer', () => {
    const read = (properties: string) => `topic orders\nservice billing\norders -> billing ${properties}`;
    expect(said(read(''), read('(idempotency none)'))).toBe(
      'B lets “billing” read “orders” without idempotency (not said in A).',
    );
    expect(sentences(read(''), read(''))).toEqual([]);
  });

  it('[D4] says once what is missing', () => {
    const both =
      'service shop\nservice billing\ntopic orders\nshop -> orders -> billing\nqueue orders-dlq (role dlq)\nbilling -x orders-dlq';
    expect(sentences(both, 'service shop\nservice billing\ntopic orders\nshop -> orders -> billing')).toEqual([
      'Only A has a dead-letter queue for “orders”.',
    ]);
    expect(sentences('service a\ntopic orders', 'service a\ntopic orders\na -> orders')).toEqual([
      'Only B lets “a” publish to “orders”.',
    ]);
    expect(said('service a', 'service a', 'service a\nservice b')).toBe('Only C has the service “b”.');
    expect(said('service a\nservice b', 'service a\nservice b', 'service a')).toBe('A and B have the service “b”; C does not.');
  });

  it('[D4] tells a call that messages replace as one difference', () => {
    const a = 'service shop\nservice billing\nshop -> billing';
    const b = 'service shop\nservice billing\ntopic orders\nshop -> orders -> billing';
    expect(sentences(a, b)).toEqual([
      'Only B has the topic “orders”.',
      'A lets “shop” call “billing”; B sends it messages through “orders”.',
    ]);
  });

  it('[D4] tells an edge that leads elsewhere as one difference', () => {
    const all = 'service shop\nservice stock\nservice billing\ntopic orders\ntopic invoices\nstore ledger\n';
    const read = (topic: string) => `${all}${topic} -> stock`;
    expect(sentences(read('orders'), read('invoices'))).toEqual(['A lets “stock” read “orders”; B lets it read “invoices”.']);
    expect(sentences(read('orders'), read('invoices'), read('invoices'))).toEqual([
      'A lets “stock” read “orders”; B and C let it read “invoices”.',
    ]);
    const written = (by: string) => `${all}${by} -> ledger`;
    expect(sentences(written('billing'), written('stock'))).toEqual([
      'A lets “billing” write to “ledger”; B lets “stock” do so.',
    ]);
    // Where one of the designs has both, nothing has moved.
    expect(sentences(read('orders'), `${read('invoices')}\norders -> stock`)).toEqual(['Only B lets “stock” read “invoices”.']);
  });

  it('[D4] does not tell by every reference what a design lacks', () => {
    const all = 'service shop\nservice billing\ntopic orders\nshop -> orders -> billing\n';
    expect(sentences(`${all}context Sales { shop orders }`, all)).toEqual(['Only A has the context “Sales”.']);
    const apart = `${all}context Sales { shop orders }\ncontext Finance { billing }`;
    expect(sentences(apart, `${all}context Everything { shop orders billing }`)).toEqual([
      'Only B has the context “Everything”.',
      'Only A has the context “Finance”.',
      'Only A has the context “Sales”.',
    ]);
    expect(sentences(apart, apart.replace('shop orders', 'shop').replace('billing }', 'billing orders }'))).toEqual([
      'A puts “orders” in “Sales”; B in “Finance”.',
    ]);
  });

  it('[D4] does not say that only one has a dead-letter queue where it only has one more', () => {
    const all = 'service billing\nservice stock\ntopic orders\norders -> billing\norders -> stock\nbilling -x orders-dlq\n';
    expect(sentences(all, `${all}stock -x stock-dlq`)).toEqual(['Only B has the dead-letter queue “stock-dlq”.']);
  });

  it('[D5] compares brokers by what they carry, and the modes of one product only', () => {
    const on = (broker: string, name: string, variant: string) =>
      `broker ${name} ${broker}\ntopic orders on ${name} (variant ${variant})\ntopic invoices on ${name}`;
    expect(sentences(on('kafka', 'main', 'group'), on('rabbitmq', 'rabbit', 'stream'))).toEqual([
      'A runs “main” on Apache Kafka; B on RabbitMQ.',
      'B calls the broker “rabbit”; A calls it “main”.',
    ]);
    expect(sentences(on('kafka', 'main', 'group'), on('kafka', 'main', 'share'))).toEqual([
      'A runs “orders” in the mode “group”; B in the mode “share”.',
    ]);
  });

  it('[D5] says of lists only what differs', () => {
    const carried = (...names: string[]) =>
      `contract Placed event\ncontract Paid event\ncontract Lost event\ntopic orders (contracts [${names.join(', ')}])`;
    expect(sentences(carried('Placed', 'Paid'), carried('Placed'))).toEqual(['Only A lets “orders” carry “Paid”.']);
    expect(sentences(carried('Placed', 'Paid'), carried('Placed', 'Lost'))).toEqual([
      'A lets “orders” carry “Paid”; B “Lost” instead.',
    ]);
    expect(sentences(carried('Placed'), carried('Placed', 'Paid'), carried('Placed', 'Paid'))).toEqual([
      'B and C let “orders” carry “Paid”; A does not.',
    ]);
    expect(sentences(carried('Placed'), carried('Paid'))).toEqual(['A lets “orders” carry “Placed”; B “Paid”.']);
    const meta = (words: string) => `contract Placed event (meta [${words}])`;
    expect(sentences(meta('id, time'), meta('id, time, causationId'))).toEqual([
      'Only B gives “Placed” the metadata Causation id.',
    ]);
  });

  it('[D2] names the fields that are missing together', () => {
    const contract = (...fields: string[]) => `contract O 1.0.0 event { ${fields.join(' string\n')} string }`;
    expect(sentences(contract('id', 'amount', 'coupon', 'email'), contract('id', 'sum'))).toEqual([
      'Only A has the fields “amount”, “coupon” and “email” in “O”.',
      'Only B has the field “sum” in “O”.',
    ]);
  });

  it('[D5] compares by meaning, not by spelling', () => {
    const kept = (time: string, key: string) => `service shop\ntopic orders (retention ${time})\nshop -> orders (key ${key})`;
    expect(sentences(kept('7d', 'orderId'), kept('168h', 'order_id'))).toEqual([]);
    const store = (name: string) => `topic orders\nservice billing\nstore ${name}\norders -> billing (dedupStore ${name})`;
    expect(sentences(store('inbox'), store('Inbox'))).toEqual([]);
  });

  it('[D6] puts what matters most first', () => {
    const a = 'topic orders (partitions 6)\nservice billing\nservice fraud\nnote "why?"\norders -> billing (idempotency none)';
    const b = 'topic orders\nservice payments\norders -> payments (idempotency natural)';
    const found = [sketch(a), sketch(b)];
    expect(differences(found, align(found)).map(({ importance, sentence }) => `${importance} ${sentence}`)).toEqual([
      '1 Only A has the service “fraud”.',
      '2 A lets “billing” read “orders” without idempotency; B idempotently by nature.',
      '2 A gives “orders” 6 partitions (not said in B).',
      '3 B calls the service “payments”; A calls it “billing”.',
      '3 Only A has the note “why?”.',
    ]);
  });

  it('tells kinds, fields, saga steps and everything else apart', () => {
    expect(said('service PayCo', 'external PayCo')).toBe('A draws “PayCo” as a service; B as an external system.');
    expect(sentences('contract O 1.0.0 event { id string\ncoupon string }', 'contract O 1.0.0 event { id long }')).toEqual([
      'Only A has the field “coupon” in “O”.',
      'A types “id” of “O” as text; B as a long integer.',
    ]);
    const saga = (undo: string) =>
      `service pay\ncontract Take command\ncontract Refund command\nsaga Booking {\n  step pay do Take ${undo}\n}`;
    expect(sentences(saga('undo Refund'), saga(''))).toEqual([
      'A undoes the step of “pay” in “Booking” by “Refund”; B not at all.',
    ]);
    expect(sentences(saga('undo Refund'), saga('undo timeout'))).toEqual([
      'A undoes the step of “pay” in “Booking” by “Refund”; B by letting it lapse.',
    ]);
    expect(said('service a (instances 1)', 'service a (instances 3)')).toBe('A runs “a” as a single instance; B as 3 instances.');
    expect(said('external a (idempotent yes)', 'external a (idempotent no)')).toBe(
      'A says of “a” that it notices repeats; B that it does again what it is asked again.',
    );
    expect(said('processor a filter', 'processor a join')).toBe('A lets “a” filter messages; B join streams.');
    expect(said('store a kv', 'store a search')).toBe('A draws “a” as “Key-value store”; B as “Search index”.');
    expect(said('store a (erasable yes)', 'store a (erasable no)')).toBe(
      'A sets “Erasable per person” of “a” to “Yes”; B to “No”.',
    );
  });

  it('[D7] sums up in numbers and words', () => {
    const designs = ['service a\nservice b\na -> b', 'service a\nservice b\nservice c', 'service a\nservice b\na -> b'].map(
      sketch,
    );
    const alignment = align(designs);
    const { sentence, nearest, elements } = summary(alignment, differences(designs, alignment));
    expect(sentence).toBe('A, B and C share 2 of 3 elements and 0 of 1 connection.');
    expect(nearest).toBe('A and C are most alike: they share 2 of 2 elements.');
    expect(elements).toEqual({ shared: 2, total: 3 });
    const twins = [designs[0], designs[0]].map((design) => design as NonNullable<typeof design>);
    expect(summary(align(twins), []).sentence).toBe('A and B share all 2 elements and the one connection.');
  });
});
