import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { closeCodes, closeSentence, closeSentences, isFinal } from './close-codes.ts';
import {
  absent,
  decode,
  encodeAcknowledged,
  encodeHeartbeat,
  encodeNotice,
  encodePresence,
  encodeQueryPresence,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  isUpdateFrame,
  type Message,
} from './messages.ts';
import { roles } from './roles.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const number = fc.maxSafeNat();
const text = fc.string({ unit: 'grapheme', maxLength: 60 });

const message: fc.Arbitrary<Message> = fc.oneof(
  bytes.map((stateVector) => ({ type: 'syncStep1' as const, stateVector })),
  bytes.map((update) => ({ type: 'syncStep2' as const, update })),
  bytes.map((update) => ({ type: 'update' as const, update })),
  fc
    .array(fc.record({ client: number, clock: number, state: bytes }), { maxLength: 5 })
    .map((entries) => ({ type: 'presence' as const, entries })),
  fc.constant({ type: 'queryPresence' as const }),
  fc.constant({ type: 'heartbeat' as const }),
  number.map((count) => ({ type: 'acknowledged' as const, count })),
  fc
    .oneof(
      fc.constantFrom(...roles).map((role) => ({ kind: 'welcome' as const, role })),
      fc.record({ kind: fc.constant('refused' as const), update: number, sentence: text }),
      fc.record({ kind: fc.constant('message' as const), sentence: text }),
    )
    .map((notice) => ({ type: 'notice' as const, notice })),
);

function encode(message: Message): Uint8Array {
  switch (message.type) {
    case 'syncStep1':
      return encodeSyncStep1(message.stateVector);
    case 'syncStep2':
      return encodeSyncStep2(message.update);
    case 'update':
      return encodeUpdate(message.update);
    case 'presence':
      return encodePresence(message.entries);
    case 'queryPresence':
      return encodeQueryPresence();
    case 'acknowledged':
      return encodeAcknowledged(message.count);
    case 'notice':
      return encodeNotice(message.notice);
    case 'heartbeat':
      return encodeHeartbeat();
  }
}

describe('messages', () => {
  it('[P4] [P5] are read as they were written', () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(decode(encode(sent))).toEqual({ ok: true, value: sent });
      }),
    );
  });

  it('[P4] cut off anywhere, or followed by another, are malformed', () => {
    fc.assert(
      fc.property(message, message, (first, second) => {
        const frame = encode(first);
        for (let end = 0; end < frame.length; end++) expect(decode(frame.subarray(0, end)).ok).toBe(false);
        expect(decode(Uint8Array.of(...frame, ...encode(second)))).toEqual({
          ok: false,
          faults: [{ message: 'The frame holds more than one message.' }],
        });
      }),
      { numRuns: 50 },
    );
  });

  it('[P4] never throws, whatever a stranger sends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (frame) => {
        expect(typeof decode(frame).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });

  it('[P4] makes no list of the size that a stranger claims', () => {
    // One presence message that claims 2^50 entries and holds none.
    const inner = encoding.encode((encoder) => encoding.writeVarUint(encoder, 2 ** 50));
    const frame = Uint8Array.of(1, inner.length, ...inner);
    expect(decode(frame)).toEqual({ ok: false, faults: [{ message: 'A presence entry is cut off.' }] });
  });

  it('[P6] [P7] are the bytes that lib0 and y-protocols write', () => {
    const theirs = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint8Array(
        encoder,
        encoding.encode((inner) => {
          encoding.writeVarUint(inner, 1);
          encoding.writeVarUint(inner, 4_294_967_295);
          encoding.writeVarUint(inner, 130);
          encoding.writeVarString(inner, 'null');
        }),
      );
    });
    expect(encodePresence([{ client: 4_294_967_295, clock: 130, state: absent }])).toEqual(theirs);
    const update = new Uint8Array(200).fill(7);
    const sync = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, update);
    });
    expect(encodeUpdate(update)).toEqual(sync);
  });

  it('[P8] count as updates when they are sync step 2 or update', () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(isUpdateFrame(encode(sent))).toBe(sent.type === 'syncStep2' || sent.type === 'update');
      }),
    );
  });
});

describe('close codes', () => {
  it('[P15] each have a sentence that fits into a close frame', () => {
    for (const code of Object.values(closeCodes)) {
      expect(new TextEncoder().encode(closeSentences[code]).length).toBeLessThanOrEqual(123);
      expect(closeSentence(code)).toMatch(/\.$/);
    }
    expect(closeSentence(1006)).toBeUndefined();
  });

  it('[P15] are final from 4400 to 4499', () => {
    expect(Object.values(closeCodes).filter(isFinal)).toEqual([4400, 4401, 4403, 4404, 4413]);
  });
});
