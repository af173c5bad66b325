import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import type { Design, Edge, Element } from '../design.ts';
import type { Row } from '../values.ts';
import { longestSketch, parseSketch, parseSketchWithMap } from './parse.ts';
import { printSketch } from './print.ts';

function read(text: string): Design {
  const result = parseSketch(text);
  if (!result.ok) throw new Error(result.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`).join('\n'));
  return result.value;
}

function faults(text: string): string[] {
  return parseSketchWithMap(text).faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`);
}

function called(design: Design, name: string): Element {
  const found = [...design.elements.values()].filter((element) => element.props.name === name);
  if (found.length !== 1) throw new Error(`${found.length} elements are called ${name}`);
  return found[0] as Element;
}

const kindsByName = (design: Design) =>
  Object.fromEntries([...design.elements.values()].map((element) => [element.props.name, element.kind]));
const props = (record: Element | Edge | undefined) => record?.props as unknown as Record<string, unknown>;
const edgesOf = (design: Design) => [...design.edges.values()];

describe('text', () => {
  it('[S1] reads one statement a line, in any order, with either line end', () => {
    const design = read('a -> b\r\nservice a\n\n\n  topic   b (\n    partitions 3,\n    retention 7d\n  )');
    expect(kindsByName(design)).toEqual({ a: 'service', b: 'channel' });
    expect(props(called(design, 'b'))).toMatchObject({ partitions: 3, retention: '7d' });
    expect(faults('service a service b')).toEqual(['1:11 Expected the end of the line, but found `service`.']);
  });

  it('[S1] continues a chain in a line that begins with an arrow', () => {
    expect(edgesOf(read('a -> b\n  -> c\nc -> d'))).toHaveLength(3);
  });

  it('[S2] keeps comments with the statement that they stand above, behind or within', () => {
    const design = read(
      '# one\n#\n#  two\nservice a # three\n# edge\na -> b -> c\ntopic b ( # inside\n  partitions 3\n)\n# end\n#',
    );
    expect(called(design, 'a').props.comment).toBe('one\n\n two\nthree');
    expect(called(design, 'b').props.comment).toBe('inside');
    expect(edgesOf(design).map((edge) => edge.props.comment)).toEqual(['edge', '']);
    expect(design.comment).toBe('end\n');
  });

  it('[S2] keeps a comment above the title with the design, and takes `#2` within a word for a number', () => {
    const design = read('# Version 0.1\ntitle "UberBeats" # draft\ncomment "more"');
    expect(design.comment).toBe('Version 0.1\ndraft\nmore');
    expect(design.title).toBe('UberBeats');
  });

  it('[S3] reads bare names of any script, and quoted ones with escapes', () => {
    const design = read('service Café\nservice 注文\nservice "Order \\"API\\"\\n\\u{1f600}"\nservice ""');
    expect([...design.elements.values()].map((element) => element.props.name)).toEqual(['Café', '注文', 'Order "API"\n😀', '']);
    expect(faults('service "a\\qb"')[0]).toContain('A backslash in quotes begins one of');
    expect(faults('service 1a')).toEqual(['1:9 A name that doesn\'t begin with a letter stands in quotes: "1a".']);
  });

  it('[S3] takes quoted words literally', () => {
    const keys = ['none', 'const', '?', '"none"', '"const"', '"?"', 'orderId', '"order id"'];
    const design = read(keys.map((key) => `a -> b (key ${key})`).join('\n'));
    expect(edgesOf(design).map((edge) => props(edge).key)).toEqual([
      'none',
      'const',
      '?',
      '"none"',
      '"const"',
      '"?"',
      'orderId',
      'order id',
    ]);
    const store = read('store none\nstore b (sameDatabaseAs "none")\nstore c (sameDatabaseAs none)');
    expect(props(called(store, 'b')).sameDatabaseAs).toBe(called(store, 'none').id);
    expect(props(called(store, 'c')).sameDatabaseAs).toBe('none');
  });

  it('[S4] tells elements of one name apart by number, within one namespace for nodes', () => {
    const design = read('service a (instances 1)\nstore a~2\nbroker a\na -> a~2 (mode append)');
    const [edge] = edgesOf(design);
    expect([design.elements.get(edge?.from ?? '')?.kind, design.elements.get(edge?.to ?? '')?.kind]).toEqual([
      'service',
      'store',
    ]);
    expect(faults('service a\n\nstore a')).toEqual([
      '3:7 `a` is declared already, in line 1: another one of that name is written `a~2`.',
    ]);
  });

  it('[S7] reads long text less the indentation of its end', () => {
    const text = (sketch: string) => props([...read(sketch).elements.values()][0]).text;
    expect(text('note n """one "line" """')).toBe('one "line" ');
    expect(text('note n """\n    a\n      b\n\n    \\"""\n    """')).toBe('a\n  b\n\n"""');
    expect(text('note n """\r\na\r\nb\r\n"""')).toBe('a\nb');
    expect(faults('note n """\n  a')).toEqual(['1:8 This `"""` block is not closed: write `"""` where the long text ends.']);
  });
});

