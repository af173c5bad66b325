import { wordsOf } from '#base/text.ts';

/** What of a contract shows in the envelope of its messages. */
export interface Enveloped {
  readonly name: string;
  readonly meta: string | readonly string[];
}

/** When the example happened: the same in each, so that two people see the same. */
const time = '2026-03-14T09:26:53Z';

/** CloudEvents' own attributes and, as extensions, what else the contract says stands beside the data. */
const attributes: Readonly<Record<string, (name: string, version: string, seed: number) => readonly [string, unknown]>> = {
  schemaVersion: (_, version) => ['dataschemaversion', version],
  correlationId: (_, __, seed) => ['correlationid', `order-flow-${seed}`],
  causationId: (_, __, seed) => ['causationid', `cause-${seed}`],
  traceContext: () => ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  sequence: (_, __, seed) => ['sequence', String(seed)],
  tenantId: () => ['tenantid', 'tenant-1'],
  op: () => ['op', 'update'],
  partitionKey: (_, __, seed) => ['partitionkey', `key-${seed}`],
  producerId: () => ['producerid', 'producer-1'],
};

/**
 * A payload in the JSON format of CloudEvents 1.0 (cloudevents.io): id, source, specversion and type are required there and
 * always stand; extensions have lower-case names.
 */
export function envelopeOf({ name, meta }: Enveloped, version: string, payload: string, seed: number): string {
  const said = typeof meta === 'string' ? [] : meta;
  const extensions = said.flatMap((each) => {
    const attribute = attributes[each];
    return attribute ? [attribute(name, version, seed)] : [];
  });
  const envelope = {
    specversion: '1.0',
    id: `example-${seed}`,
    source: '/example',
    type: wordsOf(name).join('.'),
    ...(said.includes('time') ? { time } : {}),
    datacontenttype: 'application/json',
    ...Object.fromEntries(extensions),
    data: JSON.parse(payload) as unknown,
  };
  return JSON.stringify(envelope, null, 2);
}
