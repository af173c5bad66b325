/** Whom somebody follows, by client; undefined for nobody. */
export type Follows = (client: number) => number | undefined;

/**
 * The clients of the loop that would close if `me` followed `client`: everybody in it would only see what the others
 * see. Undefined where the line of followers ends.
 */
export function loopThrough(me: number, client: number, follows: Follows): readonly number[] | undefined {
  const line = [me];
  for (let next: number | undefined = client; next !== undefined; next = follows(next)) {
    if (next === me) return line;
    // A loop of others, which is theirs to end.
    if (line.includes(next)) return undefined;
    line.push(next);
  }
  return undefined;
}