describe('undeclared names', () => {
  it('[S5] are a service, a topic, a service, … where nothing is declared', () => {
    expect(kindsByName(read('web -> clicks -> stats -> results'))).toEqual({
      web: 'service',
      clicks: 'channel',
      stats: 'service',
      results: 'channel',
    });
    expect(props(called(read('web -> clicks'), 'clicks')).type).toBe('log');
  });

  it('[S5] follow from what is declared, wherever it stands', () => {
    expect(kindsByName(read('a -> b -> c\ntopic a'))).toEqual({ a: 'channel', b: 'service', c: 'channel' });
    expect(kindsByName(read('s -> x\nx -> c\nstore s\nconnector x'))).toMatchObject({ c: 'channel' });
    expect(kindsByName(read('ledger -> reader\nstore ledger'))).toMatchObject({ reader: 'service' });
    expect(kindsByName(read('a -publishes-> b\nx -captures-> y'))).toEqual({
      a: 'service',
      b: 'channel',
      x: 'store',
      y: 'connector',
    });
  });

  it('[S5] become a dead-letter queue behind `-x`', () => {
    const design = read('topic orders\norders -> billing\nbilling -x orders-dlq (redrive manual)');
    expect(props(called(design, 'orders-dlq'))).toMatchObject({ role: 'dlq', type: '?' });
    expect(edgesOf(design).map((edge) => edge.kind)).toEqual(['consumes', 'deadLetters']);
  });

  it('[S5] are a fault where they could be several things', () => {
    expect(faults('external PayCo\nPayCo -> x')).toEqual([
      '2:10 `x` is not declared, and its arrows leave open what it is: declare it, for example as `service x`, `topic x` or `store x`.',
    ]);
  });

  it('[S6] are kept as broken references anywhere else', () => {
    const design = read(
      'service a (context Ghost)\ntopic t on nowhere (contracts [Gone@1.0.0, !"odd name", service:t, OK])\ncontract OK',
    );
    expect(called(design, 'a').props.context).toBe('!Ghost');
    expect(props(called(design, 't'))).toMatchObject({
      broker: '!nowhere',
      contracts: ['!Gone@1.0.0', '!odd name', '!service:t', called(design, 'OK').id],
    });
  });

  it('[S6] name other kinds by prefix', () => {
    const design = read(
      'contract orders\ntopic orders (contracts orders)\nstore s (sameDatabaseAs contract:orders)\ncontract:orders -publishes-> orders',
    );
    const contract = [...design.elements.values()].find((element) => element.kind === 'contract');
    expect(props(called(design, 's')).sameDatabaseAs).toBe(contract?.id);
    expect(edgesOf(design)[0]?.from).toBe(contract?.id);
  });
});

