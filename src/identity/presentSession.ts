import type { SignedInPerson } from './domain/person';
import type { Plain } from '../shared/http/plain';
import type { OrganisationHeldDto, SessionDto } from './dto/session.dto';
import { csrfTokenOf } from './sessionToken';

/** A session as the page sees it: roles gathered by organisation, one's own apart from those one stands in for. */
export function presentSession(person: SignedInPerson, token: string): Plain<SessionDto> {
  const organisations = new Map<string, Plain<OrganisationHeldDto>>();
  for (const held of person.holdings) {
    const place = `${held.organisationId} ${held.onBehalfOf ?? ''}`;
    organisations.set(place, {
      id: held.organisationId,
      key: held.organisationKey,
      name: held.organisationName,
      kind: held.organisationKind,
      roles: [...(organisations.get(place)?.roles ?? []), held.role],
      onBehalfOf: held.onBehalfOf,
    });
  }
  return {
    person: { id: person.personId, key: person.key, name: person.name },
    organisations: [...organisations.values()],
    permissions: person.permissions,
    csrfToken: csrfTokenOf(token),
  };
}
