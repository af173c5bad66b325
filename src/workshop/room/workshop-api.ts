import { failure, type Result, success } from '#base/result.ts';
import type { Door, Join, Joined, MadeWorkshop, NewWorkshop, Told, WorkshopCommand } from '#wire/workshop.ts';

/** A text that the server shows to instructors, and solutions to everybody once they are revealed. */
export interface SecretText {
  readonly name: string;
  readonly text: string;
}

export interface Material {
  readonly decisions: readonly { readonly id: string; readonly question: string; readonly hint: string }[];
  readonly solutions: readonly SecretText[];
  /** Only for instructors. */
  readonly traps?: readonly SecretText[];
  readonly hints?: readonly string[];
  readonly debrief?: string;
}

/** Who asks, of which workshop. */
export interface WorkshopLink {
  readonly workshop: string;
  readonly token: string;
}

/** What this server's HTTP API does with workshops. Every refusal is one sentence; nothing throws. */
export interface WorkshopApi {
  create(made: NewWorkshop): Promise<Result<MadeWorkshop>>;
  door(code: string): Promise<Result<Door>>;
  join(code: string, who: Join): Promise<Result<Joined>>;
  command(link: WorkshopLink, command: WorkshopCommand): Promise<Result<{ readonly version: number }>>;
  material(link: WorkshopLink): Promise<Result<Material>>;
  /** What is told now; with `since`, as soon as there is something newer, or after a while. */
  state(link: WorkshopLink, since?: number): Promise<Result<Told>>;
  delete(link: WorkshopLink): Promise<Result<unknown>>;
}

const words = {
  unreachable: 'The server does not answer. Check the network and try again.',
  strange: 'The server answered something that this page does not understand. Reload the page.',
};

export function createWorkshopApi(fetcher: typeof fetch = (...args) => fetch(...args)): WorkshopApi {
  const ask = async <T>(method: string, path: string, token?: string, body?: unknown): Promise<Result<T>> => {
    try {
      const response = await fetcher(`/api${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = (await response.json().catch(() => undefined)) as { error?: { sentence?: unknown } } | undefined;
      if (response.ok && answer !== undefined) return success(answer as T);
      const sentence = answer?.error?.sentence;
      return failure({ message: typeof sentence === 'string' && sentence !== '' ? sentence.slice(0, 400) : words.strange });
    } catch {
      return failure({ message: words.unreachable });
    }
  };
  const at = ({ workshop }: WorkshopLink, rest: string) => `/workshops/${encodeURIComponent(workshop)}${rest}`;
  return {
    create: (made) => ask('POST', '/workshops', undefined, made),
    door: (code) => ask('GET', `/join/${encodeURIComponent(code)}`),
    join: (code, who) => ask('POST', `/join/${encodeURIComponent(code)}`, undefined, who),
    command: (link, command) => ask('POST', at(link, '/commands'), link.token, command),
    material: (link) => ask('GET', at(link, '/material'), link.token),
    state: (link, since) => ask('GET', at(link, `/state${since === undefined ? '' : `?since=${since}`}`), link.token),
    delete: (link) => ask('DELETE', at(link, ''), link.token),
  };
}
