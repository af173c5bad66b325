import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { contextOf } from '../helpers/ctx.ts';
import { canPublish, localCopyEdits } from '../helpers/local-copy.ts';
import { triggerOf } from '../helpers/trig.ts';
import { all, any, type Claim, conclude, fails, holds, is, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface SyncCall extends Fact {
  readonly call: Id;
  readonly caller: Id;
  readonly callee: Id;
  readonly trouble: 'endless' | 'unguarded' | 'coupled';
  /** The handlers that call, and have no way out when the call fails. */
  readonly handlers: readonly Id[];
  readonly channels: readonly Id[];
  readonly timeout: string;
  readonly breaker: string;
  readonly purpose: string;
  /** The callee is a service of ours, which could publish or read from a queue. */
  readonly ours: boolean;
}

/** When the call fails, the message is lost or everything waits. */
function withoutWayOut(handler: EdgeOf<'consumes'>): Claim {
  return any(is(handler, 'retry', 'none'), is(handler, 'onExhausted', 'drop', 'block'));
}

/** It is tried again, and put aside in the end. */
function withWayOut(handler: EdgeOf<'consumes'>): boolean {
  const { retry, onExhausted } = handler.props;
  return retry !== '?' && retry !== 'none' && (onExhausted === 'dlq' || onExhausted === 'stop');
}

/**
 * Differences from the catalogue. A call that is said to wait for ever is one whatever comes after it: a retry begins when a
 * call has failed, and this one never does. The hint on what remains coupled is given for services only: a call to somebody
 * outside, in a handler, with all three guards, is how it should be done.
 */
export const syncCallInHandler = defineRule<'calls', SyncCall>({
  id: 'sync-call-in-handler',
  category: 'coupling',
  severity: 'warning',
  title: 'Handler that waits for another system',
  summary:
    'A handler that calls a system in another context or outside while it handles a message, without a timeout, a circuit breaker ' +
    'or a way out when the call fails.',
  why:
    'While the other system is down or slow, the handler cannot go on, and the messages behind wait. A consumer can then never be ' +
    'more available than all that it calls.',
  behavioural: { invariants: ['progress'], faults: ['dependency down'] },
  subject: ['calls'],
  *check(call, read) {
    const { inputs } = triggerOf(read, call);
    if (inputs.length === 0) return;
    const external = read.of(call.to, 'external');
    if (!external && contextOf(read, call.to) === contextOf(read, call.from)) return;
    const { timeout, breaker, purpose } = call.props;
    const fact = { call: call.id, caller: call.from, callee: call.to, timeout, breaker, purpose, ours: !external };
    const channels = (handlers: readonly EdgeOf<'consumes'>[]) => [...new Set(handlers.map(({ from }) => from))];
    if (timeout === 'none') {
      yield* conclude('warning', holds, (found) => ({
        ...found,
        ...fact,
        about: ['endless'],
        trouble: 'endless',
        handlers: inputs.map(({ id }) => id),
        channels: channels(inputs),
      }));
      return;
    }
    const unguarded = any(supposing(is(call, 'timeout', 'none')), supposing(is(call, 'breaker', 'no')));
    const claims = inputs.map((input) => all(unguarded, withoutWayOut(input)));
    const stuck = any(...claims);
    if (stuck.holds !== false) {
      const handlers = inputs.filter((_, i) => claims[i]?.holds);
      yield* conclude('warning', stuck, (found) => ({
        ...found,
        ...fact,
        about: ['unguarded'],
        trouble: 'unguarded',
        handlers: handlers.map(({ id }) => id),
        channels: channels(handlers),
      }));
      return;
    }
    const guarded = timeout !== '?' && breaker === 'yes' && inputs.every(withWayOut);
    yield* conclude('hint', external || !guarded ? fails : said(true), (found) => ({
      ...found,
      ...fact,
      about: ['coupled'],
      trouble: 'coupled',
      handlers: inputs.map(({ id }) => id),
      channels: channels(inputs),
    }));
  },
  explain({ call, caller, callee, trouble, handlers, channels, timeout, breaker, assumes }, say) {
    const [name, other] = [say.name(caller), say.name(callee)];
    const while_ = `${name} calls ${other} while it handles messages from ${say.names(channels)}`;
    const at = [call, caller, callee, ...handlers] as const;
    if (trouble === 'endless') {
      return {
        at,
        what: `${while_}, and waits for an answer without end.`,
        next: `Give the call a timeout, so that it can fail, be tried again, and be put aside.`,
      };
    }
    if (trouble === 'coupled') {
      return {
        at,
        what: `${while_}. It is well guarded, but nothing is handled while ${other} is down.`,
        next: `Let ${other} publish what ${name} asks for, or send it a message instead, if ${name} has to go on without it.`,
      };
    }
    const lacks = [
      ...(timeout === '?' && breaker !== 'no' ? ['a timeout'] : []),
      ...(breaker !== 'yes' ? ['a circuit breaker'] : []),
    ].join(' or ');
    const guards = assumes.some(({ id }) => id === call)
      ? `nobody has said whether there is ${lacks}`
      : 'there is no circuit breaker';
    return {
      at,
      what: `${while_}: ${guards}, and a message whose call fails is lost or blocks the others.`,
      next: `Give the call a timeout and a circuit breaker, and try the message again before it goes to a dead-letter queue.`,
    };
  },
  fixes: [
    {
      id: 'guard',
      fits: ({ trouble }) => trouble !== 'coupled',
      title: ({ callee }, say) => `Give the call to ${say.name(callee)} a timeout of 5 s and a circuit breaker`,
      kind: 'suggestion',
      edits: ({ call, timeout }) => [
        ...(timeout === 'none' || timeout === '?' ? [set(call, 'timeout', '5s')] : []),
        set(call, 'breaker', 'yes'),
      ],
    },
    {
      id: 'local-copy',
      fits: ({ ours, purpose }) => ours && purpose !== 'command',
      title: ({ caller, callee }, say) =>
        `Let ${say.name(caller)} keep a copy of what it asks ${say.name(callee)} for, by events`,
      kind: 'suggestion',
      edits: ({ call, caller, callee }, read, makeId) =>
        read.edge(call) && canPublish(read, callee)
          ? [{ op: 'removeEdge', id: call }, ...localCopyEdits(read, callee, caller, makeId)]
          : [],
    },
    {
      id: 'queue',
      fits: ({ ours, purpose }) => ours && purpose !== 'query',
      title: ({ callee }, say) => `Put the request to ${say.name(callee)} into a queue`,
      kind: 'suggestion',
      edits({ call, caller, callee }, read, makeId) {
        const edge = read.edge(call);
        const receiver = read.element(callee);
        if (edge?.kind !== 'calls' || !receiver) return [];
        const queue = makeId();
        const { name, context } = receiver.props;
        return [
          { op: 'removeEdge', id: call },
          addElement('channel', queue, { name: `${name}-commands`, type: 'queue', context }),
          addEdge('publishes', makeId(), caller, queue, { triggeredBy: edge.props.triggeredBy }),
          addEdge('consumes', makeId(), queue, callee),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a price that is asked for without a timeout',
        sketch: sketch`
          service checkout
          service pricing
          orders-api -> orders -> checkout (retry blocking, onExhausted dlq)
          checkout -> pricing (purpose query, timeout none)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“checkout” calls “pricing” while it handles messages from “orders”, and waits for an answer without end.',
          },
        ],
      },
      {
        name: 'no circuit breaker, and a failed message blocks the others',
        sketch: sketch`
          service billing
          external PayCo payment
          orders-api -> orders -> billing (retry blocking, onExhausted block)
          billing -> PayCo (purpose command, timeout 5s, breaker no)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“billing” calls “PayCo” while it handles messages from “orders”: there is no circuit breaker, and a message whose call ' +
              'fails is lost or blocks the others.',
          },
        ],
      },
      {
        name: 'nobody has said how the call is guarded, and it is not tried again',
        sketch: sketch`
          service billing
          external PayCo payment
          orders-api -> orders -> billing (retry none)
          billing -> PayCo (purpose command)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'well guarded, and still down while the other is down',
        sketch: sketch`
          service checkout
          service pricing
          orders-api -> orders -> checkout (retry blocking, onExhausted dlq)
          checkout -> pricing (purpose query, timeout 2s, breaker yes)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'an order to another service, without a breaker or a second try',
        sketch: sketch`
          service shipping
          service labels
          orders-api -> orders -> shipping (retry none)
          shipping -> labels (purpose command, timeout 2s, breaker no)
        `,
      },
    ],
    good: [
      {
        name: 'a table of prices of its own',
        sketch: sketch`
          service checkout
          service pricing
          store prices kv (role readModel)
          pricing -> price-changes -> checkout
          orders-api -> orders -> checkout
          checkout -> prices
          prices -> checkout
        `,
      },
      {
        name: 'a payment with a timeout, a breaker, retries and a dead-letter queue',
        sketch: sketch`
          service billing
          external PayCo payment
          orders-api -> orders -> billing (retry blocking, onExhausted dlq)
          billing -> PayCo (purpose command, timeout 5s, breaker yes)
        `,
      },
      {
        name: 'a call that no message causes',
        sketch: sketch`
          service checkout
          service pricing
          orders-api -> orders -> checkout (retry none)
          checkout -> pricing (timeout none, triggeredBy own)
        `,
      },
      {
        name: 'a neighbour in the same context',
        sketch: sketch`
          context Sales { checkout pricing }
          service checkout
          service pricing
          orders-api -> orders -> checkout (retry none)
          checkout -> pricing (purpose query, timeout none)
        `,
      },
      {
        name: 'nobody has said what happens when handling fails',
        sketch: sketch`
          service billing
          external PayCo payment
          orders-api -> orders -> billing
          billing -> PayCo (purpose command)
        `,
      },
    ],
  },
  mend: [
    'A timeout, a circuit breaker, a limited number of retries, and a dead-letter queue.',
    'Let the data arrive as events, and look it up in a copy.',
    'Put the request into a queue, and go on when the answer arrives.',
  ],
  notWhen: [
    'Calls inside one context, and calls that no message causes, are not looked at.',
    'A synchronous question is right where it is rare, or where an old answer is worse than none; it still needs a timeout.',
    'A call to a system outside can’t be replaced by events; with all guards nothing is said about it.',
  ],
  sources: [sources['AZ-saga'], sources['NSB-sagas']],
});
