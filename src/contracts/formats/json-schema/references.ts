import { pointerParts } from '../json-text.ts';
import { at, type Document, keyOf, type Location } from './schema.ts';

/** The part of a document that an `$id` names: references without an address are read from its root. */
export interface Resource {
  readonly address: string;
  readonly root: Location;
}

/** What references may lead to: resources by their address, anchors by address and name, imported texts by name. */
export class Targets {
  readonly #resources = new Map<string, Resource>();
  readonly #anchors = new Map<string, Location>();
  readonly #imported = new Map<string, Resource>();

  /** A document as a whole, at the address that it was imported by. */
  addDocument(document: Document): Resource {
    const root: Location = { document, pointer: '', value: document.text.value };
    const resource = { address: document.name, root };
    this.#imported.set(document.name, resource);
    return resource;
  }

  /** An `$id`. One that is only a fragment names a place, not a resource: that was the way before `$anchor`. */
  addId(id: string, location: Location, within: Resource): Resource {
    const [address, fragment] = split(id);
    if (address === '') {
      if (fragment !== '') this.addAnchor(fragment, location, within);
      return within;
    }
    const resource = { address: resolved(within.address, address), root: location };
    this.#resources.set(resource.address, resource);
    return resource;
  }

  addAnchor(name: string, location: Location, within: Resource): void {
    this.#anchors.set(`${keyOf(within.root)} ${name}`, location);
  }

  /** Where a reference leads, or undefined. Nothing outside of what was handed over is ever looked up. */
  find(reference: string, within: Resource): Location | undefined {
    const [address, fragment] = split(reference);
    const resource = address === '' ? within : this.#resource(address, within);
    if (resource === undefined) return undefined;
    if (fragment === '') return resource.root;
    if (!fragment.startsWith('/')) return this.#anchors.get(`${keyOf(resource.root)} ${fragment}`);
    const found = at(resource.root, ...pointerParts(decoded(fragment)));
    return found.value === undefined ? undefined : found;
  }

  #resource(address: string, within: Resource): Resource | undefined {
    return this.#resources.get(resolved(within.address, address)) ?? this.#imported.get(address);
  }
}

/** Whether a reference names something outside of its text. */
export function hasAddress(reference: string): boolean {
  return split(reference)[0] !== '';
}

function split(reference: string): readonly [address: string, fragment: string] {
  const hash = reference.indexOf('#');
  return hash === -1 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

/** An address against the one that it stands in: absolute, from the host's root, or beside the last part. */
function resolved(base: string, address: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(base)?.[0] ?? '';
  if (address.startsWith('/')) return host + address;
  const folder = base.slice(host.length, base.lastIndexOf('/') + 1);
  return `${host}${folder === '' && host !== '' ? '/' : folder}${address}`;
}

/** Fragments may be percent-encoded; one that is encoded wrongly is taken as it stands. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
