const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Letters, digits and underscores, no digit first: the grammar of names in Avro's specification. */
export function isName(text: string): boolean {
  return name.test(text);
}

/** A name that may bring its namespace: `com.example.Order`. */
export function isFullName(text: string): boolean {
  return text.split('.').every(isName);
}

/** A name with a dot is full already; another one stands in the namespace around it. */
export function fullName(text: string, namespace: string): string {
  return text.includes('.') || namespace === '' ? text : `${namespace}.${text}`;
}

/** `com.example` of `com.example.Order`; empty where there is none. */
export function namespaceOf(full: string): string {
  return full.slice(0, Math.max(0, full.lastIndexOf('.')));
}

interface MaybeNamed {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly namespace?: unknown;
}

/** The namespace in which a named schema of a text stands, or its own: of the nearest schema around it that says one. */
export function namespaceAt(root: unknown, path: readonly (string | number)[]): string {
  let namespace = '';
  let now: unknown = root;
  for (const part of [undefined, ...path]) {
    if (part !== undefined) now = (now as Readonly<Record<string | number, unknown>> | undefined | null)?.[part];
    const { type, name, namespace: own } = (now ?? {}) as MaybeNamed;
    // Fields have names too, and stand in no namespace of their own.
    if (type !== 'record' && type !== 'error' && type !== 'enum' && type !== 'fixed') continue;
    if (typeof name === 'string' && name.includes('.')) namespace = namespaceOf(name);
    else if (typeof own === 'string') namespace = own;
  }
  return namespace;
}
