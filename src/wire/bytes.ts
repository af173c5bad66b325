/**
 * Variable-length unsigned integers and length-prefixed bytes, as lib0 writes them: seven bits a byte, the lowest
 * first, the top bit says "more follows". Reading never throws and never allocates what a stranger's length claims.
 */

/** Largest number of bytes in one integer: 8 × 7 = 56 bits cover every safe integer. */
const maxIntegerBytes = 8;

/** Reads one message from its start. Every method returns `undefined` when the bytes do not hold what was asked for. */
export class Reader {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** An integer in [0, 2^53). */
  integer(): number | undefined {
    let value = 0;
    let factor = 1;
    for (let count = 0; count < maxIntegerBytes; count++) {
      const byte = this.bytes[this.position];
      if (byte === undefined) return undefined;
      this.position++;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
      factor *= 128;
    }
    return undefined;
  }

  /** Length-prefixed bytes, as a view into the message (not a copy). */
  block(): Uint8Array | undefined {
    const length = this.integer();
    if (length === undefined || length > this.bytes.length - this.position) return undefined;
    const start = this.position;
    this.position += length;
    return this.bytes.subarray(start, this.position);
  }

  /** True when nothing is left: a frame holds exactly one message. */
  atEnd(): boolean {
    return this.position === this.bytes.length;
  }
}

/** How many bytes an integer takes. */
export function integerSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes into a buffer of exactly the right size, which the caller computes first. */
export class Writer {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  integer(value: number): this {
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.position++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.position++] = rest;
    return this;
  }

  block(bytes: Uint8Array): this {
    this.integer(bytes.length);
    this.bytes.set(bytes, this.position);
    this.position += bytes.length;
    return this;
  }
}

/** Size of `Writer.block(bytes)`. */
export function blockSize(bytes: Uint8Array): number {
  return integerSize(bytes.length) + bytes.length;
}
