import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carries } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { contextOf } from '../helpers/ctx.ts';
import { fieldWords, namesOf, personalIn } from '../helpers/personal.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Protection = 'access' | 'tls' | 'atRest';

/** Why the channel has to be protected; the first that holds. */
type Concern =
  | { readonly is: 'personal'; readonly fields: readonly string[]; readonly contracts: readonly Id[] }
  | { readonly is: 'classified'; readonly contract: Id; readonly classification: string }
  | { readonly is: 'outside'; readonly nodes: readonly Id[] }
  | { readonly is: 'shared'; readonly nodes: readonly Id[] /** Their contexts are drawn. */; readonly drawn: boolean };

interface Unprotected extends Fact {
  readonly channel: Id;
  readonly lacks: readonly Protection[];
  /** What is stated; `?` where nobody has said anything about what it lacks. */
  readonly stated: string;
  readonly concern: Concern;
}

const wanted: Readonly<Record<Protection, string>> = { access: 'perClient', tls: 'yes', atRest: 'yes' };

const open: Readonly<Record<Protection, string>> = {
  access: 'who may read and write it',
  tls: 'whether it is encrypted on the network',
  atRest: 'whether it is encrypted on disk',
};

function concernAbout(concern: Concern, say: Say): string {
  switch (concern.is) {
    case 'personal':
      return `it carries ${fieldWords(concern.fields, say)} of ${say.names(concern.contracts)}`;
    case 'classified':
      return `it carries ${say.name(concern.contract)}, which is ${concern.classification}`;
    case 'outside':
      return `${say.names(concern.nodes)} ${say.agree(concern.nodes, 'takes', 'take')} part from outside`;
    case 'shared':
      return `${say.names(concern.nodes)} ${concern.drawn ? 'use it from different contexts' : 'share it'}`;
  }
}

interface Looked {
  readonly concern: Concern;
  readonly personal: boolean;
  /** Somebody outside of the trust boundary reads or writes it. */
  readonly untrusted: boolean;
}

function looked(read: Reads, channel: ElementOf<'channel'>): Looked | undefined {
  const contracts = carries(read, channel.id);
  const personal = personalIn(read, contracts).filter(
    ({ contract: { props } }) => props.piiProtection === 'none' || props.piiProtection === '?',
  );
  const nodes = [
    ...new Set([
      ...read.into(channel.id, 'publishes').map(({ from }) => from),
      ...read.out(channel.id, 'consumes').map(({ to }) => to),
    ]),
  ];
  const outside = nodes.filter((id) => read.of(id, 'external') !== undefined);
  const untrusted = outside.some((id) => read.of(id, 'external')?.props.trusted === 'no');
  const common = { personal: personal.length > 0, untrusted };
  if (personal.length > 0) {
    const ids = [...new Set(personal.map(({ contract }) => contract.id))];
    return { ...common, concern: { is: 'personal', fields: namesOf(personal), contracts: ids } };
  }
  for (const each of contracts) {
    const contract = contractOf(read, each);
    const classification = contract?.props.classification ?? '?';
    if (contract && (classification === 'confidential' || classification === 'restricted'))
      return { ...common, concern: { is: 'classified', contract: contract.id, classification } };
  }
  if (outside.length > 0) return { ...common, concern: { is: 'outside', nodes: outside } };
  const contexts = new Set(nodes.map((id) => contextOf(read, id)));
  if (contexts.size < 2) return undefined;
  const drawn = [...contexts].every((id) => read.of(id, 'context') !== undefined);
  return { ...common, concern: { is: 'shared', nodes, drawn } };
}

/**
 * Differences from the catalogue. The hint about what nobody has said is given only where something is at stake that
 * somebody has stated: personal data, a classification, or an untrusted system that takes part. Without drawn contexts every
 * service is its own, and each channel of a sketch would be marked. Personal data that is encrypted or replaced in the
 * message itself needs no encrypted disk.
 */
