import { expect, it } from 'vitest';
import { nameOf } from '#model/design.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { contractsAt, usesOf } from './uses.ts';

const design = designOf(`
contract Paid 1.0.0 event { orderId string }
contract Paid 1.1.0 { orderId string }
contract Other 1.0.0 event { id string }
topic payments (contracts Paid)
topic copies
service shop
shop -> payments -> billing (group b)
payments -> mailer (group m, contracts Paid@1.0.0)
shop -> copies (contracts [Paid@1.0.0, Other]) -> audit (group a)
`);

it('says which channels carry each version, and who publishes and consumes it', () => {
  const names = (ids: readonly string[]) => ids.map((id) => nameOf(design, id));
  const said = usesOf(design, idOf(design, 'Paid')).map(({ version, channels, publishers, consumers, latest }) => ({
    version: version.version,
    latest,
    channels: names(channels),
    publishers: names(publishers),
    consumers: names(consumers),
  }));
  expect(said).toEqual([
    { version: '1.0.0', latest: false, channels: ['payments', 'copies'], publishers: ['shop'], consumers: ['mailer', 'audit'] },
    { version: '1.1.0', latest: true, channels: ['payments'], publishers: ['shop'], consumers: ['billing'] },
  ]);
});

it('finds the contracts of a contract, a channel and an arrow, each once', () => {
  const names = (id: string) => contractsAt(design, id).map((each) => nameOf(design, each));
  const edgeTo = (name: string) => [...design.edges.values()].find((edge) => edge.to === idOf(design, name))?.id ?? '';
  expect(names(idOf(design, 'Paid'))).toEqual(['Paid']);
  expect(names(idOf(design, 'payments'))).toEqual(['Paid']);
  // Nothing is written at the channel: what is published to it counts.
  expect(names(idOf(design, 'copies'))).toEqual(['Paid', 'Other']);
  expect(names(edgeTo('mailer'))).toEqual(['Paid']);
  expect(names(edgeTo('audit'))).toEqual(['Paid', 'Other']);
  expect(names(idOf(design, 'shop'))).toEqual([]);
});

it('counts a reader that is pinned to an older version as one of that version', () => {
  const pinned = designOf(`
contract Paid 1.0.0 event { orderId string }
contract Paid 1.1.0 { orderId string }
topic payments (contracts Paid)
shop -> payments -> old (group o, readerVersion 1.0.0)
payments -> young (group y)
`);
  const said = usesOf(pinned, idOf(pinned, 'Paid')).map(({ version, consumers }) => [
    version.version,
    [...consumers].map((each) => nameOf(pinned, each)),
  ]);
  expect(said).toEqual([
    ['1.0.0', ['old']],
    ['1.1.0', ['young']],
  ]);
});
