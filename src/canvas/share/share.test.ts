import { describe, expect, it } from 'vitest';
import { shareApi } from './api.ts';
import { isLocal, mayHandOut, readMadeLinks } from './made-links.ts';
import { qrPath } from './qr-path.ts';

const access = { design: 'abc', token: 'T'.repeat(32) };
const answering = (status: number, body: unknown) => {
  const asked: [string, RequestInit | undefined][] = [];
  const fetcher = (async (url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;
  return { api: shareApi(access, fetcher), asked };
};

describe('the server', () => {
  it('is asked with the capability, and its secret is handed on', async () => {
    const { api, asked } = answering(201, { role: 'viewer', token: 'secret' });
    expect(await api.make('viewer')).toEqual({ ok: true, value: 'secret' });
    expect(asked[0]?.[0]).toBe('/api/designs/abc/links');
    expect(asked[0]?.[1]).toMatchObject({
      method: 'POST',
      body: '{"role":"viewer"}',
      headers: { authorization: `Bearer ${access.token}` },
    });
  });

  it('is quoted when it refuses, and replaced by a sentence when it makes no sense', async () => {
    const refused = await answering(403, { error: { sentence: 'Only an owner may.' } }).api.revoke('editor');
    expect(refused.ok ? '' : refused.faults[0]?.message).toBe('Only an owner may.');
    const strange = await answering(200, { hello: 1 }).api.revoke('editor');
    expect(strange.ok ? '' : strange.faults[0]?.message).toContain('does not understand');
    const gone = await shareApi(access, (() => Promise.reject(new Error('down'))) as typeof fetch).make('editor');
    expect(gone.ok ? '' : gone.faults[0]?.message).toContain('does not answer');
  });

  it('knows its addresses in the network', async () => {
    expect(await answering(200, { addresses: ['192.168.0.7'], port: 4100 }).api.network()).toEqual(['192.168.0.7:4100']);
    expect(await answering(200, { addresses: 7 }).api.network()).toEqual([]);
  });
});

describe('links', () => {
  it('are handed out by owners; others pass on their own', () => {
    expect(mayHandOut('owner')).toEqual(['editor', 'viewer', 'owner']);
    expect(mayHandOut('editor')).toEqual(['editor']);
    expect(mayHandOut('viewer')).toEqual(['viewer']);
  });

  it('are read from the device with care', () => {
    expect(readMadeLinks(`{"editor":"${'e'.repeat(30)}","viewer":"short","boss":"${'b'.repeat(30)}"}`)).toEqual({
      editor: 'e'.repeat(30),
    });
    expect(readMadeLinks('nonsense')).toEqual({});
    expect(readMadeLinks(undefined)).toEqual({});
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['192.168.0.7', false],
    ['millrace.example', false],
  ])('know that %s means this computer: %s', (host, local) => {
    expect(isLocal(host)).toBe(local);
  });

  it('become a code', () => {
    const { path, size } = qrPath('http://192.168.0.7:4100/d/abc#secret');
    expect(size).toBeGreaterThan(20);
    expect(path).toMatch(/^M0 0h7v1h-7z/);
  });
});
