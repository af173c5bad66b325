import type { Role } from '#wire/roles.ts';

export interface MadeDesign {
  readonly id: string;
  readonly links: Readonly<Record<Role, string>>;
}

/** One request to the API of a running server; the body is JSON where there is one. */
export async function call(url: string, method: string, path: string, token?: string, body?: unknown): Promise<Response> {
  return fetch(`${url}/api${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Makes a design over the API. */
export async function makeDesign(url: string, body: object = {}): Promise<MadeDesign> {
  const response = await call(url, 'POST', '/designs', undefined, body);
  if (response.status !== 201) throw new Error(`No design was made: ${await response.text()}`);
  return (await response.json()) as MadeDesign;
}
