import type { OrganisationKind } from '../../organisations/domain/organisations';
import type { Actor } from '../../shared/actor';
import { permissionsOfRole, type Permission } from './permissions';

/** A role somewhere, one's own or that of an absent person for whom one stands in today. */
export interface PersonHolding {
  readonly organisationId: string;
  readonly organisationKey: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly role: string;
  /** The absent person; null: the role is one's own. */
  readonly onBehalfOf: string | null;
}

/** Who made a request, as the guard found out from the session. */
export interface SignedInPerson {
  readonly personId: string;
  readonly key: string;
  readonly name: string;
  readonly authorityId: string;
  readonly holdings: readonly PersonHolding[];
  readonly permissions: readonly Permission[];
}

export function hasPermission(person: Pick<SignedInPerson, 'permissions'>, permission: Permission): boolean {
  return person.permissions.includes(permission);
}

/** May this person do an organisation's work: do they hold a role there (or stand in for somebody who does) that acts? */
export function mayActFor(person: Pick<SignedInPerson, 'holdings'>, organisationId: string): boolean {
  return holdingFor(person, organisationId) !== undefined;
}

/** May this person read an organisation's tasks: everybody's, or those of their own organisations? */
export function mayReadOf(person: SignedInPerson, organisationId: string): boolean {
  return (
    hasPermission(person, 'task.readAll') ||
    (hasPermission(person, 'task.read') && person.holdings.some((held) => held.organisationId === organisationId))
  );
}

/** Who acts, for the journal; with an organisation also for whom, when they act there only as a substitute. */
export function actorOf(person: Pick<SignedInPerson, 'personId' | 'holdings'>, organisationId?: string): Actor {
  const holding = organisationId === undefined ? undefined : holdingFor(person, organisationId);
  return { personId: person.personId, onBehalfOf: holding?.onBehalfOf ?? null, source: 'API' };
}

function holdingFor(person: Pick<SignedInPerson, 'holdings'>, organisationId: string): PersonHolding | undefined {
  const acting = person.holdings.filter(
    (held) => held.organisationId === organisationId && permissionsOfRole(held).includes('task.act'),
  );
  return acting.find((held) => held.onBehalfOf === null) ?? acting[0];
}
