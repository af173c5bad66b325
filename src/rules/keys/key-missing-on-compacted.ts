import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { writesOf } from '../helpers/carries.ts';
import { compacts } from '../helpers/compaction.ts';
import { keyCandidate, keyOf, type MissingKey, missingKey, optionalParts } from '../helpers/keys.ts';
import { all, conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface KeyMissingOnCompacted extends Fact {
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  readonly missing: MissingKey | 'const';
  /** The contracts as they are named. */
  readonly contracts: readonly string[];
  readonly key: string;
  /** A field that would do as the key, if one is known. */
  readonly candidate?: string;
  readonly connector: boolean;
}

/**
 * Beyond the catalogue: a connector that takes its key from the row has one, and a channel that is drawn as a queue or a
 * subscription compacts nothing, whatever its clean-up says.
 */
export const keyMissingOnCompacted = defineRule<'publishes', KeyMissingOnCompacted>({
  id: 'key-missing-on-compacted',
  category: 'keys',
  severity: 'error',
  title: 'Key missing on a compacted channel',
  summary:
    'Messages without a key, or all with the same one, are published to a channel that keeps the latest message of each key.',
  why:
    'Compaction keeps the last message of each key. A message without a key is refused by the broker, and of messages that ' +
    'share one key a single one is left.',
  behavioural: { invariants: ['converge'], faults: ['expiry', 'replay'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const channel = read.of(publishes.to, 'channel');
    if (!channel) return;
    const contracts = writesOf(read, publishes);
    const constant = keyOf(read, publishes) === 'const';
    const [missing, lacking] = constant ? (['const', holds] as const) : missingKey(read, publishes, contracts);
    yield* conclude('error', all(lacking, compacts(channel)), (found) => {
      const candidate = keyCandidate(read, contracts);
      return {
        ...found,
        about: [],
        publishes: publishes.id,
        producer: publishes.from,
        channel: channel.id,
        missing,
        contracts,
        key: publishes.props.key,
        ...(candidate !== undefined && { candidate }),
        connector: read.of(publishes.from, 'connector') !== undefined,
      };
    });
  },
  explain({ publishes, producer, channel, missing, key, candidate }, say) {
    const from = say.name(producer);
    const to = say.name(channel);
    const keeps = `${to} keeps the latest message of each key`;
    const what = {
      key: `${from} publishes to ${to} without a key, but ${keeps}.`,
      said: `Nobody has said by which key ${from} publishes to ${to}, and ${keeps}.`,
      value: `${from} publishes to ${to} by the key ${say.word(key)}, which some messages do not have, but ${keeps}.`,
      const: `${from} gives all messages in ${to} the same key, but ${keeps}: only the very last message is left.`,
    }[missing];
    const example = candidate === undefined ? '' : `, for example ${say.word(candidate)}`;
    return {
      at: [publishes, producer, channel],
      what,
      next:
        missing === 'value'
          ? `Make ${say.word(key)} a required field, or choose a key that every message has.`
          : `Key by the id of what the messages are about${example}. If all messages have to stay, let ${to} remove them by ` +
            'their age instead.',
    };
  },
  fixes: [
    {
      id: 'set-key',
      fits: ({ candidate, connector }) => candidate !== undefined && !connector,
      title: ({ producer, channel, candidate }, say) =>
        `Key what ${say.name(producer)} publishes to ${say.name(channel)} by ${say.word(candidate as string)}`,
      kind: 'suggestion',
      edits: ({ publishes, candidate }) => (candidate === undefined ? [] : [set(publishes, 'key', candidate)]),
    },
    {
      id: 'key-from-row',
      fits: ({ connector }) => connector,
      title: ({ producer }, say) => `Let ${say.name(producer)} use the primary key of the row as the key`,
      kind: 'suggestion',
      edits: ({ producer, publishes }) => [set(producer, 'keyFrom', 'primaryKey'), set(publishes, 'key', '?')],
    },
    {
      id: 'require-field',
      fits: ({ missing }) => missing === 'value',
      title: ({ key }, say) => `Make ${say.word(key)} a required field`,
      kind: 'suggestion',
      edits: ({ contracts, key }, read) => optionalParts(read, contracts, key).map(([id, path]) => set(id, path, 'yes')),
    },
    {
      id: 'remove-by-age',
      title: ({ channel }, say) => `Let ${say.name(channel)} remove messages by their age, not by their key`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'cleanup', 'delete')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'prices without a key on a compacted topic',
        sketch: sketch`
          topic prices (cleanup compact)
          contract PriceSet 1.0.0 event (entity product, entityKey productId) {
            productId string
            cents     long
          }
          shop -> prices (contracts PriceSet, key none)
        `,
        expects: [
          {
            severity: 'error',
            what: '“shop” publishes to “prices” without a key, but “prices” keeps the latest message of each key.',
          },
        ],
      },
      {
        name: 'one key for all',
        sketch: sketch`
          topic prices (cleanup compact+delete)
          shop -> prices (key const)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“shop” gives all messages in “prices” the same key, but “prices” keeps the latest message of each key: only ' +
              'the very last message is left.',
          },
        ],
      },
      {
        name: 'a key that some messages do not have',
        sketch: sketch`
          topic prices (cleanup compact)
          contract PriceSet 1.0.0 event {
            productId string optional
          }
          shop -> prices (contracts PriceSet, key productId)
        `,
      },
      {
        name: 'nobody has said by which key',
        sketch: sketch`
          topic prices (cleanup compact)
          shop -> prices
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a connector that sets no key',
        sketch: sketch`
          store catalogue relational
          connector capture cdc (keyFrom none)
          topic prices (cleanup compact)
          catalogue -> capture -> prices
        `,
      },
    ],
    good: [
      {
        name: 'keyed by the id of the product',
        sketch: sketch`
          topic prices (cleanup compact)
          contract PriceSet 1.0.0 event (entity product, entityKey productId) {
            productId string
          }
          shop -> prices (contracts PriceSet, key productId)
        `,
      },
      {
        name: 'messages that are removed by their age',
        sketch: sketch`
          topic metrics (cleanup delete)
          shop -> metrics (key none)
        `,
      },
      {
        name: 'the key of the row',
        sketch: sketch`
          store catalogue relational
          connector capture cdc (keyFrom primaryKey)
          topic prices (cleanup compact)
          catalogue -> capture -> prices
        `,
      },
      {
        name: 'a queue has nothing to compact, and nobody has said what is removed from the topic',
        sketch: sketch`
          queue jobs (cleanup compact)
          topic prices
          shop -> jobs (key none)
          shop -> prices (key none)
        `,
      },
    ],
  },
  mend: [
    'Key by the id of what the messages are about.',
    'Make the field that serves as the key required.',
    'Let the channel remove messages by their age, if none of them replaces an earlier one.',
  ],
  notWhen: [
    'Messages without a key are right where nobody compacts: logs, metrics, independent tasks.',
    'A compacted channel that is meant to hold one single message, such as a setting, is reported all the same.',
  ],
  sources: [sources['KAFKA-design'], sources['EH-compaction'], sources['CESP-compacted']],
});
