import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { RouteRight } from './domain/permissions';

export const ROUTE_RIGHT = 'don-doc:route-right';

/** What a route asks for. Every route (or its whole controller) has one: the guard lets nobody through without. */
export function Permission(right: RouteRight): CustomDecorator {
  return SetMetadata(ROUTE_RIGHT, right);
}
