import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import { orderBetween } from '#model/row-order.ts';
import { query, type Reads } from '../context.ts';
import { addFields, set } from '../helpers/build.ts';
import { carries, readsOf } from '../helpers/carries.ts';
import { contractId, fieldsOf, type Named, namedBy } from '../helpers/contracts.ts';
import { detoured } from '../helpers/detour.ts';
import { fieldNamed, isField } from '../helpers/keys.ts';
import { any, type Claim, conclude, fails, holds, not, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface TenantMixed extends Fact {
  readonly channel: Id;
  readonly flaw: 'field' | 'reader';
  /** The field that says whose data it is; empty while none is named. */
  readonly field: string;
  /** Contracts, as they are named, that do not say it. */
  readonly lacking: readonly string[];
  readonly consumes?: Id;
  readonly reader?: Id;
  readonly tenant?: Id;
}

const usual = 'tenantId';

/** The tenant that an element belongs to. */
const tenantOf = query((read: Reads, id: Id): Id | undefined => {
  const seen = new Set<Id>();
  for (let element = read.element(id); element && !seen.has(element.id); element = read.element(element.props.context)) {
    if (element.kind === 'context' && element.props.kind === 'tenant') return element.id;
    seen.add(element.id);
  }
  return undefined;
});

/** A message of the contract says whose data it is, in a field or in its envelope. */
function says({ contract, version }: Named, field: string): Claim {
  const { meta } = contract.props;
  if (typeof meta !== 'string' && meta.includes(usual)) return holds;
  const fields = fieldsOf(version);
  if (!fields) return unsaid();
  if (fields.some(({ name }) => name === field || normalName(name) === normalName(usual))) return holds;
  return typeof meta === 'string' ? unsaid({ id: contract.id, property: 'meta' }) : fails;
}

/** Only a filter picks out the messages of one tenant. */
function filters(read: Reads, id: Id): boolean {
  const op = read.of(id, 'processor')?.props.op;
  return op === 'filter' || op === 'split';
}

/**
 * Differences from the catalogue: where every contract carries the tenant by its usual name, the channel need not name the
 * field as well. Where the channel names no field, an unknown envelope does not help.
 */
export const tenantMixed = defineRule<'channel', TenantMixed>({
  id: 'tenant-mixed',
  category: 'privacy',
  severity: 'warning',
  title: 'Tenants mixed on a channel',
  summary: 'A channel that several tenants share, on which messages do not say whose they are, or one tenant reads those of all.',
  why: 'One tenant can read what belongs to another, and can take all of the capacity from the others.',
  behavioural: { not: 'The rehearsal plays faults; who may read whose messages is a question of the design.' },
  subject: ['channel'],
  *check(channel, read) {
    if (channel.props.tenancy !== 'shared') return;
    const { tenantField } = channel.props;
    const field = isField(tenantField) ? fieldNamed(tenantField) : '';
    const fact = { channel: channel.id, field };
    const carried = carries(read, channel.id).flatMap((reference) => {
      const named = namedBy(read, reference);
      return named ? [{ reference, claim: says(named, field) }] : [];
    });
    if (field !== '') {
      yield* conclude('warning', any(...carried.map(({ claim }) => not(claim))), (conclusion) => {
        const lacking = carried.filter(({ claim }) => claim.holds === false).map(({ reference }) => reference);
        return { ...conclusion, ...fact, about: ['field'], flaw: 'field', lacking };
      });
    } else if (carried.length === 0 || carried.some(({ claim }) => !claim.holds)) {
      const lacking = carried.filter(({ claim }) => !claim.holds).map(({ reference }) => reference);
      const assumes = tenantField === '?' ? [{ id: channel.id, property: 'tenantField' }] : [];
      yield { ...fact, severity: 'warning', assumes, about: ['field'], flaw: 'field', lacking };
    }
    for (const consumes of read.out(channel.id, 'consumes')) {
      const tenant = tenantOf(read, consumes.to);
      if (tenant === undefined || filters(read, consumes.to)) continue;
      const about = ['reader', consumes.id];
      const reader = { consumes: consumes.id, reader: consumes.to, tenant };
      yield { ...fact, ...reader, severity: 'warning', assumes: [], about, flaw: 'reader', lacking: [] };
    }
  },
  explain({ channel, flaw, field, lacking, consumes, reader, tenant }, say) {
    const name = say.name(channel);
    if (flaw === 'reader' && consumes !== undefined && reader !== undefined && tenant !== undefined) {
      return {
        at: [channel, consumes, reader],
        what: `${say.name(reader)} belongs to the tenant ${say.name(tenant)}, but reads the messages of all tenants from ${name}.`,
        next: `Filter the messages of ${say.name(tenant)} into a channel of its own, or give each tenant a channel.`,
      };
    }
    return {
      at: [channel, ...lacking.map(contractId)],
      what:
        field === '' || lacking.length === 0
          ? `${name} carries data of several tenants, and nothing says whose a message is.`
          : `${name} carries data of several tenants, but ${say.names(lacking)} ${say.agree(lacking, 'has', 'have')} no ${say.word(field)} that says whose it is.`,
      next: 'Put the tenant into every message and its key, with rights by that prefix; or give each tenant a channel of its own.',
    };
  },
  fixes: [
    {
      id: 'carry',
      fits: ({ flaw }) => flaw === 'field',
      title: ({ channel, field }, say) => `Let every message of ${say.name(channel)} carry ${say.word(field || usual)}`,
      kind: 'suggestion',
      edits({ channel, field, lacking }, read, makeId) {
        const name = field || usual;
        const added = lacking.flatMap((reference) => {
          const named = namedBy(read, reference);
          if (!named) return [];
          const { contract, version } = named;
          const { meta } = contract.props;
          // A schema text says what the fields are; the envelope is another place.
          const inEnvelope = version !== undefined && version.text !== '';
          if (inEnvelope || (name === usual && typeof meta !== 'string'))
            return [set(contract.id, 'meta', [...(typeof meta === 'string' ? [] : meta), usual])];
          const order = orderBetween(version?.fields.at(-1)?.order, undefined);
          return order === undefined ? [] : addFields(named, [{ name, type: 'string', order }], makeId);
        });
        return [...added, ...(field === '' ? [set(channel, 'tenantField', usual)] : [])];
      },
    },
    {
      id: 'filter',
      fits: ({ flaw }) => flaw === 'reader',
      title: ({ reader, tenant }, say) =>
        `Let ${say.name(reader as Id)} read only what a filter has picked out for ${say.name(tenant as Id)}`,
      kind: 'suggestion',
      edits({ channel, consumes: handler, tenant }, read, makeId) {
        const consumes = read.edge(handler as Id);
        if (consumes?.kind !== 'consumes') return [];
        const whose = read.element(tenant as Id)?.props.name || 'tenant';
        const from = read.of(channel, 'channel')?.props.name ?? '';
        const contracts = readsOf(read, consumes);
        const way = { processor: `only-${whose}`, op: 'filter' as const, channel: `${from}-${whose}`, contracts };
        return detoured(read, consumes, way, makeId);
      },
    },
    {
      id: 'single',
      title: ({ channel }, say) => `Give each tenant a channel of its own instead of ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'tenancy', 'single')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'usage of all tenants, and nothing says whose',
        sketch: sketch`
          service meter
          topic usage (tenancy shared)
          service billing
          contract UsageReported 1.0.0 event { units int }
          meter -> usage (contracts UsageReported) -> billing
        `,
        expects: [{ severity: 'warning', what: '“usage” carries data of several tenants, and nothing says whose a message is.' }],
      },
      {
        name: 'one of two contracts does not say it',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField customer)
          contract UsageReported 1.0.0 event {
            customer string
            units int
          }
          contract UsageCorrected 1.0.0 event (meta [id, time]) { units int }
          meter -> usage (contracts [UsageReported, UsageCorrected])
        `,
        expects: [
          {
            severity: 'warning',
            what: '“usage” carries data of several tenants, but “UsageCorrected” has no “customer” that says whose it is.',
          },
        ],
      },
      {
        name: 'an envelope without the tenant',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField tenantId)
          contract UsageReported 1.0.0 event (meta [id, time]) { units int }
          meter -> usage (contracts UsageReported)
        `,
      },
      {
        name: 'a schema that does not say it',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField none)
          contract UsageReported 1.0.0 event (format avro) {
            units int
            """
            {"type": "record", "name": "UsageReported", "fields": [{"name": "units", "type": "int"}]}
            """
          }
          meter -> usage (contracts UsageReported)
        `,
      },
      {
        name: 'a tenant’s own service reads everything',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField tenantId)
          context Acme tenant { acme-reports }
          service acme-reports
          contract UsageReported 1.0.0 event { tenantId string }
          meter -> usage (contracts UsageReported) -> acme-reports
        `,
        expects: [
          {
            severity: 'warning',
            what: '“acme-reports” belongs to the tenant “Acme”, but reads the messages of all tenants from “usage”.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'every message says whose it is',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField tenantId)
          contract UsageReported 1.0.0 event { tenantId string }
          contract UsageCorrected 1.0.0 event (meta [id, tenantId]) { units int }
          meter -> usage (contracts [UsageReported, UsageCorrected], key tenantId)
        `,
      },
      {
        name: 'the usual name, although the channel does not name it',
        sketch: sketch`
          service meter
          topic usage (tenancy shared)
          contract UsageReported 1.0.0 event { tenant_id string }
          meter -> usage (contracts UsageReported)
        `,
      },
      {
        name: 'one channel for each tenant',
        sketch: sketch`
          service meter
          topic acme-usage
          context Acme tenant { acme-reports }
          service acme-reports
          meter -> acme-usage -> acme-reports
        `,
      },
      {
        name: 'a filter picks out what belongs to the tenant',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField tenantId)
          topic acme-usage
          context Acme tenant { only-acme acme-reports }
          processor only-acme filter
          service acme-reports
          contract UsageReported 1.0.0 event { tenantId string }
          meter -> usage (contracts UsageReported) -> only-acme -> acme-usage -> acme-reports
        `,
      },
      {
        name: 'nobody has said yet what the envelope carries',
        sketch: sketch`
          service meter
          topic usage (tenancy shared, tenantField org)
          contract UsageReported 1.0.0 event { units int }
          meter -> usage (contracts UsageReported)
        `,
      },
    ],
  },
  mend: [
    'Give each tenant a channel, a namespace or an account of its own.',
    'Carry the tenant in every message and in its key, and give rights by that prefix.',
    'Set quotas, so that one tenant cannot take everything.',
  ],
  notWhen: [
    'Channels that are not said to be shared by tenants are not looked at.',
    'Rights that the broker checks for each message cannot be seen in a drawing.',
  ],
  sources: [sources['KAFKA-ops']],
});