describe('faults', () => {
  it('[S8] are all reported, each with its place and the nearest word', () => {
    const text = [
      'servce a',
      'service b (instnces 3)',
      'topic t (cleanup compct, retention 7days)',
      'service b',
      'context Z { bb }',
      'b -publihes-> t',
      'b -> t (key x, key y)',
      'contract C 1.0.0 evnt {',
      '  id strng',
      '  x string uniqe perEvent',
      '}',
    ].join('\n');
    expect(faults(text)).toEqual([
      '1:1 `servce` begins no statement, and no arrow follows it: did you mean `service`?',
      '2:12 `instnces` is no property of a service: did you mean `instances`?',
      '3:18 `cleanup`: expected `delete`, `compact`, `compact+delete` or `?`, but found `compct`: did you mean `compact`?',
      '3:36 `retention`: expected a duration such as `500ms`, `30s`, `5min`, `12h`, `7d`, `forever` or `?`, but found `7days`.',
      '4:9 `b` is declared already, in line 2: another one of that name is written `b~2`.',
      '5:13 Nothing is called `bb`: did you mean `b`?',
      '6:3 `publihes` is no kind of edge: did you mean `-publishes->`?',
      '7:16 `key` is stated twice.',
      '8:18 `kind`: expected `event`, `command`, `query`, `reply` or `document`, but found `evnt`: did you mean `event`?',
      '9:6 `type`: expected `string`, `int`, `long`, `double`, `bool`, `enum`, `object`, `array`, `timestamp`, `bytes` or `?`, but found `strng`: did you mean `string`?',
      '10:12 `uniqe` is no property of a field: did you mean `unique`?',
    ]);
  });

  it('[S8] tell where a property belongs that stands at the wrong place', () => {
    expect(
      faults('a -> t (orderingNeed perKey) -> b (orderingNeeds none, key x)\nservice c (idempotencie none, partitions 6)'),
    ).toEqual([
      '1:9 `orderingNeed` is no property of a publishes: it is one of a consumes, which stands behind an arrow such as the one from a channel to a service.',
      '1:36 `orderingNeeds` is no property of a consumes: did you mean `orderingNeed`?',
      '1:56 `key` is no property of a consumes: it is one of a publishes, which stands behind an arrow such as the one from a service to a channel.',
      '2:12 `idempotencie` is no property of a service: did you mean `idempotency` of a consumes, which stands behind an arrow such as the one from a channel to a service?',
      '2:31 `partitions` is no property of a service: it is one of a channel, which stands where that is declared.',
    ]);
  });

  it('[S8] say what was found, also where only its form is right', () => {
    expect(faults('service a (instances 0)')).toEqual([
      '1:22 `instances`: expected a whole number of at least 1, but found `0`.',
    ]);
  });

  it('[S8] refuse contexts that stand in each other too deep to be read', () => {
    const nested = (deep: number) => `${'context a { '.repeat(deep)}${'}'.repeat(deep)}`;
    expect(faults(nested(30_000))).toContain('1:1211 Contexts stand in each other at most 100 deep.');
    expect(faults(nested(3).replace('context a { context a {', 'context b { context c {'))).toEqual([]);
  });

  it('[S8] are found in time that grows with the text, whatever a mebibyte of it holds', () => {
    // Each takes a fraction of a second. What grew with the square of the text would not end before the test is stopped.
    read('a -> b\n'.repeat(30_000));
    read(`a${' -> a'.repeat(30_000)}`);
    read(Array.from({ length: 10_000 }, (_, i) => `s${i} -> t${i} -> u${i}`).join('\n'));
  });

  it('[S8] do not hide what stands below an open bracket', () => {
    expect(faults('service a (instances 2\nservce b\na ->')).toEqual([
      '2:1 Expected `,` or `)`, but found `servce`.',
      '3:5 Expected the end of the arrow, but found the end of the line.',
    ]);
  });

  it('[S8] refuse a text of more than 1 MiB', () => {
    expect(faults(' '.repeat(longestSketch + 1))[0]).toContain('longer than 1 MiB');
    expect(faults('#'.repeat(longestSketch))).toEqual([]);
  });

  it('[S8] leave a design that an editor can go on with', () => {
    const { design, result } = parseSketchWithMap('service a (instances x)\nservice b (instances 3)');
    expect(result.ok).toBe(false);
    expect([...design.elements.values()].map((element) => props(element).instances)).toEqual([1, 3]);
  });
});

