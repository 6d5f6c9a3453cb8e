import type { Tx } from '../database/transaction';
import type { Fault } from '../plans/domain/plan';
import { AppError } from '../shared/http/appError';
import type { Actor } from '../shared/actor';
import { checkOrganisations } from './domain/checkOrganisations';
import { importOrganisations } from './importOrganisations';
import { authorityOf } from './persistence/organisationStore';
import { recordOf } from './recordOf';

export type ImportedOrganisations = { readonly bodies: number; readonly units: number } | { readonly faults: Fault[] };

/**
 * Brings a file's bodies and units into the administrator's own authority; with a fault nothing is stored. What is not in
 * the file stays: a unit that is no more gets its last day (`validTo`).
 * @throws AppError ORGANISATIONS.OTHER_AUTHORITY for a file of another authority
 */
export async function importOfPerson(
  tx: Tx,
  authorityId: string,
  value: unknown,
  actor: Actor,
): Promise<ImportedOrganisations> {
  const checked = checkOrganisations(value);
  if ('faults' in checked) return checked;
  const { file } = checked;
  const authority = await authorityOf(tx, authorityId);
  if (file.tenant.key !== authority.key) throw new AppError('ORGANISATIONS.OTHER_AUTHORITY');
  await importOrganisations(tx, file, { isDemo: authority.isDemo });
  const counts = { bodies: file.bodies.length, units: file.units.length };
  await recordOf(tx, { kind: 'AUTHORITY', id: authorityId }, 'ORGANISATIONS_IMPORTED', actor, counts);
  return counts;
}
