import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { Mode } from '#contracts/policy.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { isPublished } from '#model/published.ts';
import { set } from '../helpers/build.ts';
import { carriersOf } from '../helpers/carries.ts';
import { type Failure, failuresOf, historyOf, plainly } from '../helpers/changes.ts';
import { crossingsOf } from '../helpers/crosses.ts';
import { type KeyChange, keyChange } from '../helpers/key-change.ts';
import { type Mend, mendEdits, mended, mendsOf, mendTitle } from '../helpers/mend-fields.ts';
import { majorOf, ownName, ownNameEdits, renumberEdits } from '../helpers/own-name.ts';
import { relied } from '../helpers/relied.ts';
import { spokenVersion } from '../helpers/spoken.ts';
import { cannotRead, type Pair, pairsOf } from '../helpers/version-pairs.ts';
import { all, type Claim, conclude, holds, likely, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface BreakingChange extends Fact {
  readonly contract: Id;
  /**
   * What is broken: the promise of the mode, as all registries or only strict ones see it; the promise of the number, where
   * there is no mode; or the key.
   */
  readonly breaks: 'mode' | 'strict' | 'number' | 'key';
  readonly mode: string;
  readonly version: string;
  readonly pairs: readonly Pair[];
  readonly mends: readonly Mend[];
  /** A mode under which nothing breaks. */
  readonly other?: Mode;
  /** The name that the version could have for itself. */
  readonly ownName: string;
  /** The schema text is the contract, and says more than its fields. */
  readonly text: boolean;
  /** It stays as it is. */
  readonly published: boolean;
  readonly keyed?: KeyChange;
}

const modeWords: Readonly<Record<string, string>> = { BACKWARD: 'backward', FORWARD: 'forward', FULL: 'full' };

function modeName(mode: string): string {
  const [kind = '', transitive] = mode.split('_');
  return `${modeWords[kind]} compatibility${transitive ? ' with all versions' : ''}`;
}

/** Whether a name may change, by an alias or a number, depends on the language that a text is written in. */
function textsNamed({ id, props: { versions } }: ElementOf<'contract'>): Claim {
  const open = versions.find(({ text, format }) => text !== '' && format === '?');
  return open ? supposing(unsaid({ id, property: 'format', path: ['versions', open.id, 'format'] })) : holds;
}

/** The strongest first; a promise that can be kept should not be weaker than it has to be. */
const strongest: readonly Mode[] = [
  'FULL_TRANSITIVE',
  'BACKWARD_TRANSITIVE',
  'FORWARD_TRANSITIVE',
  'FULL',
  'BACKWARD',
  'FORWARD',
];

/**
 * Differences from the catalogue. The last version is judged against those that its mode binds it to, by the same table of
 * modes as the view of the contract (src/contracts/policy.ts), and by the fields: rules read no schema texts, which come from
 * strangers. What breaks by the fields breaks by the text as well; what only a text shows is for the view of the contract.
 * In Protocol Buffers a text may give a field of the same name another number, so that its type is no sure sign. Without a mode,
 * a change that breaks both ways is one if the number promises otherwise and the contract leaves its context; an error
 * where somebody has said that nothing is checked, a warning where nobody has said anything. With a new major version the
 * number says it, and moving there is another rule's matter. The key belongs to the contract; it changes where two versions are
 * published to one channel under two keys.
 */
export const breakingChange = defineRule<'contract', BreakingChange>({
  id: 'breaking-change',
  category: 'evolution',
  severity: 'error',
  title: 'Change that breaks a promise',
  summary:
    'A new version of a contract that its mode of compatibility does not allow, that breaks readers both ways although its ' +
    'number says otherwise, or that is published under another key.',
  why:
    'Producers and consumers are upgraded one after the other, and old messages wait in channels. Whoever meets a version that it ' +
    'cannot read stops, or takes the message for something else.',
  behavioural: { invariants: ['contract-readable'], faults: ['upgrade of one side', 'replay'] },
  subject: ['contract'],
  *check(contract, read) {
    const { compat, versions } = contract.props;
    for (const channel of versions.length > 1 ? carriersOf(read, contract.id) : []) {
      const keyed = keyChange(read, contract, channel);
      if (!keyed) continue;
      const blank = { contract: contract.id, mode: compat, version: '', pairs: [], mends: [], ownName: '' };
      const whole = { ...blank, text: false, published: false };
      const claim = relied(read, channel);
      yield* conclude('error', claim, (found) => ({ ...found, ...whole, about: ['key', channel], breaks: 'key', keyed }));
    }
    const history = historyOf(contract);
    const last = versions.at(-1);
    const before = versions.find(({ id }) => id === history?.earlier.at(-1)?.id);
    if (!history || !last || !before) return;
    const declared = compat !== '?' && compat !== 'NONE';
    // Without a mode, the number of the last step is what is promised.
    const mode = declared ? (compat as Mode) : 'FULL';
    const failures = failuresOf(history, mode);
    if (failures.length === 0) return;
    const plain = plainly(failures);
    const texts = versions.some(({ text }) => text !== '');
    const fact = (breaks: BreakingChange['breaks'], broken: readonly Failure[]) => {
      const mends = last.text === '' && !isPublished(last) ? mendsOf(broken) : [];
      const repaired = mends.length > 0 && plainly(failuresOf(mended(history, mends), mode)).length === 0;
      const other = strongest.find((each) => each !== mode && failuresOf(history, each).length === 0);
      return {
        about: [breaks, last.id],
        contract: contract.id,
        breaks,
        mode: compat,
        version: last.version,
        pairs: pairsOf(history, broken),
        mends: repaired ? mends : [],
        ...(declared && other && { other }),
        ownName: ownName(read, contract),
        text: texts,
        published: isPublished(last),
      };
    };
    if (declared) {
      const byNumber = last.format === 'protobuf' && texts ? likely : holds;
      const certain = all(byNumber, textsNamed(contract));
      if (plain.length > 0) yield* conclude('error', certain, (found) => ({ ...found, ...fact('mode', plain) }));
      else yield* conclude('warning', holds, (found) => ({ ...found, ...fact('strict', failures) }));
      return;
    }
    if (majorOf(last.version) > majorOf(before.version) || new Set(plain.map(({ direction }) => direction)).size < 2) return;
    const leaves = said(crossingsOf(read, contract.id, carriersOf(read, contract.id)).length > 0);
    const unchecked = compat === 'NONE' ? holds : supposing(unsaid({ id: contract.id, property: 'compat' }));
    yield* conclude('error', all(leaves, unchecked), (found) => ({ ...found, ...fact('number', plain) }));
  },
  explain({ contract, breaks, mode, version, pairs, text, keyed }, say) {
    const name = say.name(contract);
    const [first, ...others] = pairs;
    const more =
      others.length > 0
        ? ` The same goes for ${others.length === 1 ? 'one more pair' : `${others.length} more pairs`} of versions.`
        : '';
    if (breaks === 'key' && keyed) {
      const [older, newer] = keyed.keys.map(say.word);
      return {
        at: [contract, ...keyed.publishes, keyed.channel],
        what:
          `Versions of ${name} are published to ${say.name(keyed.channel)} under two keys, ${older} and ${newer}, although order, ` +
          'compaction or a join there goes by the key.',
        why: 'Messages about one thing go to two places: their order is lost, old values are never replaced, and joins miss half of them.',
        next: `Keep the key ${older}, or publish the new version to a channel of its own.`,
      };
    }
    const trouble = first ? cannotRead(first, say) : '';
    if (breaks === 'strict' && first) {
      const backward = first.direction === 'backward';
      const fields = list(first.breaks.map(({ field }) => say.word(field)));
      return {
        at: [contract],
        what:
          `${name} promises ${modeName(mode)} and allows fields that it does not name. ${fields} ` +
          `${first.breaks.length > 1 ? 'are' : 'is'} ${backward ? 'new in' : 'gone from'} ${spokenVersion(version)}: strict registries refuse that, ` +
          'and lenient ones accept it.',
        why:
          `${backward ? 'Old' : 'New'} messages may hold anything under that name. Strict registries go by what may be sent (` +
          'Confluent’s does, unless told otherwise), lenient ones by what is declared.',
        next: 'Choose forward compatibility, or check with a lenient registry. If no other fields are ever sent, close the schema.',
      };
    }
    const promise =
      breaks === 'mode'
        ? `${name} promises ${modeName(mode)}, but ${trouble}.${more}`
        : `${name} goes from ${pairs.find((each) => each.direction === 'backward')?.writer} to ${spokenVersion(version)} within one major version, but ${trouble}. It fails the ` +
          `other way round too, and ${mode === 'NONE' ? 'nothing checks such changes' : 'nobody has said which changes are allowed'}.`;
    return {
      at: [contract],
      what: promise,
      next: text
        ? `Open ${name}: the comparison of its versions shows each point in the schema, and ways out.`
        : `Make the change readable, or give ${spokenVersion(version)} a name of its own and publish both for a while.`,
    };
  },
  fixes: [
    {
      id: 'mend',
      fits: ({ mends }) => mends.length > 0,
      title: ({ contract, mends, version }, say) =>
        `${mendTitle(mends, say)} in ${spokenVersion(version)} of ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract, mends }, read, makeId) => mendEdits(read, contract, mends, makeId),
    },
    {
      id: 'own-name',
      fits: ({ breaks }) => breaks === 'mode' || breaks === 'number',
      title: ({ version, contract, ownName: name }, say) =>
        `Make ${spokenVersion(version)} of ${say.name(contract)} a contract of its own, ${say.word(name)}, and publish both for a while`,
      kind: 'suggestion',
      edits: ({ contract, ownName: name }, read, makeId) => ownNameEdits(read, contract, name, makeId),
    },
    {
      id: 'next-major',
      fits: ({ breaks, published }) => breaks === 'number' && !published,
      title: ({ contract, version }, say) =>
        `Number it ${majorOf(version) + 1}.0.0, so that readers of ${say.name(contract)} are warned`,
      kind: 'suggestion',
      edits: ({ contract, version }, read): Edit[] => {
        const last = read.of(contract, 'contract')?.props.versions.at(-1);
        if (!last) return [];
        const next = `${majorOf(version) + 1}.0.0`;
        return [set(contract, ['versions', last.id, 'version'], next), ...renumberEdits(read, contract, version, next)];
      },
    },
    {
      id: 'other-mode',
      fits: ({ other, breaks }) => other !== undefined && (breaks === 'mode' || breaks === 'strict'),
      title: ({ contract, other }, say) => `Promise only what holds for ${say.name(contract)}: ${modeName(other as string)}`,
      kind: 'suggestion',
      edits: ({ contract, other }) => (other === undefined ? [] : [set(contract, 'compat', other)]),
    },
    {
      id: 'close',
      fits: ({ breaks }) => breaks === 'strict',
      title: ({ contract }, say) => `Allow no fields in ${say.name(contract)} that it does not name`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'openContent', 'no')],
    },
    {
      id: 'same-key',
      fits: ({ breaks }) => breaks === 'key',
      title: ({ keyed }, say) => `Publish both versions under ${say.word((keyed as KeyChange).keys[0])}`,
      kind: 'suggestion',
      edits: ({ keyed }, read) => {
        const newer = keyed && (read.edge(keyed.publishes[1] as Id) as EdgeOf<'publishes'> | undefined);
        return newer ? [set(newer.id, 'key', (keyed as KeyChange).keys[0])] : [];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'forward compatibility, and a required field is left out',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FORWARD) { orderId string, total long }
          contract OrderPlaced 1.1.0 { orderId string }
        `,
        expects: [
          {
            severity: 'error',
            what: '“OrderPlaced” promises forward compatibility, but readers of 1.0.0 cannot read messages of 1.1.0: “total” is gone.',
          },
        ],
      },
      {
        name: 'backward compatibility, a new field without a default, and another type',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD) { orderId string, placed bool }
          contract OrderPlaced 1.1.0 { orderId string, placed timestamp, total long }
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“OrderPlaced” promises backward compatibility, but readers of 1.1.0 cannot read messages of 1.0.0: “placed” was bool ' +
              'and is timestamp now and “total” is new, needed and without a default.',
          },
        ],
      },
      {
        name: 'both ways: needed now, and a name that changes',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FULL_TRANSITIVE, format avro) { orderId string, note string optional }
          contract OrderPlaced 2.0.0 (format avro) { orderNumber string, note string }
        `,
      },
      {
        name: 'a default that is taken away is missed by readers of the first version only',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD_TRANSITIVE, format avro) { orderId string }
          contract OrderPlaced 1.1.0 (format avro) { orderId string, total long = 0 }
          contract OrderPlaced 1.2.0 (format avro) { orderId string, total long }
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“OrderPlaced” promises backward compatibility with all versions, but readers of 1.2.0 cannot read messages of 1.0.0: ' +
              '“total” is new, needed and without a default.',
          },
        ],
      },
      {
        name: 'another format',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD, format jsonschema) { orderId string }
          contract OrderPlaced 1.1.0 (format avro) { orderId string }
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“OrderPlaced” promises backward compatibility, but readers of 1.1.0 cannot read messages of 1.0.0: one is JSON Schema, ' +
              'the other Avro.',
          },
        ],
      },
      {
        name: 'an optional field in open JSON: strict registries refuse it',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD, format jsonschema, openContent yes) { orderId string }
          contract OrderPlaced 1.1.0 (format jsonschema) { orderId string, note string optional }
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“OrderPlaced” promises backward compatibility and allows fields that it does not name. “note” is new in 1.1.0: strict ' +
              'registries refuse that, and lenient ones accept it.',
          },
        ],
      },
      {
        name: 'in Protocol Buffers the text may have changed the number with the type',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD, format protobuf) {
            """
            message OrderPlaced { string total = 1; }
            """
            total string
          }
          contract OrderPlaced 1.1.0 (format protobuf) {
            """
            message OrderPlaced { reserved 1; int64 total = 2; }
            """
            total long
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nothing is checked, and the number says that readers understand it',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat NONE) { orderId string }
          contract OrderPlaced 1.1.0 { orderId long }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'the same, and nobody has named a mode',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event { orderId string }
          contract OrderPlaced 1.1.0 { orderNumber string }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“OrderPlaced” goes from 1.0.0 to 1.1.0 within one major version, but readers of 1.1.0 cannot read messages of 1.0.0: ' +
              '“orderNumber” is new, needed and without a default. It fails the other way round too, and nobody has said which changes ' +
              'are allowed.',
          },
        ],
      },
      {
        name: 'two versions under two keys',
        sketch: sketch`
          broker main kafka
          service orders-api
          service checkout
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (compat BACKWARD) { orderId string, customerId string }
          contract OrderPlaced 2.0.0 { orderId string, customerId string }
          orders-api -> orders (contracts OrderPlaced@1.0.0, key orderId)
          checkout -> orders (contracts OrderPlaced@2.0.0, key customerId)
          orders -> billing (orderingNeed perKey)
        `,
      },
    ],
    good: [
      {
        name: 'what nobody may leave out stays',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FORWARD) { orderId string, total long }
          contract OrderPlaced 1.1.0 { orderId string, total long, note string }
        `,
      },
      {
        name: 'a new field that may be missing',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FULL_TRANSITIVE, format avro) { orderId string }
          contract OrderPlaced 1.1.0 (format avro) { orderId string, note string optional }
        `,
      },
      {
        name: 'a field that gets another name, under which an Avro reader knows the old one',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD, format avro) {
            """
            {"type":"record","name":"OrderPlaced","fields":[{"name":"total","type":"long"}]}
            """
            total long
          }
          contract OrderPlaced 1.1.0 (format avro) {
            """
            {"type":"record","name":"OrderPlaced","fields":[{"name":"sum","type":"long","aliases":["total"]}]}
            """
            sum long
          }
        `,
      },
      {
        name: 'Protocol Buffers go by numbers, and miss no field',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat FULL, format protobuf) { orderId string, total long }
          contract OrderPlaced 1.1.0 (format protobuf) { orderNumber string, total bool }
        `,
      },
      {
        name: 'an optional field in closed JSON, and readers move first',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD, format jsonschema, openContent no) { orderId string }
          contract OrderPlaced 1.1.0 (format jsonschema) { orderId string, note string optional }
        `,
      },
      {
        name: 'a draft binds nobody once something is published',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat BACKWARD, status published) { orderId string }
          contract OrderPlaced 1.1.0 { orderId string, total long optional }
          contract OrderPlaced 1.2.0 { orderId string }
        `,
      },
      {
        name: 'a new major version says that it breaks',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event (compat NONE) { orderId string }
          contract OrderPlaced 2.0.0 { orderId long }
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'a private channel: the same people change both ends',
        sketch: sketch`
          service billing
          topic work
          contract StepDone 1.0.0 event (compat NONE) { step string }
          contract StepDone 1.1.0 { step long }
          billing -> work (contracts StepDone) -> billing
        `,
      },
      {
        name: 'two keys where nobody counts on either',
        sketch: sketch`
          service checkout
          contract OrderPlaced 1.0.0 event (compat BACKWARD) { orderId string }
          contract OrderPlaced 2.0.0 { orderId string }
          orders-api -> orders (contracts OrderPlaced@1.0.0, key orderId) -> billing (orderingNeed none)
          checkout -> orders (contracts OrderPlaced@2.0.0, key customerId)
        `,
      },
    ],
  },
  mend: [
    'Make new fields optional or give them a default, and keep those that readers need.',
    'Add a field instead of renaming one; the old one can go when nobody needs it any more.',
    'Give an incompatible version a name of its own, publish both for a while, and retire the old one when all have moved.',
    'Promise only what is kept: another mode may fit the changes that are really made.',
  ],
  notWhen: [
    'Only names, types, defaults and what is required are looked at here. Where a schema text stands, the view of the contract ' +
      'compares the texts, with symbols, bounds and further names.',
    'XML Schema is not compared.',
    'Without a mode, a change is left alone if one side can read the other, if the major version says that it breaks, or if the ' +
      'contract never leaves its context.',
  ],
  sources: [
    sources['CONF-compat'],
    sources.Z106,
    sources.Z209,
    sources.Z245,
    sources.Z246,
    sources['CE-primer'],
    sources['OTTO-new-type'],
    sources['BUF-breaking'],
    sources['AZ-es'],
  ],
});
