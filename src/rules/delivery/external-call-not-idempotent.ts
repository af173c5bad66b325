import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { repeats } from '../helpers/dup.ts';
import { callsIdempotently } from '../helpers/idem.ts';
import { triggerOf } from '../helpers/trig.ts';
import { all, any, type Claim, conclude, fails, is, not } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface CallTwice extends Fact {
  readonly call: Id;
  readonly caller: Id;
  readonly callee: Id;
  /** The channels whose messages cause the call. */
  readonly channels: readonly Id[];
  readonly keyed: boolean;
  /** The other side is said to do it again, whatever goes along. */
  readonly ignores: boolean;
  /** The handler skips what it has handled, so that only a crash between call and record repeats the call. */
  readonly remembered: boolean;
  readonly external: boolean;
}

function remembers({ props: { idempotency } }: EdgeOf<'consumes'>): boolean {
  return idempotency === 'dedupStore' || idempotency === 'versionCheck';
}

function calledTwice(read: Reads, call: EdgeOf<'calls'>, consumes: EdgeOf<'consumes'>): Claim {
  const same = callsIdempotently(read, call);
  // Idempotent by nature is believed of everything that may be so.
  if (consumes.props.idempotency === 'natural' && call.props.idempotencyKey === '?' && same.holds === undefined) return fails;
  return all(repeats(read, consumes), is(call, 'purpose', 'command'), not(same));
}

/**
 * Differences from the catalogue: one finding for each call, whatever causes it, since one key mends it for all. A version
 * check leaves the same gap as a store of ids, and is a warning too. What is said to do nothing more on the same request
 * is silent with or without a key, as the catalogue's own fixes have it; its predicate asked for the key all the same.
 */