export const channelUnprotected = defineRule<'channel', Unprotected>({
  id: 'channel-unprotected',
  category: 'privacy',
  severity: 'warning',
  title: 'Channel unprotected',
  summary: 'A channel with sensitive messages, or between contexts, that is open, shares one password, or is not encrypted.',
  why:
    'Who may publish and read is part of the design: whoever gets at an open channel reads everything, and can publish events ' +
    'that never happened.',
  behavioural: { not: 'The rehearsal plays faults, not attacks.' },
  subject: ['channel'],
  *check(channel, read) {
    const { access, tls, atRest } = channel.props;
    if (access === 'perClient' && tls === 'yes' && atRest === 'yes') return;
    const found = looked(read, channel);
    if (!found) return;
    const { concern, personal, untrusted } = found;
    const fact = (lacks: Protection, stated: string) => ({
      about: [lacks],
      assumes: [],
      channel: channel.id,
      lacks: [lacks],
      stated,
      concern,
    });
    if (access === 'open') yield { ...fact('access', access), severity: 'error' };
    if (access === 'sharedCredential') yield { ...fact('access', access), severity: 'warning' };
    if (tls === 'no') yield { ...fact('tls', tls), severity: untrusted ? 'error' : 'warning' };
    if (atRest === 'no' && personal) yield { ...fact('atRest', atRest), severity: 'warning' };
    const atStake = untrusted || concern.is === 'personal' || concern.is === 'classified';
    const unsaid = (['access', 'tls', 'atRest'] as const).filter(
      (each) => channel.props[each] === '?' && (each !== 'atRest' || personal),
    );
    if (!atStake || unsaid.length === 0) return;
    yield {
      ...fact('access', '?'),
      severity: 'hint',
      about: ['unsaid'],
      assumes: unsaid.map((property) => ({ id: channel.id, property })),
      lacks: unsaid,
    };
  },
  explain({ channel, lacks, stated, concern }, say) {
    const name = say.name(channel);
    const because = concernAbout(concern, say);
    const at = [
      channel,
      ...('contracts' in concern ? concern.contracts : 'nodes' in concern ? concern.nodes : [concern.contract]),
    ] as const;
    if (stated === '?') {
      return {
        at,
        what: `Nobody has said of ${name} ${list(
          lacks.map((each) => open[each]),
          'or',
        )}, although ${because}.`,
        next: 'Give every client an identity and rights of its own, and encrypt what is sent and stored.',
      };
    }
    if (lacks[0] === 'access') {
      return {
        at,
        what:
          stated === 'open'
            ? `Whoever reaches the broker may read ${name} and publish to it, and ${because}.`
            : `All clients of ${name} use one password, so that none can be told apart or shut out, and ${because}.`,
        next: `Give every client of ${name} an identity of its own, and the rights that it needs.`,
      };
    }
    return lacks[0] === 'tls'
      ? {
          at,
          what: `${name} sends its messages over the network unencrypted, and ${because}.`,
          next: `Use TLS between the broker and all clients of ${name}.`,
        }
      : { at, what: `${name} lies unencrypted on disk, and ${because}.`, next: `Encrypt the disks that ${name} lies on.` };
  },
  fixes: [
    {
      id: 'per-client',
      fits: ({ lacks, stated }) => lacks[0] === 'access' && stated !== '?',
      title: ({ channel }, say) => `Give every client of ${say.name(channel)} an identity and rights of its own`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'access', wanted.access)],
    },
    {
      id: 'encrypt',
      fits: ({ lacks, stated }) => lacks[0] !== 'access' && stated !== '?',
      title: ({ channel, lacks }, say) => `Encrypt ${say.name(channel)} ${lacks[0] === 'tls' ? 'on the network' : 'on disk'}`,
      kind: 'suggestion',
      edits: ({ channel, lacks }) => lacks.map((each) => set(channel, each, wanted[each])),
    },
    {
      id: 'protect',
      fits: ({ stated }) => stated === '?',
      title: ({ channel, lacks }, say) =>
        `Say that ${say.name(channel)} ${list([
          ...(lacks.includes('access') ? ['gives every client rights of its own'] : []),
          ...(lacks.includes('tls') ? ['is encrypted on the network'] : []),
          ...(lacks.includes('atRest') ? ['is encrypted on disk'] : []),
        ])}`,
      kind: 'suggestion',
      edits: ({ channel, lacks }) => lacks.map((each) => set(channel, each, wanted[each])),
    },
  ],
  examples: {
    bad: [
      {
        name: 'payments behind one password',
        sketch: sketch`
          service payments
          service billing
          topic payment-events (access sharedCredential, tls yes, atRest yes)
          payments -> payment-events -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'All clients of “payment-events” use one password, so that none can be told apart or shut out, and “billing” and ' +
              '“payments” share it.',
          },
        ],
      },
      {
        name: 'an open topic with personal data',
        sketch: sketch`
          context Shop { shop mailer }
          service shop
          service mailer
          topic orders (access open, tls no, atRest no)
          contract OrderPlaced 1.0.0 event { email string pii personal }
          shop -> orders (contracts OrderPlaced) -> mailer
        `,
        expects: [
          {
            severity: 'error',
            what: 'Whoever reaches the broker may read “orders” and publish to it, and it carries “email” of “OrderPlaced”.',
          },
          { severity: 'warning', what: '“orders” lies unencrypted on disk, and it carries “email” of “OrderPlaced”.' },
          {
            severity: 'warning',
            what: '“orders” sends its messages over the network unencrypted, and it carries “email” of “OrderPlaced”.',
          },
        ],
      },
      {
        name: 'one password for two contexts',
        sketch: sketch`
          context Shop { shop }
          context Finance { billing }
          service shop
          service billing
          topic orders (access sharedCredential, tls yes)
          shop -> orders -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'All clients of “orders” use one password, so that none can be told apart or shut out, and “billing” and “shop” ' +
              'use it from different contexts.',
          },
        ],
      },
      {
        name: 'unencrypted to a partner',
        sketch: sketch`
          service shop
          external Carrier partner
          topic parcels (access perClient, tls no)
          shop -> parcels -> Carrier
        `,
        expects: [
          {
            severity: 'error',
            what: '“parcels” sends its messages over the network unencrypted, and “Carrier” takes part from outside.',
          },
        ],
      },
      {
        name: 'confidential, and nobody has said who may read it',
        sketch: sketch`
          context Finance { payroll payments }
          service payroll
          service payments
          topic salaries (tls yes)
          contract SalarySet 1.0.0 event (classification confidential)
          payroll -> salaries (contracts SalarySet) -> payments
        `,
        expects: [
          {
            severity: 'hint',
            what: 'Nobody has said of “salaries” who may read and write it, although it carries “SalarySet”, which is confidential.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'identities of their own, and encryption',
        sketch: sketch`
          service payments
          external PayCo payment
          topic payment-events (access perClient, tls yes, atRest yes)
          contract PaymentTaken 1.0.0 event { cardNumber string pii secret }
          payments -> payment-events (contracts PaymentTaken) -> PayCo
        `,
      },
      {
        name: 'an open topic inside one context, with nothing to hide',
        sketch: sketch`
          context Shop { shop search }
          service shop
          service search
          topic prices (access open, tls no, atRest no)
          contract PriceSet 1.0.0 event (classification public) { price long }
          shop -> prices (contracts PriceSet) -> search
        `,
      },
      {
        name: 'nobody has said anything yet, and nothing is at stake',
        sketch: sketch`
          service shop
          service billing
          topic orders
          shop -> orders -> billing
        `,
      },
      {
        name: 'encrypted for each person in the message itself',
        sketch: sketch`
          context Shop { shop mailer }
          service shop
          service mailer
          topic orders (access perClient, tls yes, atRest no)
          contract OrderPlaced 1.0.0 event (piiProtection cryptoShred) { email string pii personal }
          shop -> orders (contracts OrderPlaced) -> mailer
        `,
      },
    ],
  },
  mend: [
    'Give each client its own identity, and rights for each topic.',
    'Encrypt the way to the broker (TLS), and its disks where personal data lies on them.',
  ],
  notWhen: [
    'Between parts of one context, without personal or confidential data, an open channel may be a choice.',
    'How clients prove who they are is below the level of the drawing.',
  ],
  sources: [sources['KAFKA-ops'], sources['AAPI-rules'], sources['DAPR-scopes'], sources.Z200],
});
