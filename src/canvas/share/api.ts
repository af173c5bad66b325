import { failure, type Result, success } from '#base/result.ts';
import type { Role } from '#wire/roles.ts';
import type { Access } from '../page.ts';
import { words } from './labels.ts';

/** What sharing asks of the server. Every refusal is one sentence; nothing throws. */
export interface ShareApi {
  /** Makes a link of a role and gives its secret. */
  make(role: Role): Promise<Result<string>>;
  /** Takes back all links of a role; says how many there were. */
  revoke(role: Role): Promise<Result<number>>;
  /** Addresses of this server in the local network. */
  network(): Promise<readonly string[]>;
}

export function shareApi(
  { design, token }: Pick<Access, 'design' | 'token'>,
  fetcher: typeof fetch = (...args) => fetch(...args),
): ShareApi {
  const ask = async <T>(
    path: string,
    body: object | undefined,
    read: (answer: Readonly<Record<string, unknown>>) => T | undefined,
  ): Promise<Result<T>> => {
    try {
      const response = await fetcher(`/api${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const answer = record(await response.json());
      if (!response.ok) {
        const { sentence } = record(answer.error);
        return failure({ message: typeof sentence === 'string' ? sentence.slice(0, 400) : words.strange });
      }
      const value = read(answer);
      return value === undefined ? failure({ message: words.strange }) : success(value);
    } catch {
      return failure({ message: words.unreachable });
    }
  };
  const path = `/designs/${encodeURIComponent(design)}/links`;
  return {
    make: (role) => ask(path, { role }, ({ token: made }) => (typeof made === 'string' ? made : undefined)),
    revoke: (role) => ask(`${path}/revoke`, { role }, ({ revoked }) => (typeof revoked === 'number' ? revoked : undefined)),
    async network() {
      const answer = await ask('/lan', undefined, ({ addresses, port }) =>
        Array.isArray(addresses) && typeof port === 'number'
          ? addresses.filter((each) => typeof each === 'string').map((each) => `${each}:${port}`)
          : undefined,
      );
      return answer.ok ? answer.value : [];
    },
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
