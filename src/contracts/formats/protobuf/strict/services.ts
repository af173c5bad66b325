import { optionOf, type ProtoDocument, type ProtoMethod, type ProtoService } from '../model.ts';
import { member, type Spot, spot } from '../places.ts';
import { resolve } from '../types.ts';
import { type Context, type Pair, paired, type StrictRule } from './context.ts';

const noDelete: StrictRule = {
  id: 'RPC_NO_DELETE',
  *check({ services }) {
    for (const { before, after } of services) {
      const left = new Set(after.methods.map((method) => method.name));
      for (const method of before.methods) {
        if (left.has(method.name)) continue;
        const message = `Method “${method.name}” is gone from service “${after.name}”: callers fail.`;
        yield { message, before: member(before, method.name, method.at), after: spot(after) };
      }
    }
  },
};

interface Aspect {
  readonly id: string;
  readonly what: string;
  value(method: ProtoMethod, service: ProtoService, document: ProtoDocument): string;
  at(method: ProtoMethod): ProtoMethod['at'];
}

const aspects: readonly Aspect[] = [
  {
    id: 'RPC_SAME_REQUEST_TYPE',
    what: 'request type',
    value: ({ request }, service, document) => fullName(document, request.type, service),
    at: ({ request }) => request.at,
  },
  {
    id: 'RPC_SAME_RESPONSE_TYPE',
    what: 'response type',
    value: ({ response }, service, document) => fullName(document, response.type, service),
    at: ({ response }) => response.at,
  },
  {
    id: 'RPC_SAME_CLIENT_STREAMING',
    what: 'streaming of requests',
    value: ({ request }) => (request.stream ? 'stream' : 'single'),
    at: ({ at }) => at,
  },
  {
    id: 'RPC_SAME_SERVER_STREAMING',
    what: 'streaming of responses',
    value: ({ response }) => (response.stream ? 'stream' : 'single'),
    at: ({ at }) => at,
  },
  {
    id: 'RPC_SAME_IDEMPOTENCY_LEVEL',
    what: 'idempotency level',
    value: (method) => optionOf(method, 'idempotency_level')?.value ?? 'IDEMPOTENCY_UNKNOWN',
    at: (method) => optionOf(method, 'idempotency_level')?.at ?? method.at,
  },
];

function same(aspect: Aspect): StrictRule {
  return {
    id: aspect.id,
    *check({ services, before: old, after: now }: Context) {
      for (const service of services) {
        for (const method of paired(service.before.methods, service.after.methods, ({ name }) => name)) {
          const values = {
            before: aspect.value(method.before, service.before, old),
            after: aspect.value(method.after, service.after, now),
          };
          if (values.before === values.after) continue;
          const message = `Method “${method.after.name}” has another ${aspect.what}: callers and servers must change together.`;
          yield { message, values, ...places(service, method, aspect) };
        }
      }
    },
  };
}

function places(service: Pair<ProtoService>, method: Pair<ProtoMethod>, { at }: Aspect): { before: Spot; after: Spot } {
  return {
    before: member(service.before, method.before.name, at(method.before)),
    after: member(service.after, method.after.name, at(method.after)),
  };
}

function fullName(document: ProtoDocument, type: string, service: ProtoService): string {
  return resolve(document.types, type, service.fullName)?.fullName ?? type;
}

export const serviceRules: readonly StrictRule[] = [noDelete, ...aspects.map(same)];