describe('arrows', () => {
  it('[S9] are the edge that fits their ends', () => {
    const declared = 'service s\nservice s2\nprocessor p\ntopic t\nstore d\nconnector c\nexternal e\n';
    const kinds = (arrows: string) => edgesOf(read(declared + arrows)).map((edge) => edge.kind);
    expect(kinds('s -> t -> p -> d -> s\ns -> s2 -> e\nd -> c -> t -x t\ne -> s')).toEqual([
      'publishes',
      'consumes',
      'writes',
      'reads',
      'calls',
      'calls',
      'captures',
      'publishes',
      'deadLetters',
      'calls',
    ]);
  });

  it('[S9] may name a kind outright, whatever stands at their ends', () => {
    const design = read('service a\nstore b\na -publishes-> b\n!gone -calls-> a\na -x !"no such"');
    const [a, b] = [called(design, 'a').id, called(design, 'b').id];
    expect(edgesOf(design).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['publishes', a, b],
      ['calls', '!gone', a],
      ['deadLetters', a, '!no such'],
    ]);
  });

  it('[S9] are a fault between kinds that no edge joins', () => {
    expect(faults('store s\ntopic t\ns -> t')).toEqual([
      '3:3 No edge leads from a store to a channel: an arrow from a store leads to a service, processor, external or connector. To draw it all the same, name its kind, as in `s -publishes-> t`.',
    ]);
    expect(faults('service a\na -> !gone')[0]).toContain("`!gone` is not in the design, so `->` can't tell the kind of edge");
  });

  it('[S9] carry names and properties of their own in a chain', () => {
    const edges = edgesOf(read('api -> orders as placed (key orderId) -> billing as handler (group billing)'));
    expect(edges.map((edge) => edge.props.name)).toEqual(['placed', 'handler']);
    expect([props(edges[0]).key, props(edges[1]).group]).toEqual(['orderId', 'billing']);
  });
});

describe('properties', () => {
  it('[S10] are read by their types', () => {
    const design = read(
      'topic t (partitions 12, retention forever, maxMessage 4MiB, cleanup compact+delete, tags [a, "b c"], links "https://x.y/?a=b")\ns -> t\nt -> h (capacity 200/s, needs [orderId], nondeterminism clock, retryMax unlimited)',
    );
    expect(props(called(design, 't'))).toMatchObject({
      partitions: 12,
      retention: 'forever',
      maxMessage: '4MiB',
      cleanup: 'compact+delete',
      tags: ['a', 'b c'],
      links: ['https://x.y/?a=b'],
    });
    expect(props(edgesOf(design)[1])).toMatchObject({
      capacity: '200/s',
      needs: ['orderId'],
      nondeterminism: ['clock'],
      retryMax: 'unlimited',
    });
  });

  it('[S10] have short forms', () => {
    const design = read(
      'broker main kafka\nqueue q on main\nchannel u\npubsub f\nstore s eventStore\nsaga B choreography\npolicy P "do that"\ncontext C team\nprocessor j join',
    );
    const stated = (name: string, property: string) => props(called(design, name))[property];
    expect([stated('main', 'product'), stated('q', 'type'), stated('u', 'type'), stated('f', 'type')]).toEqual([
      'kafka',
      'queue',
      '?',
      'pubsub',
    ]);
    expect(stated('q', 'broker')).toBe(called(design, 'main').id);
    expect([
      stated('s', 'type'),
      stated('B', 'style'),
      stated('P', 'style'),
      stated('P', 'text'),
      stated('C', 'kind'),
      stated('j', 'op'),
    ]).toEqual(['eventStore', 'choreography', 'policy', 'do that', 'team', 'join']);
    expect(faults('topic t (type queue)')).toEqual(['1:10 `type` is stated twice.']);
  });

  it('[S10] refuse what their types do not hold', () => {
    expect(faults('service a (instances 0)')).toEqual([
      '1:22 `instances`: expected a whole number of at least 1, but found `0`.',
    ]);
    expect(faults('service a (instances ?)')[0]).toContain('expected a whole number of at least 1, but found `?`');
    expect(faults('service a (name b)')).toEqual(['1:12 `name` is stated twice.']);
    expect(faults(`service ${'a'.repeat(201)}`)).toEqual(['1:9 A name has at most 200 characters.']);
    expect(faults('store a (sameDatabaseAs b@1.0.0)\nstore b')).toEqual([
      '1:25 No version can be named here: write the name alone.',
    ]);
  });

  it('[S11] name edges by what they consume, by their own name, by number, or by their ends', () => {
    const text = (triggeredBy: string) =>
      `topic orders\ntopic paid\nservice b\nstore s\norders -> b\npaid -> b as one\npaid -> b as two\nb -> s (triggeredBy ${triggeredBy})`;
    const causes = (triggeredBy: string) => {
      const design = read(text(triggeredBy));
      const edges = edgesOf(design);
      const value = props(edges[3]).triggeredBy;
      return Array.isArray(value) ? value.map((id) => edges.findIndex((edge) => edge.id === id)) : value;
    };
    expect([causes('orders'), causes('[orders, two]'), causes('own'), causes('all')]).toEqual([[0], [0, 2], 'own', 'all']);
    expect([causes('paid#1'), causes('[paid#1, paid#2]'), causes('paid -> b#2'), causes('orders -consumes-> b')]).toEqual([
      [1],
      [1, 2],
      [2],
      [0],
    ]);
    expect(props(edgesOf(read(text('ghost')))[3]).triggeredBy).toEqual(['!ghost']);
    expect(faults(text('paid'))).toEqual([
      '8:21 `paid` could be any of 2 edges: give each a name by `as`, or write `paid#1` for the first of them.',
    ]);
    expect(faults(text('ghost -> b'))[0]).toContain('Nothing is called `ghost');
  });
});

