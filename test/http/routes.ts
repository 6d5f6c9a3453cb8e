import { RequestMethod, type INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ROUTE_RIGHT } from '../../src/identity/permission.decorator';

export interface Route {
  /** As in `GET tasks/:id`, without the prefix of the API. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly right: unknown;
}

/** Every route of the application, with what it asks for, found the way Nest itself finds them. */
export function routesOf(app: INestApplication): Route[] {
  const scanner = new MetadataScanner();
  const discovery = new DiscoveryService(app.get(ModulesContainer));
  return discovery.getControllers().flatMap(({ instance, metatype }) => {
    if (metatype === null || typeof metatype !== 'function') return [];
    const prototype = Object.getPrototypeOf(instance);
    return scanner.getAllMethodNames(prototype).flatMap((name): Route[] => {
      const handler = prototype[name];
      const method: RequestMethod | undefined = Reflect.getMetadata('method', handler);
      if (method === undefined) return [];
      const right = Reflect.getMetadata(ROUTE_RIGHT, handler) ?? Reflect.getMetadata(ROUTE_RIGHT, metatype);
      return pathsOf(metatype, handler).map((path) => {
        const verb = RequestMethod[method];
        return { name: `${verb} ${path}`, method: verb, path, right };
      });
    });
  });
}

function pathsOf(controller: object, handler: object): string[] {
  const all = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);
  return all(Reflect.getMetadata('path', controller)).flatMap((above) =>
    all(Reflect.getMetadata('path', handler)).map((below) =>
      [above, below]
        .flatMap((part) => part.split('/'))
        .filter((part) => part !== '')
        .join('/'),
    ),
  );
}
