import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { subprotocol } from '#wire/roles.ts';
import type { Joined, MadeWorkshop, MemberView, Told, WorkshopCommand, WorkshopView } from '#wire/workshop.ts';
import { type RunningServer, startServer } from '../start.ts';
import { call } from '../testing/designs.ts';
import { RawClient, until } from '../testing/raw-client.ts';

const running: RunningServer[] = [];
const folders: string[] = [];
const sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await Promise.all(running.splice(0).map((server) => server.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(data?: string): Promise<RunningServer> {
  const server = await startServer({ port: 0, ...(data !== undefined && { data }) });
  running.push(server);
  return server;
}

async function workshop({ url }: RunningServer, groups = 2): Promise<MadeWorkshop> {
  const body = { exercise: 'uberbeats-0.1', groups, plan: '20', assign: 'choose' };
  const response = await call(url, 'POST', '/workshops', undefined, body);
  expect(response.status).toBe(201);
  return (await response.json()) as MadeWorkshop;
}

const state = async ({ url }: RunningServer, id: string, token: string): Promise<WorkshopView> =>
  ((await (await call(url, 'GET', `/workshops/${id}/state`, token)).json()) as Told).view;
const ask = ({ url }: RunningServer, id: string, token: string, command: WorkshopCommand) =>
  call(url, 'POST', `/workshops/${id}/commands`, token, command);
async function sitDown({ url }: RunningServer, code: string, name: string, group?: string): Promise<Joined> {
  const response = await call(url, 'POST', `/join/${code}`, undefined, { name, colour: '#224466', ...(group && { group }) });
  expect(response.status).toBe(201);
  return (await response.json()) as Joined;
}
const sentence = async (response: Response) => ((await response.json()) as { error: { sentence: string } }).error.sentence;
const wsUrl = ({ url }: RunningServer, path: string) => `${url.replace('http', 'ws')}/ws/${path}`;

/** Two groups, Ann in the first and Cem in the second. */
async function class2() {
  const server = await start();
  const made = await workshop(server);
  const { groups } = await state(server, made.id, made.instructor);
  const [red, blue] = groups as [WorkshopView['groups'][number], WorkshopView['groups'][number]];
  const ann = await sitDown(server, made.code, 'Ann', red.id);
  const cem = await sitDown(server, made.code, 'Cem', blue.id);
  return { server, made, red, blue, ann, cem };
}

describe('a workshop', () => {
  it('is joined by its code, and begins with the starter in every group', async () => {
    const { server, made, ann } = await class2();
    const door = (await (await call(server.url, 'GET', `/join/${made.code.toLowerCase()}`)).json()) as object;
    expect(door).toMatchObject({ open: true, groups: [{ size: 1 }, { size: 1 }] });
    const view = (await state(server, made.id, ann.token)) as MemberView;
    expect(view).toMatchObject({ role: 'member', seat: { name: 'Ann' } });
    const client = new RawClient(wsUrl(server, view.own.design), ann.token);
    await client.ready();
    expect(client.doc.getMap('elements').size).toBeGreaterThan(0);
    client.ws.terminate();
  });

  it('outlives the server, with people in their seats and the phase that was on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-workshop-'));
    folders.push(folder);
    const first = await start(folder);
    const made = await workshop(first);
    const ann = await sitDown(first, made.code, 'Ann');
    await ask(first, made.id, made.instructor, { do: 'startPhase', index: 1 });
    await first.close();
    const second = await start(folder);
    const view = (await state(second, made.id, ann.token)) as MemberView;
    expect(view).toMatchObject({ clock: { index: 1 }, seat: { name: 'Ann' } });
  });

  it('can be deleted by the instructor, and by nobody else', async () => {
    const { server, made, ann } = await class2();
    expect((await call(server.url, 'DELETE', `/workshops/${made.id}`, ann.token)).status).toBe(403);
    expect((await call(server.url, 'DELETE', `/workshops/${made.id}`, made.instructor)).status).toBe(200);
    expect((await call(server.url, 'GET', `/workshops/${made.id}/state`, ann.token)).status).toBe(404);
  });
});

