import type { ElementOf } from '#model/design.ts';
import type { Field, Version } from '#model/kinds/index.ts';

/** The version that is meant where none is named: the last row. */
export function latestVersion(contract: ElementOf<'contract'>): Version | undefined {
  return contract.props.versions.at(-1);
}

export function latestFields(contract: ElementOf<'contract'>): readonly Field[] {
  return latestVersion(contract)?.fields ?? [];
}
