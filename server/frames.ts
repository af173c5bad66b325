/** An unmasked binary message that is complete in one frame: FIN and opcode 2 (RFC 6455, section 5.2). */
const finalBinary = 0x82;

let last: readonly [Uint8Array, Uint8Array | undefined] | undefined;
let lastFramed: Buffer = Buffer.alloc(0);

/**
 * A message as it goes to a browser, with the header of a WebSocket frame before it; or two messages one after the other,
 * a frame each. A room hands the same to all its members in a row: it is framed once.
 */
export function framed(message: Uint8Array, along?: Uint8Array): Buffer {
  if (last?.[0] === message && last[1] === along) return lastFramed;
  const bytes = Buffer.allocUnsafe(sizeOf(message) + (along === undefined ? 0 : sizeOf(along)));
  const at = write(bytes, message, 0);
  if (along !== undefined) write(bytes, along, at);
  last = [message, along];
  lastFramed = bytes;
  return bytes;
}

const headerOf = (length: number) => (length < 126 ? 2 : length < 65_536 ? 4 : 10);
const sizeOf = ({ length }: Uint8Array) => headerOf(length) + length;

function write(bytes: Buffer, message: Uint8Array, at: number): number {
  const { length } = message;
  const header = headerOf(length);
  bytes[at] = finalBinary;
  bytes[at + 1] = header === 2 ? length : header === 4 ? 126 : 127;
  if (header === 4) bytes.writeUInt16BE(length, at + 2);
  else if (header === 10) bytes.writeBigUInt64BE(BigInt(length), at + 2);
  bytes.set(message, at + header);
  return at + header + length;
}
