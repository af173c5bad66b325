import type { Version } from '#model/kinds/version.ts';
import { createSchemaService, type SchemaService, type WorkerLike } from './client.ts';
import type { SchemaFormat, SchemaText } from './service.ts';

let service: SchemaService | undefined;

/** The page's one reader of schemas. The worker is fetched and started with the first question. */
export function schemaService(): SchemaService {
  service ??= createSchemaService(
    () => new Worker(new URL('./contract-worker.ts', import.meta.url), { type: 'module' }) as unknown as WorkerLike,
  );
  return service;
}

/** The schema text of a version, if it has one in a format that is known. */
export function schemaOf(version: Pick<Version, 'format' | 'text'>): SchemaText | undefined {
  const format = formatOf(version);
  return format === undefined || version.text.trim() === '' ? undefined : { format, text: version.text };
}

export function formatOf({ format }: Pick<Version, 'format'>): SchemaFormat | undefined {
  return format === '?' || format === 'none' ? undefined : format;
}
