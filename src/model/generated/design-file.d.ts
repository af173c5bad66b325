// Made by scripts/generate.ts from the declared kinds: do not edit.
import type { DesignFileCheck } from '../file.ts';

/** Checks the parsed content of a design file (file-schema.ts); its errors are in `errors` until the next call. */
export declare const checkDesignFile: DesignFileCheck;
