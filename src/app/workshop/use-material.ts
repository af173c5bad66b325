import { useEffect, useState } from 'react';
import type { Material } from '#workshop/room/workshop-api.ts';
import { workshopApi } from './use-workshop.ts';

/** What the server tells of the exercise to whoever has this token; asked again when `again` changes. */
export function useMaterial(workshop: string, again: unknown, token = location.hash.slice(1)): Material | undefined {
  const [material, setMaterial] = useState<Material>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: more is told once solutions are revealed.
  useEffect(() => {
    let wanted = true;
    void workshopApi.material({ workshop, token }).then((answer) => {
      if (wanted && answer.ok) setMaterial(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [workshop, token, again]);
  return material;
}
