import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf, writesOf } from '../helpers/carries.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { callsBy, publishesBy, writesBy } from '../helpers/eff.ts';
import { removeEdgeEdits } from '../helpers/remove.ts';
import { shareMessages } from '../helpers/unit.ts';
import { all, any, type Claim, conclude, fails, is, not, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';
import { asFact, imperative } from '../words.ts';

interface ManyHandlers extends Fact {
  readonly contract: Id;
  readonly handlers: readonly Id[];
  readonly receivers: readonly Id[];
  /** The one that would stay: the owner's, or the first. */
  readonly kept: Id;
  /** What an event would be called that says the same. */
  readonly happened?: string;
}

/** The handler does something about the command. Keeping a record of it in an archive is not obeying it. */
function obeys(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  const writes = writesBy(read, consumes).some(({ to }) => read.of(to, 'store')?.props.role !== 'archive');
  if (writes || publishesBy(read, consumes).length > 0) return said(true);
  return any(...callsBy(read, consumes).map((call) => is(call, 'purpose', 'command')));
}

/** Each of the two gets the same command: two groups of one channel, or two channels that one sender always sends it to. */
function bothGet(read: Reads, contract: Id, a: EdgeOf<'consumes'>, b: EdgeOf<'consumes'>): Claim {
  if (a.from === b.from) return not(shareMessages(read, a, b));
  const senders = (channel: Id) =>
    read
      .into(channel, 'publishes')
      .filter((each) => each.props.when === '' && writesOf(read, each).some((one) => contractId(one) === contract))
      .map(({ from }) => from);
  const second = new Set(senders(b.from));
  return said(senders(a.from).some((sender) => second.has(sender)));
}

const aside: readonly string[] = ['dlq', 'retry', 'archive'];

/**
 * Differences from the catalogue. Two channels give two copies only if one sender sends the command to both without a
 * condition; two senders with a channel each address two receivers. Who only keeps a record of commands in an archive obeys none.
 */
export const commandManyHandlers = defineRule<'contract', ManyHandlers>({
  id: 'command-many-handlers',
  category: 'coupling',
  severity: 'error',
  title: 'Command that several receivers carry out',
  summary: 'A command of which two handlers get a copy each, and both do something about it.',
  why: 'A command asks one receiver to do one thing. If two receive it, it is done twice, and nobody knows whose answer counts.',
  behavioural: { invariants: ['effect-once'], faults: ['normal load'] },
  subject: ['contract'],
  *check(contract, read) {
    if (contract.props.kind !== 'command') return;
    const handlers = carriersOf(read, contract.id)
      .filter((id) => !aside.includes(read.of(id, 'channel')?.props.role ?? ''))
      .flatMap((id) => read.out(id, 'consumes'))
      .filter((each) => readsOf(read, each).some((one) => contractId(one) === contract.id));
    if (handlers.length < 2) return;
    const acting = handlers.map((each) => obeys(read, each));
    const hit = new Set<EdgeOf<'consumes'>>();
    const claims: Claim[] = [];
    handlers.forEach((a, i) => {
      handlers.slice(i + 1).forEach((b, j) => {
        const claim = all(bothGet(read, contract.id, a, b), acting[i] ?? fails, acting[i + 1 + j] ?? fails);
        claims.push(claim);
        if (claim.holds) hit.add(a).add(b);
      });
    });
    const found = handlers.filter((each) => hit.has(each));
    const { name } = contract.props;
    const happened = imperative(name) ? asFact(name) : undefined;
    yield* conclude('error', any(...claims), (conclusion) => ({
      ...conclusion,
      about: [],
      contract: contract.id,
      handlers: found.map(({ id }) => id),
      receivers: found.map(({ to }) => to),
      ...(happened !== undefined && { happened }),
      kept: (found.find(({ to }) => to === contract.props.owner) ?? (found[0] as EdgeOf<'consumes'>)).id,
    }));
  },
  explain({ contract, handlers, receivers }, say) {
    const who = say.names(receivers);
    const each = new Set(receivers).size === 1 ? `Two handlers of ${who} both carry it out.` : `${who} all carry it out.`;
    return {
      at: [contract, ...handlers, ...receivers],
      what: `${say.name(contract)} is a command, and each handler gets a copy of it. ${new Set(receivers).size === 2 ? `${who} both carry it out.` : each}`,
      next: `Let one of them carry out ${say.name(contract)}, and tell the others by an event that it is done.`,
    };
  },
  fixes: [
    {
      id: 'one-receiver',
      title: ({ contract, handlers, receivers, kept }, say) =>
        `Let only ${say.name(receivers[handlers.indexOf(kept)] as Id)} carry out ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract, handlers, kept }, read) =>
        handlers.flatMap((id): Edit[] => {
          const edge = read.edge(id);
          if (id === kept || edge?.kind !== 'consumes') return [];
          const rest = readsOf(read, edge).filter((each) => contractId(each) !== contract);
          return rest.length > 0 ? [set(id, 'contracts', rest)] : removeEdgeEdits(read, id);
        }),
    },
    {
      id: 'make-event',
      title: ({ contract, happened }, say) =>
        `Make ${say.name(contract)} an event${happened === undefined ? '' : `, ${say.word(happened)}`}, to which anybody may react`,
      kind: 'suggestion',
      edits: ({ contract, happened }, read) => [
        ...(contractOf(read, contract) ? [set(contract, 'kind', 'event')] : []),
        ...(happened === undefined ? [] : [set(contract, 'name', happened)]),
      ],
    },
  ],
  examples: {
    bad: [
      {
        name: 'two services that both charge the card',
        sketch: sketch`
          broker main kafka
          topic charges on main
          service payments
          service billing
          store payments-db relational
          store invoices relational
          contract ChargeCard 1.0.0 command
          shop -> charges (contracts ChargeCard) -> payments
          charges -> billing
          payments -> payments-db
          billing -> invoices
        `,
        expects: [
          {
            severity: 'error',
            what: '“ChargeCard” is a command, and each handler gets a copy of it. “billing” and “payments” both carry it out.',
          },
        ],
      },
      {
        name: 'one sender that sends it to two queues',
        sketch: sketch`
          queue charges
          queue invoicing
          service payments
          service billing
          store payments-db relational
          external PayCo payment
          contract ChargeCard 1.0.0 command
          contract SendInvoice 1.0.0 command
          shop -> charges (contracts ChargeCard) -> payments -> payments-db
          shop -> invoicing (contracts [ChargeCard, SendInvoice]) -> billing
          billing -> PayCo (purpose command)
        `,
      },
    ],
    good: [
      {
        name: 'one receiver, and an event for the others',
        sketch: sketch`
          queue charges
          service payments
          service billing
          store payments-db relational
          store invoices relational
          contract ChargeCard 1.0.0 command
          contract CardCharged 1.0.0 event
          shop -> charges (contracts ChargeCard) -> payments -> payments-db
          payments -> payment-events (contracts CardCharged) -> billing -> invoices
        `,
      },
      {
        name: 'two handlers that share the work of a queue',
        sketch: sketch`
          queue charges
          service payments-a
          service payments-b
          store payments-db relational
          contract ChargeCard 1.0.0 command
          shop -> charges (contracts ChargeCard) -> payments-a -> payments-db
          charges -> payments-b -> payments-db
        `,
      },
      {
        name: 'one that carries it out, and one that watches',
        sketch: sketch`
          topic charges
          service payments
          service audit
          store payments-db relational
          store commands-log relational (role archive)
          contract ChargeCard 1.0.0 command
          shop -> charges (contracts ChargeCard) -> payments -> payments-db
          charges -> audit -> commands-log (mode append)
        `,
      },
      {
        name: 'sent to one of two queues, by a condition',
        sketch: sketch`
          queue charges-eu
          queue charges-us
          service payments-eu
          service payments-us
          store eu-db relational
          store us-db relational
          contract ChargeCard 1.0.0 command
          shop -> charges-eu (contracts ChargeCard, when "the card is European") -> payments-eu -> eu-db
          shop -> charges-us (contracts ChargeCard, when "any other card") -> payments-us -> us-db
        `,
      },
      {
        name: 'two senders with a receiver each',
        sketch: sketch`
          queue shop-mails
          queue crm-mails
          service shop-mailer
          service crm-mailer
          external SMTP notification
          contract SendMail 1.0.0 command
          shop -> shop-mails (contracts SendMail) -> shop-mailer -> SMTP (purpose command)
          crm -> crm-mails (contracts SendMail) -> crm-mailer -> SMTP (purpose command)
        `,
      },
    ],
  },
  mend: [
    'One receiver carries it out, and publishes an event that it is done; the others read that.',
    'If everybody may react, it is an event: name it after what has happened.',
    'Route by type or by a condition, so that each command has one receiver.',
  ],
  notWhen: [
    'Instances that share one queue or one group are one receiver.',
    'Who only watches, or keeps a record in an archive, carries nothing out.',
    'Retry, dead-letter and archive channels are left out.',
  ],
  sources: [sources['NSB-messages'], sources['CESP-command']],
});
