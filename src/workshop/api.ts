import { failure, type Result, success } from '#base/result.ts';
import { type Role, roles } from '#wire/roles.ts';
import type { DesignLink } from './links.ts';

/** What this server's HTTP API does with designs. Every refusal is one sentence; nothing throws. */
export interface Api {
  create(body: {
    readonly title: string;
    readonly update?: Uint8Array;
  }): Promise<Result<{ readonly id: string; readonly owner: string }>>;
  about(link: DesignLink): Promise<Result<{ readonly title: string; readonly role: Role }>>;
  /** The current state as a Yjs update V2. */
  state(link: DesignLink): Promise<Result<Uint8Array>>;
  snapshots(link: DesignLink): Promise<Result<readonly SnapshotInfo[]>>;
  snapshot(link: DesignLink, id: string): Promise<Result<Uint8Array>>;
}

export interface SnapshotInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

const words = {
  unreachable: 'The server does not answer. Check the network and try again.',
  strange: 'The server answered something that this page does not understand. Reload the page.',
};

export function createApi(fetcher: typeof fetch = (...args) => fetch(...args)): Api {
  const ask = async (path: string, init: RequestInit = {}, token?: string): Promise<Result<Response>> => {
    try {
      const headers = {
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const response = await fetcher(`/api${path}`, { ...init, headers });
      return response.ok ? success(response) : failure({ message: await sentenceIn(response) });
    } catch {
      return failure({ message: words.unreachable });
    }
  };
  const json = async <T>(asked: Promise<Result<Response>>, read: (body: unknown) => T | undefined): Promise<Result<T>> => {
    const answer = await asked;
    if (!answer.ok) return answer;
    try {
      const value = read(await answer.value.json());
      return value === undefined ? failure({ message: words.strange }) : success(value);
    } catch {
      return failure({ message: words.strange });
    }
  };
  const bytes = async (asked: Promise<Result<Response>>): Promise<Result<Uint8Array>> => {
    const answer = await asked;
    if (!answer.ok) return answer;
    try {
      return success(new Uint8Array(await answer.value.arrayBuffer()));
    } catch {
      return failure({ message: words.unreachable });
    }
  };
  const at = ({ design }: DesignLink, rest = '') => `/designs/${encodeURIComponent(design)}${rest}`;

  return {
    create: ({ title, update }) =>
      json(
        ask('/designs', {
          method: 'POST',
          body: JSON.stringify({
            ...(title === '' ? {} : { title: title.slice(0, 200) }),
            ...(update ? { update: base64(update) } : {}),
          }),
        }),
        readCreated,
      ),
    about: (link) => json(ask(at(link), {}, link.token), readAbout),
    state: (link) => bytes(ask(at(link, '/state'), {}, link.token)),
    snapshots: (link) => json(ask(at(link, '/snapshots'), {}, link.token), readSnapshots),
    snapshot: (link, id) => bytes(ask(at(link, `/snapshots/${encodeURIComponent(id)}`), {}, link.token)),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function readCreated(body: unknown): { id: string; owner: string } | undefined {
  const { id, links } = fields(body);
  const { owner } = fields(links);
  return typeof id === 'string' && typeof owner === 'string' ? { id, owner } : undefined;
}

function readAbout(body: unknown): { title: string; role: Role } | undefined {
  const { title, role } = fields(body);
  const known = roles.find((each) => each === role);
  return known && { title: typeof title === 'string' ? title : '', role: known };
}

function readSnapshots(body: unknown): readonly SnapshotInfo[] | undefined {
  if (!Array.isArray(body)) return undefined;
  return body.flatMap((each) => {
    const { id, name, createdAt } = fields(each);
    return (typeof id === 'string' || typeof id === 'number') && typeof name === 'string'
      ? [{ id: String(id), name, createdAt: typeof createdAt === 'string' ? createdAt : '' }]
      : [];
  });
}

/** The server's own sentence, or one for the kind of answer. */
async function sentenceIn(response: Response): Promise<string> {
  try {
    const { sentence } = fields(fields(await response.json()).error);
    if (typeof sentence === 'string' && sentence !== '') return sentence.slice(0, 400);
  } catch {
    // A proxy's page, perhaps: its number has to do.
  }
  return response.status >= 500 ? words.unreachable : words.strange;
}

/** In pieces: the call stack can't take a million arguments. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
