/** Limits that browser and server must agree on. What only the server counts is in server/limits.ts. */
export const wireLimits = {
  /** One WebSocket message. A larger one closes the connection with 4413; the browser asks itself before it sends. */
  messageBytes: 1024 * 1024,
  /** All presence of one connection together (cursor, name, selection, drag), as JSON in UTF-8. */
  presenceBytes: 4096,
  /** Presence entries (Yjs client ids) that one connection may hold. */
  presenceIds: 4,
  /** The server sends something to every connection at least this often. */
  heartbeatMs: 20_000,
} as const;
