/** What a link allows: an owner also manages links, an editor changes the design, a viewer reads and is seen. */
export type Role = 'owner' | 'editor' | 'viewer';

/** In the order of their numbers on the wire: [P12] writes the index. */
export const roles: readonly Role[] = ['owner', 'editor', 'viewer'];

/** The WebSocket subprotocol that the server answers; the capability token is offered beside it. */
export const subprotocol = 'millrace.v1';

/** Room ids stand in an address and in a log: letters, digits, `_` and `-`, 1 to 40 of them. */
export const roomPattern = '^[A-Za-z0-9_-]{1,40}$';

/** Tokens are base64url of at least 128 bits; more than 128 characters are not a token of ours. */
export const tokenPattern = '^[A-Za-z0-9_-]{22,128}$';