export const externalCallNotIdempotent = defineRule<'calls', CallTwice>({
  id: 'external-call-not-idempotent',
  category: 'delivery',
  severity: 'error',
  title: 'Call not idempotent',
  summary: 'A handler makes something happen elsewhere by a call, and the other side cannot tell a repeat from a new request.',
  why:
    'What another system does (a charge, an e-mail, a parcel label) is in no transaction of yours. If the message is ' +
    'handled again, or the answer to the call gets lost, it is done again.',
  behavioural: { invariants: ['effect-once'], faults: ['crash after effect before ack', 'lost answer'] },
  subject: ['calls'],
  *check(call, read) {
    if (call.props.purpose === 'query') return;
    const cases = triggerOf(read, call).inputs.map((consumes) => ({ consumes, claim: calledTwice(read, call, consumes) }));
    const found = cases.filter(({ claim }) => claim.holds).map(({ consumes }) => consumes);
    const remembered = found.every(remembers);
    yield* conclude(remembered ? 'warning' : 'error', any(...cases.map(({ claim }) => claim)), (conclusion) => ({
      ...conclusion,
      about: [],
      call: call.id,
      caller: call.from,
      callee: call.to,
      channels: [...new Set(found.map((consumes) => consumes.from))],
      keyed: call.props.idempotencyKey === 'yes',
      ignores: read.of(call.to, 'external')?.props.idempotent === 'no',
      remembered,
      external: read.of(call.to, 'external') !== undefined,
    }));
  },
  explain({ call, caller, callee, channels, keyed, ignores, remembered }, say) {
    const name = say.name(caller);
    const other = say.name(callee);
    const calls = `${name} makes something happen at ${other} for each message from ${say.names(channels)}`;
    const twice = keyed
      ? `${other} ignores the key that goes along, so a repeat does it again`
      : `the call carries nothing by which ${other} could tell a repeat`;
    return {
      at: [call, caller, callee],
      what: remembered
        ? `${calls}, and ${twice}. ${name} skips messages that it has handled, but if it crashes between the call and ` +
          'the record of it, the call is made again.'
        : `${calls}, and ${twice}.`,
      next: ignores
        ? `Write down what is about to be done, and before a second try ask ${other} whether it is done already.`
        : `Send a key with the call that is derived from the id of the message, so that ${other} does it once.`,
    };
  },
  fixes: [
    {
      id: 'key',
      fits: ({ ignores }) => !ignores,
      title: ({ caller, callee }, say) =>
        `Let ${say.name(caller)} send ${say.name(callee)} a key that is derived from the id of the message`,
      kind: 'suggestion',
      edits: ({ call }) => [set(call, 'idempotencyKey', 'yes')],
    },
    {
      id: 'ask-status',
      fits: ({ external }) => external,
      title: ({ caller, callee }, say) =>
        `Let ${say.name(caller)} write down what it is about to do, and ask ${say.name(callee)} before a second try whether ` +
        'it is done already',
      kind: 'suggestion',
      edits: ({ callee }) => [set(callee, 'idempotent', 'yes')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a mail for each message, without a key',
        sketch: sketch`
          service orders-api
          topic orders-paid
          service mailer
          external SMTP notification
          orders-api -> orders-paid -> mailer
          mailer -> SMTP (purpose command, idempotencyKey no)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“mailer” makes something happen at “SMTP” for each message from “orders-paid”, and the call carries nothing ' +
              'by which “SMTP” could tell a repeat.',
          },
        ],
      },
      {
        name: 'a key that the provider ignores',
        sketch: sketch`
          service orders-api
          topic orders-paid
          service mailer
          external SMTP notification (idempotent no)
          orders-api -> orders-paid -> mailer
          mailer -> SMTP (purpose command, idempotencyKey yes)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“mailer” makes something happen at “SMTP” for each message from “orders-paid”, and “SMTP” ignores the key ' +
              'that goes along, so a repeat does it again.',
          },
        ],
      },
      {
        name: 'an inbox leaves a gap between the call and the record of it',
        sketch: sketch`
          service orders-api
          topic orders-paid
          service mailer
          store inbox relational (role inbox)
          external SMTP notification
          orders-api -> orders-paid -> mailer (idempotency dedupStore, dedupStore inbox)
          mailer -> SMTP (purpose command, idempotencyKey no)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'neither a key nor a provider that would heed one',
        sketch: sketch`
          service orders-api
          topic orders-paid
          service mailer
          external SMTP notification (idempotent no)
          orders-api -> orders-paid -> mailer
          mailer -> SMTP (purpose command, idempotencyKey no)
        `,
      },
      {
        name: 'another service is no different, and one call is one finding however many messages cause it',
        sketch: sketch`
          service orders-api
          topic orders
          topic returns
          service billing
          service ledger
          orders-api -> orders -> billing (idempotency none)
          orders-api -> returns -> billing (idempotency versionCheck)
          billing -> ledger (purpose command, idempotencyKey no)
        `,
      },
    ],
    good: [
      {
        name: 'the id of the event goes along as a key',
        sketch: sketch`
          service orders-api
          topic orders-paid
          service mailer
          external gateway notification (idempotent yes)
          orders-api -> orders-paid -> mailer
          mailer -> gateway (purpose command, idempotencyKey yes)
        `,
      },
      {
        name: 'nobody has said that the key is ignored',
        sketch: sketch`
          service orders-api
          topic orders-paid
          service mailer
          external gateway notification
          orders-api -> orders-paid -> mailer
          mailer -> gateway (purpose command, idempotencyKey yes)
        `,
      },
      {
        name: 'a thermostat that is set to the same value again',
        sketch: sketch`
          service rooms
          topic wishes
          service heating
          external thermostat device (idempotent yes)
          rooms -> wishes -> heating
          heating -> thermostat (purpose command, idempotencyKey no)
        `,
      },
      {
        name: 'a question changes nothing',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          external rates
          orders-api -> orders -> billing (idempotency none)
          billing -> rates (purpose query, idempotencyKey no)
        `,
      },
      {
        name: 'acknowledged before the work, a message does not come again',
        sketch: sketch`
          service orders-api
          topic orders
          service mailer
          external SMTP notification
          orders-api -> orders -> mailer (ack beforeEffect)
          mailer -> SMTP (purpose command, idempotencyKey no)
        `,
      },
      {
        name: 'a call that a request causes, and no message',
        sketch: sketch`
          external shop client
          service orders-api
          external PayCo payment
          shop -> orders-api (purpose command)
          orders-api -> PayCo (purpose command, idempotencyKey no)
        `,
      },
      {
        name: 'said to be the same by nature, and nothing is known that speaks against it',
        sketch: sketch`
          service rooms
          topic wishes
          service heating
          service thermostats
          rooms -> wishes -> heating (idempotency natural)
          heating -> thermostats (purpose command)
        `,
      },
      {
        name: 'nobody has said whether a key goes along',
        sketch: sketch`
          service orders-api
          topic orders
          service mailer
          external SMTP notification
          orders-api -> orders -> mailer
          mailer -> SMTP (purpose command)
        `,
      },
    ],
  },
  mend: [
    'Send an idempotency key with the call that is derived from the id of the message.',
    'Write down the intent, make the call, write down the result; on a second try, ask for the status first.',
    'Put the call behind a channel of commands, with a consumer that notices repeats.',
    'Accept it where the same request twice does no harm, and say so at the external system.',
  ],
  notWhen: [
    'A query changes nothing.',
    'A key is enough for redelivery; keys expire after hours or days, so that a replay after months still repeats the call.',
    'A store of handled ids cannot be in one transaction with another system, so that the gap stays, and with it a warning.',
  ],
  sources: [sources['KAFKA-external'], sources['AZ-es'], sources['NSB-sagas'], sources['AWS-kinesis-dup']],
});
