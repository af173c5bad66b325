import type { Id } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';

/** A design from the notation, for tests; a fault in it fails the test with its sentence. */
export function designOf(sketch: string): Design {
  const parsed = parseSketch(sketch);
  if (!parsed.ok)
    throw new Error(`${parsed.faults.map((fault) => `line ${fault.line}: ${fault.message}`).join('\n')}\nin\n${sketch}`);
  return parsed.value;
}

/** The id of the element of that name. */
export function idOf(design: Design, name: string): Id {
  const found = [...design.elements.values()].find((element) => element.props.name === name);
  if (!found) throw new Error(`no element is called ${name}`);
  return found.id;
}
