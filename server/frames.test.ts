import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { framed } from './frames.ts';

it.each([0, 1, 125, 126, 65_535, 65_536, 1_048_576])(
  'frames %i bytes so that a WebSocket reads them as one message',
  async (length) => {
    const message = new Uint8Array(length).map((_, i) => i % 251);
    const http = createServer();
    const upgrader = new WebSocketServer({ noServer: true });
    http.on('upgrade', (request, socket, head) => {
      upgrader.handleUpgrade(request, socket, head, () => socket.write(framed(message)));
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    try {
      const got = await new Promise<Buffer>((resolve, reject) => {
        client.on('message', (data, isBinary) => (isBinary ? resolve(data as Buffer) : reject(new Error('It came as text.'))));
        client.on('error', reject);
      });
      expect(got.length).toBe(length);
      expect(got.equals(message)).toBe(true);
    } finally {
      client.terminate();
      http.close();
    }
  },
);

it('frames two messages one after the other', () => {
  const [one, two] = [Uint8Array.of(1), new Uint8Array(200)];
  expect(framed(one, two)).toEqual(Buffer.concat([framed(one), framed(two)]));
});

it('frames a message for many readers once', () => {
  const message = Uint8Array.of(1, 2, 3);
  expect(framed(message)).toBe(framed(message));
  expect(framed(Uint8Array.of(1, 2, 3))).not.toBe(framed(message));
});