describe('roles hold on the server', () => {
  it('a member reads no other group’s design, by socket or over HTTP, until it is revealed', async () => {
    const { server, made, blue, ann } = await class2();
    const full = await state(server, made.id, made.instructor);
    const design = full.groups.find(({ id }) => id === blue.id)?.design ?? '';
    const cheat = new RawClient(wsUrl(server, design), ann.token);
    expect((await cheat.closed).code).toBe(4401);
    expect((await call(server.url, 'GET', `/designs/${design}/state`, ann.token)).status).toBe(401);
    expect(JSON.stringify(await state(server, made.id, ann.token))).not.toContain(design);
    await ask(server, made.id, made.instructor, { do: 'reveal', groups: [blue.id], on: true });
    expect((await call(server.url, 'GET', `/designs/${design}/state`, ann.token)).status).toBe(200);
  });

  it('a frozen group’s edit is refused by name, changes nothing, and its author can go on afterwards', async () => {
    const { server, made, red, ann } = await class2();
    const { own } = (await state(server, made.id, ann.token)) as MemberView;
    const client = new RawClient(wsUrl(server, own.design), ann.token);
    await client.ready();
    await ask(server, made.id, made.instructor, { do: 'freeze', groups: [red.id], on: true });
    client.set('title', 'Cheat');
    await until(() => client.notices.some(({ kind }) => kind === 'refused'));
    expect(client.notices.find(({ kind }) => kind === 'refused')).toMatchObject({
      sentence: 'The instructor has frozen your design for the moment.',
    });
    const other = new RawClient(wsUrl(server, own.design), made.instructor);
    await other.ready();
    expect(other.content.title).toBeUndefined();
    await ask(server, made.id, made.instructor, { do: 'freeze', groups: [red.id], on: false });
    const again = new RawClient(wsUrl(server, own.design), ann.token);
    await again.ready();
    again.set('title', 'Fair');
    await again.saved();
    await until(() => other.content.title === 'Fair');
    for (const each of [client, other, again]) each.ws.terminate();
  });

  it('who is taken out, or moved to another group, loses the design at once', async () => {
    const { server, made, ann, cem } = await class2();
    const { own } = (await state(server, made.id, ann.token)) as MemberView;
    const client = new RawClient(wsUrl(server, own.design), ann.token);
    await client.ready();
    await ask(server, made.id, made.instructor, { do: 'removeSeat', seat: ann.seat });
    expect((await client.closed).code).toBe(4403);
    expect((await call(server.url, 'GET', `/workshops/${made.id}/state`, ann.token)).status).toBe(401);
    const theirs = (await state(server, made.id, cem.token)) as MemberView;
    expect(JSON.stringify(theirs)).not.toContain('Ann');
  });

  it('members command nothing of the instructor’s, and see no solutions before they are revealed', async () => {
    const { server, made, ann } = await class2();
    const refused = await ask(server, made.id, ann.token, { do: 'end' });
    expect(refused.status).toBe(403);
    expect(await sentence(refused)).toBe('Only the instructor can do that.');
    const material = async (token: string) =>
      (await (await call(server.url, 'GET', `/workshops/${made.id}/material`, token)).json()) as {
        solutions: unknown[];
        traps?: unknown[];
        debrief?: string;
      };
    expect(await material(ann.token)).toEqual({ decisions: expect.any(Array), solutions: [] });
    expect((await material(made.instructor)).solutions.length).toBeGreaterThan(1);
    expect((await material(made.instructor)).debrief).toContain('#');
    await ask(server, made.id, made.instructor, { do: 'revealSolutions', on: true });
    const revealed = await material(ann.token);
    expect(revealed.solutions.length).toBeGreaterThan(1);
    expect(revealed.traps).toBeUndefined();
  });

  it('strangers learn nothing', async () => {
    const { server, made } = await class2();
    expect((await call(server.url, 'GET', `/workshops/${made.id}/state`)).status).toBe(401);
    expect((await call(server.url, 'GET', `/workshops/${made.id}/state`, 'x'.repeat(32))).status).toBe(401);
    expect((await call(server.url, 'POST', `/workshops/${made.id}/commands`, made.observer, { do: 'end' })).status).toBe(403);
  });

  it('codes can’t be guessed at leisure', async () => {
    const { server, made } = await class2();
    const answers = [];
    for (let i = 0; i < 25; i++)
      answers.push((await call(server.url, 'GET', `/join/ZZZZ${String(20 + i).replace(/[01]/g, '2')}`)).status);
    expect(answers.slice(0, 20).every((status) => status === 404)).toBe(true);
    expect(answers.at(-1)).toBe(429);
    expect((await call(server.url, 'GET', `/join/${made.code}`)).status).toBe(429);
  });

  it('a command that does not fit the schema is refused, and nothing changes', async () => {
    const { server, made } = await class2();
    const before = await state(server, made.id, made.instructor);
    for (const body of [
      { do: 'freeze', groups: 'some', on: true },
      { do: 'nothing' },
      { do: 'rename' },
      { do: 'rename', title: 'x'.repeat(200) },
    ])
      expect((await call(server.url, 'POST', `/workshops/${made.id}/commands`, made.instructor, body)).status).toBe(400);
    expect(await state(server, made.id, made.instructor)).toEqual(before);
  });
});

