import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { paths } from '../../src/platform/paths.js';
import { type Access, accessOf } from '../../src/platform/web/access.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser } from '../support/factories.js';
import { pairedKiosk } from '../support/kiosk-factories.js';
import { addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

interface Route {
  method: string;
  path: string;
  handler: string;
  access: Access | undefined;
}

let world: TestApp;
let routes: Route[];
beforeAll(async () => {
  world = await startApp();
  routes = [...world.app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => routesOf(metatype as Type));
});
afterAll(() => world.close());

function routesOf(controller: Type): Route[] {
  const reflector = new Reflector();
  const methods = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype as object));
  return methods.flatMap(([name, { value }]) => {
    if (
      name === 'constructor' ||
      typeof value !== 'function' ||
      Reflect.getMetadata(PATH_METADATA, value) === undefined
    )
      return [];
    const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
    const ends = [Reflect.getMetadata(PATH_METADATA, value) as string | string[]].flat();
    return bases.flatMap((base) =>
      ends.map((end) => ({
        method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, value) as number]!,
        path: `/${base}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
        handler: `${controller.name}.${name}`,
        access: accessOf(reflector, value as object, controller),
      })),
    );
  });
}

test('every route says who may use it', () => {
  expect(routes.length).toBeGreaterThan(1);
  expect(routes.filter(({ access }) => access === undefined).map(({ handler }) => handler)).toEqual([]);
});

test('a stranger is led from every route that is not public to the sign-in page', async () => {
  await expectShut(world.visitor());
});

test('the cookie of a kiosk opens nothing but the kiosk', async () => {
  const manager = await addUser(world, { roles: ['manager'] });
  const kiosk = await pairedKiosk(world, manager.id, (await addVenue(world)).id);
  expect((await kiosk.get(paths.kiosk())).text).toContain('すだち');
  await expectShut(kiosk);
});

async function expectShut(visitor: Visitor): Promise<void> {
  const shut = routes.filter(({ access }) => access !== 'public');
  const answers = shut.map(async ({ method, path, handler }) => {
    const url = path.replace(/:\w+/g, '1');
    const answer = method === 'GET' ? await visitor.get(url) : await visitor.post(url);
    return `${handler} ${method} ${path}: ${answer.status} ${answer.location?.split('?')[0]}`;
  });
  const expected = shut.map(({ method, path, handler }) => `${handler} ${method} ${path}: 303 /sign-in`);
  expect(await Promise.all(answers)).toEqual(expected);
}
