import { useEffect, useState } from 'react';
import type { Result } from '#base/result.ts';
import { schemaService } from './schemas.ts';
import type { Answers, Ask } from './service.ts';

/** The answer to the latest question, `undefined` until it is there; the answer before stays until then. */
export function useAnswer<K extends Ask['kind']>(
  ask: Extract<Ask, { kind: K }> | undefined,
  pauseMs = 150,
): Result<Answers[K]> | undefined {
  const [answer, setAnswer] = useState<Result<Answers[K]>>();
  const key = ask && JSON.stringify(ask);
  useEffect(() => {
    if (key === undefined) {
      setAnswer(undefined);
      return undefined;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      void schemaService()
        .ask<K>(JSON.parse(key) as Extract<Ask, { kind: K }>)
        .then((result) => wanted && setAnswer(result));
    }, pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, pauseMs]);
  return answer;
}
