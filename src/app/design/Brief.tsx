import { Suspense, use } from 'react';
import { later } from '#canvas/later.ts';
import { words } from './labels.ts';

const Markdown = later(() => import('#workshop/Markdown.tsx').then(({ Markdown }) => ({ default: Markdown })));

const loaded = new Map<string, Promise<string>>();

/** One promise a brief, so that `use` sees the same one in every rendering. */
function briefText(exercise: string): Promise<string> {
  let text = loaded.get(exercise);
  if (!text) {
    text = import('#workshop/exercises.ts')
      .then(({ briefOf }) => briefOf(exercise))
      .then((brief) => brief ?? words.brief)
      .catch(() => words.brief);
    loaded.set(exercise, text);
  }
  return text;
}

/** What the group is asked to do. */
export function Brief({ exercise }: { readonly exercise: string }) {
  return (
    <Suspense>
      <Text exercise={exercise} />
    </Suspense>
  );
}

function Text({ exercise }: { readonly exercise: string }) {
  return <Markdown text={use(briefText(exercise))} />;
}
