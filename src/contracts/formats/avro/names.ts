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