describe('contracts and sagas', () => {
  const rows = (design: Design, name: string, list: string) => props(called(design, name))[list] as readonly Row[];

  it('[S12] a contract has a version for each statement', () => {
    const design = read(
      'contract C 1.0.0 command (category domain, status published, contract.status live) {\n  id string unique perEntity\n}\ncontract C 1.1.0 (format avro) {\n  """\n  {"a": 1}\n  """\n}',
    );
    expect(props(called(design, 'C'))).toMatchObject({ kind: 'command', category: 'domain', status: 'live' });
    expect(rows(design, 'C', 'versions')).toMatchObject([
      {
        id: 'v1',
        version: '1.0.0',
        status: 'published',
        fields: [{ id: 'f1', name: 'id', type: 'string', unique: 'perEntity' }],
      },
      { id: 'v2', version: '1.1.0', format: 'avro', text: '{"a": 1}', fields: [] },
    ]);
  });

  it('[S12] a contract that is only a card has one version', () => {
    expect(rows(read('contract C'), 'C', 'versions')).toMatchObject([{ id: 'v1', version: '1.0.0' }]);
    expect(rows(read('contract C (versions [])'), 'C', 'versions')).toEqual([]);
    expect(rows(read('contract C (category cdc)\ncontract C 2.0.0'), 'C', 'versions')).toMatchObject([{ version: '2.0.0' }]);
    expect(faults('contract C 1.0.0 (versions [])')).toEqual([
      '1:1 `versions []` says that there are no versions, but the contract has some.',
    ]);
  });

  it('[S12] fields have flags, defaults and properties', () => {
    const design = read(
      'contract C {\n  id, name string optional pii personal\n  country string = "DE" mutable no\n  tags array determines [id, name] = "[]"\n  text string\n  text """a"""\n}',
    );
    expect(rows(design, 'C', 'versions')[0]).toMatchObject({
      text: 'a',
      fields: [
        { name: 'id', type: '?' },
        { name: 'name', required: 'no', pii: 'personal' },
        { name: 'country', default: 'DE', mutable: 'no' },
        { name: 'tags', determines: ['id', 'name'], default: '[]' },
        { name: 'text', type: 'string' },
      ],
    });
  });

  it('[S12] sagas have steps', () => {
    const design = read(
      'service pay\ncontract Take\ncontract Taken\nsaga B orchestration (orchestrator pay) {\n  step pay do Take ok Taken@1.0.0 fail Gone timeout 30s\n  step none undo timeout nature pivot\n}',
    );
    expect(rows(design, 'B', 'steps')).toMatchObject([
      {
        id: 's1',
        participant: called(design, 'pay').id,
        do: called(design, 'Take').id,
        ok: `${called(design, 'Taken').id}@1.0.0`,
        fail: '!Gone',
        timeout: '30s',
      },
      { id: 's2', participant: 'none', undo: 'timeout', nature: 'pivot' },
    ]);
  });
});

