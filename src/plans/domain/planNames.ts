import { elementsOf, isObject, memberOf } from './shape';

/**
 * The names that a plan file gives and that other places of it may use, read from the file as it is. A name whose place
 * is missing or unreadable does not exist, and every use of it is a fault of its own.
 */
export interface PlanNames {
  readonly bodies: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly stages: ReadonlySet<string>;
}

export function planNames(plan: unknown, organisations: { readonly bodies: readonly { key: string }[] }): PlanNames {
  return {
    bodies: new Set(organisations.bodies.map((body) => body.key)),
    roles: keysOf(memberOf(plan, 'roles')),
    policies: keysOf(memberOf(plan, 'policies')),
    stages: new Set(
      elementsOf(memberOf(plan, 'stages'))
        .map((stage) => memberOf(stage, 'key'))
        .filter((key) => typeof key === 'string'),
    ),
  };
}

function keysOf(value: unknown): Set<string> {
  return new Set(isObject(value) ? Object.keys(value) : []);
}
