import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { type Fault, failure, type Result, success } from '#base/result.ts';

/**
 * Expressions of rules that a team wrote: the Common Expression Language (github.com/google/cel-spec), which knows no
 * loops, no assignment and no way out. Patterns of regular expressions are matched in linear time (RE2), because an
 * unlucky one must not stop everybody's page.
 */
export interface Expression {
  /** The value for these variables. Fails with a sentence where the expression asks for what is not there. */
  evaluate(variables: Variables): Result<unknown>;
}

export interface Variables {
  readonly it: object;
  readonly from: object | null;
  readonly to: object | null;
  readonly edges: readonly object[];
}

const environment = new Environment({
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 },
})
  .registerVariable('it', 'map', { description: 'The element or edge that is looked at.' })
  .registerVariable('from', 'dyn', { description: 'Where an edge begins; null for an element.' })
  .registerVariable('to', 'dyn', { description: 'Where an edge ends; null for an element.' })
  .registerVariable('edges', 'list', { description: 'The edges of an element; empty for an edge.' })
  .registerFunction('string.fits(string): bool', (text: string, pattern: string) => patternOf(pattern).test(text));

const patterns = new Map<string, RE2JS>();

function patternOf(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size > 200) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled;
}

/** Reads an expression; what is wrong with it is said with line and column. */
export function readExpression(text: string, wanted: 'truth' | 'any'): Result<Expression> {
  // CEL's own `matches` runs on the engine's regular expressions, which can take for ever.
  const slow = /\.\s*matches\s*\(/.exec(text);
  if (slow) return failure(fault('“matches” is called “fits” here: write `name.fits("^[a-z]+$")`', text, slow.index));
  let parsed: ParseResult;
  try {
    parsed = environment.parse(text);
    const checked = parsed.check();
    if (!checked.valid) return failure(faultOf(checked.error, text));
    if (wanted === 'truth' && checked.type !== 'bool' && checked.type !== 'dyn')
      return failure(fault('It has to be true or false', text, 0));
  } catch (error) {
    return failure(faultOf(error, text));
  }
  return success({
    evaluate: (variables) => {
      try {
        const value = parsed({ ...variables }) as unknown;
        return wanted === 'truth' && typeof value !== 'boolean'
          ? failure(fault('It has to be true or false', text, 0))
          : success(value);
      } catch (error) {
        return failure(faultOf(error, text));
      }
    },
  });
}

function faultOf(error: unknown, text: string): Fault {
  const { message, range } = error as { message?: string; range?: { start: number } };
  const first = (message ?? 'It can’t be read').split('\n')[0] as string;
  return fault(first.replace(/[.:\s]+$/, ''), text, range?.start ?? 0);
}

function fault(what: string, text: string, at: number): Fault {
  const before = text.slice(0, at).split('\n');
  const line = before.length;
  const column = (before.at(-1) as string).length + 1;
  return { message: `${what} (line ${line}, column ${column}).`, line, column };
}
