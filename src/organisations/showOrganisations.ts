import type { Tx } from '../database/transaction';
import { AppError } from '../shared/http/appError';
import { organisationsPage, type OrganisationLine, type OrganisationQuestion } from './persistence/organisationStore';
import { peoplePage, type PeopleQuestion, type PersonLine } from './persistence/personStore';

/** One page; `nextCursor` null: the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type ShownOrganisation = OrganisationLine;

export async function showOrganisations(
  tx: Tx,
  authorityId: string,
  question: OrganisationQuestion,
): Promise<Page<ShownOrganisation>> {
  return pageOf(await organisationsPage(tx, authorityId, question), question.limit);
}

/** A person as the API shows it; the address only to administrators. */
export type ShownPerson = Omit<PersonLine, 'email'> & { readonly email: string | null };

export async function showPeople(
  tx: Tx,
  authorityId: string,
  question: PeopleQuestion,
  showsAddress: boolean,
): Promise<Page<ShownPerson>> {
  const page = pageOf(await peoplePage(tx, authorityId, question), question.limit);
  return { ...page, items: page.items.map((person) => shown(person, showsAddress)) };
}

/** @throws AppError NOT_FOUND */
export async function showPerson(tx: Tx, authorityId: string, personId: string): Promise<ShownPerson> {
  const question = { personId, organisationId: null, text: null, after: null, limit: 1 };
  const [person] = await peoplePage(tx, authorityId, question);
  if (person === undefined) throw new AppError('NOT_FOUND');
  return shown(person, true);
}

function shown(person: PersonLine, showsAddress: boolean): ShownPerson {
  return { ...person, email: showsAddress ? person.email : null };
}

function pageOf<Item extends { readonly id: string }>(found: readonly Item[], limit: number): Page<Item> {
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
