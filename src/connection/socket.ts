import { wireLimits } from '#wire/limits.ts';
import { isUpdateFrame } from '#wire/messages.ts';

export interface SocketHooks {
  /** An update message (step 2 or update) goes out now. */
  sent(isSyncStep2: boolean): void;
  /** A frame was held back because the server would refuse its size ([P18]). */
  tooLarge(bytes: number): void;
}

/** y-websocket makes its sockets itself: this is the class it is given, which counts what is sent ([P8]). */
export function countingSocket(base: typeof WebSocket, hooks: SocketHooks): typeof WebSocket {
  return class extends base {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      if (data instanceof Uint8Array) {
        if (data.length > wireLimits.messageBytes) {
          hooks.tooLarge(data.length);
          return;
        }
        if (isUpdateFrame(data)) hooks.sent(data[1] === 1);
      }
      super.send(data as ArrayBufferView<ArrayBuffer>);
    }
  };
}