describe('news', () => {
  const listen = (server: RunningServer, id: string, token: string) => {
    const ws = new WebSocket(wsUrl(server, `workshop/${id}`), [subprotocol, token]);
    sockets.push(ws);
    const told: Told[] = [];
    const waiting: { holds: (view: WorkshopView) => boolean; resolve: (view: WorkshopView) => void }[] = [];
    ws.on('message', (data, isBinary) => {
      if (isBinary) return;
      const news = JSON.parse(String(data)) as Told;
      told.push(news);
      for (const each of waiting.splice(0))
        if (each.holds(news.view)) each.resolve(news.view);
        else waiting.push(each);
    });
    const until = (holds: (view: WorkshopView) => boolean) =>
      new Promise<WorkshopView>((resolve) => {
        const last = told.at(-1)?.view;
        if (last && holds(last)) resolve(last);
        else waiting.push({ holds, resolve });
      });
    const closed = new Promise<number>((resolve) => ws.on('close', (code) => resolve(code)));
    return { ws, told, until, closed };
  };

  it('reach everybody at once, each as much as they may know', async () => {
    const { server, made, ann } = await class2();
    const member = listen(server, made.id, ann.token);
    const instructor = listen(server, made.id, made.instructor);
    await member.until((view) => view.role === 'member');
    // The instructor sees who is there.
    await instructor.until(
      (view) => view.role === 'instructor' && view.full.some(({ seats }) => seats.some(({ connected }) => connected)),
    );
    await ask(server, made.id, made.instructor, { do: 'broadcast', text: 'Five minutes left.' });
    expect(await member.until((view) => view.message !== undefined)).toMatchObject({ message: { text: 'Five minutes left.' } });
    await ask(server, made.id, ann.token, { do: 'askHelp', on: true });
    await instructor.until((view) => view.role === 'instructor' && view.full.some(({ helpSince }) => helpSince !== undefined));
  });

  it('end for whoever is taken out', async () => {
    const { server, made, ann } = await class2();
    const member = listen(server, made.id, ann.token);
    await member.until(() => true);
    await ask(server, made.id, made.instructor, { do: 'removeSeat', seat: ann.seat });
    expect(await member.closed).toBe(4401);
  });

  it('arrive over plain HTTP where sockets are blocked', async () => {
    const { server, made, ann } = await class2();
    const path = `/workshops/${made.id}/state`;
    const now = (await (await call(server.url, 'GET', path, ann.token)).json()) as Told;
    const later = call(server.url, 'GET', `${path}?since=${now.version}`, ann.token);
    await ask(server, made.id, made.instructor, { do: 'rename', title: 'Tonight' });
    expect(((await (await later).json()) as Told).view.title).toBe('Tonight');
  });
});

it('a phase keeps each design as it was at its end', async () => {
  const { server, made, ann } = await class2();
  await ask(server, made.id, made.instructor, { do: 'startPhase', index: 0 });
  await ask(server, made.id, made.instructor, { do: 'startPhase', index: 1 });
  const { own } = (await state(server, made.id, ann.token)) as MemberView;
  const kept = (await (await call(server.url, 'GET', `/designs/${own.design}/snapshots`, ann.token)).json()) as {
    name: string;
    id: string;
  }[];
  expect(kept.map(({ name }) => name)).toEqual(['End of “Sort the sentences”']);
  const bytes = new Uint8Array(
    await (await call(server.url, 'GET', `/designs/${own.design}/snapshots/${kept[0]?.id}`, ann.token)).arrayBuffer(),
  );
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, bytes);
  expect(doc.getMap('elements').size).toBeGreaterThan(0);
});