describe('places', () => {
  it('[S13] contexts say what stands in them, also contexts', () => {
    const design = read(
      'context A {\n  a contract:C\n  # inner\n  context B team { b, saga:S } @ 1,2 size 300,200\n}\nservice a\nservice b\ncontract C\nsaga S',
    );
    const parent = (name: string) => design.elements.get(called(design, name).props.context)?.props.name;
    expect(['a', 'C', 'B', 'b', 'S'].map(parent)).toEqual(['A', 'A', 'A', 'B', 'B']);
    expect(design.sizes.get(called(design, 'B').id)).toEqual([300, 200]);
    expect(called(design, 'B').props.comment).toBe('inner');
    expect(faults('context A { a }\ncontext B { a }\nservice a')).toEqual([
      '2:13 `a` stands in the context `A` already: an element has one context.',
    ]);
  });

  it('[S13] elements have places, and notes stand near something', () => {
    const design = read('service a @ 120,-40\nnote n near a\nservice b\nnote m near b');
    expect([...design.positions.values()]).toEqual([
      [120, -40],
      [160, -160],
    ]);
    expect(faults('service a @ 1.5,2')).toEqual(['1:13 Expected a place such as `@ 120,40`, with two whole numbers.']);
  });
});

describe('ids', () => {
  it('[S14] follow from kind and name, and are the same each time', () => {
    const text = 'orders-api -> orders -> "Order API"\nservice dup\nservice dup~2';
    const ids = (design: Design) => [...design.elements.keys(), ...design.edges.keys()];
    expect(ids(read(text))).toEqual(ids(read(text)));
    expect(ids(read(text)).slice(2, 4)).toEqual(['service-orders-api', 'channel-orders']);
    expect(
      ids(read(`service ${'x'.repeat(60)}\nservice ${'x'.repeat(61)}`)).every((id) => /^[A-Za-z0-9_-]{1,40}$/.test(id)),
    ).toBe(true);
    expect(new Set(ids(read('service "a b"\nservice "a-b"\nservice a-b~2\nservice A-b'))).size).toBe(4);
  });

  it('[S14] come from a given maker', () => {
    const result = parseSketch('a -> b', countingIds('k'));
    expect(result.ok && [...result.value.elements.keys(), ...result.value.edges.keys()]).toEqual(['k1', 'k2', 'k3']);
  });

  it('says where each record stands', () => {
    const text = 'service a\na -> b (key x)\n';
    const { marks, design } = parseSketchWithMap(text);
    const said = marks.map((mark) => [
      design.elements.get(mark.id)?.props.name ?? design.edges.get(mark.id)?.kind,
      text.slice(mark.from, mark.to),
    ]);
    expect(said).toEqual([
      ['a', 'service a'],
      ['publishes', 'a -> b (key x)'],
    ]);
  });
});

describe('the sample of the specification', () => {
  it('reads and prints as the file beside it', async () => {
    const { readFileSync } = await import('node:fs');
    const spec = readFileSync(new URL('./SPEC.md', import.meta.url), 'utf8');
    const sample = /```\n([\s\S]*?)```/.exec(spec)?.[1] ?? '';
    expect(faults(sample)).toEqual([]);
    expect(faults(printSketch(read(sample)))).toEqual([]);
  });
});
