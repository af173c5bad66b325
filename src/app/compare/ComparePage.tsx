import { useEffect, useMemo, useState } from 'react';
import { Compare } from '#workshop/compare/Compare.tsx';
import { comparePath, sourcesOf } from '#workshop/compare/sources.ts';
import { recents } from '../recents.ts';
import { api } from '../services.ts';
import { ThemeButton } from '../ThemeButton.tsx';

/** `/compare#<sources>`: the sources are kept in the address, behind `#`, so that the page can be loaded again. */
export default function ComparePage() {
  // What the page itself writes makes no event: this one means that somebody pasted another comparison.
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const first = useMemo(() => sourcesOf(hash), [hash]);
  return (
    <Compare
      key={hash}
      first={first}
      api={api}
      recents={recents}
      home="/"
      onSources={(sources) => history.replaceState(history.state, '', comparePath(sources))}
      end={<ThemeButton />}
    />
  );
}
