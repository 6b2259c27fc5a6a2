import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { type Access, accessOf } from '../../src/platform/web/access.js';
import type { TestApp } from './app.js';

export interface Route {
  method: string;
  path: string;
  handler: string;
  access: Access | undefined;
}

/** Every route of the app, with who may use it. */
export function allRoutes({ app }: Pick<TestApp, 'app'>): Route[] {
  return [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => routesOf(metatype as Type));
}

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

/** Finds the route that answers an address: the one with the fewest parameters among those that fit. */
export function routeFinder(routes: readonly Route[]): (method: string, url: string) => Route | undefined {
  const known = routes
    .map((route) => ({
      route,
      parameters: route.path.match(/:\w+/g)?.length ?? 0,
      fits: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
    }))
    .toSorted((a, b) => a.parameters - b.parameters);
  return (method, url) => {
    const path = url.split('?')[0]!;
    return known.find(({ route, fits }) => route.method === method && fits.test(path))?.route;
  };
}
