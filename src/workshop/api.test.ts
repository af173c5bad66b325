import { describe, expect, it } from 'vitest';
import { base64, createApi } from './api.ts';

const answering = (status: number, body: unknown) => {
  const asked: { path: string; init: RequestInit }[] = [];
  const fetcher = async (path: unknown, init: RequestInit = {}) => {
    asked.push({ path: String(path), init });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return { api: createApi(fetcher as typeof fetch), asked };
};

const link = { design: 'abc', token: 'T'.repeat(32) };

describe('the server’s API', () => {
  it('makes a design and hands back the owner’s link', async () => {
    const { api, asked } = answering(201, { id: 'abc', links: { owner: 'o', editor: 'e', viewer: 'v' } });
    expect(await api.create({ title: 'Tonight', update: new Uint8Array([1, 2, 255]) })).toEqual({
      ok: true,
      value: { id: 'abc', owner: 'o' },
    });
    expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ title: 'Tonight', update: 'AQL/' });
  });

  it('sends the token in a header, never in the address', async () => {
    const { api, asked } = answering(200, { id: 'abc', role: 'viewer' });
    expect(await api.about(link)).toEqual({ ok: true, value: { title: '', role: 'viewer' } });
    expect(asked[0]?.path).toBe('/api/designs/abc');
    expect(asked[0]?.init.headers).toEqual({ authorization: `Bearer ${link.token}` });
  });

  it('hands on the server’s sentence, and has one for everything else', async () => {
    const refused = answering(401, { error: { code: 'bad-token', sentence: 'This link does not work any more.' } });
    expect(await refused.api.about(link)).toEqual({ ok: false, faults: [{ message: 'This link does not work any more.' }] });
    const proxy = answering(502, '<html>Bad gateway</html>');
    expect(await proxy.api.state(link)).toMatchObject({
      ok: false,
      faults: [{ message: expect.stringContaining('does not answer') }],
    });
    const strange = answering(200, { role: 'king' });
    expect(await strange.api.about(link)).toMatchObject({ ok: false });
    const gone = createApi(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await gone.about(link)).toMatchObject({
      ok: false,
      faults: [{ message: expect.stringContaining('does not answer') }],
    });
  });

  it('encodes large content without overflowing the stack', () => {
    expect(base64(new Uint8Array(300_000).fill(65))).toBe(btoa('A'.repeat(300_000)));
  });
});
