import 'reflect-metadata';
import type { Type } from '@nestjs/common';

/**
 * Services of the house outside the running app, each made once with all that it asks for. What is given stands in for its
 * kind: the database of the seed, a clock that is set, a post that writes to nobody.
 */
export function servicesWith(given: readonly (readonly [unknown, unknown])[]): <T>(type: Type<T>) => T {
  const made = new Map<unknown, unknown>(given);
  const get = <T>(type: Type<T>): T => {
    if (!made.has(type)) {
      const asked = (Reflect.getMetadata('design:paramtypes', type) ?? []) as Type<unknown>[];
      made.set(type, new type(...asked.map((one) => get(one))));
    }
    return made.get(type) as T;
  };
  return get;
}
