import type { Tx } from '../database/transaction';
import { seedHolders } from '../organisations/seedHolders';
import { SYSTEM_ROLES } from './domain/permissions';
import { authorityBody, insertDemoAccounts } from './persistence/accountStore';

const SYSTEM_ROLE_NAMES = {
  administrator: 'Quản trị hệ thống',
  inspector: 'Thanh tra (chỉ xem)',
} as const satisfies Record<(typeof SYSTEM_ROLES)[number], string>;

/**
 * Gives a demo authority its accounts: one for each office that `seedHolders` has filled (login `official@11155`), and one
 * each for the administrator and the inspector. They have no password; only the demo sign-in enters them. Running it again
 * adds what is missing. Returns how many accounts were added; in an authority that is no demo it adds none.
 */
export async function seedDemoAccounts(tx: Tx, authorityId: string): Promise<number> {
  const body = await authorityBody(tx, authorityId);
  if (body?.isDemo !== true) return 0;
  await seedHolders(
    tx,
    authorityId,
    SYSTEM_ROLES.map((role) => ({
      key: `${role}@${body.key}`,
      name: `${SYSTEM_ROLE_NAMES[role]} – ${body.name}`,
      organisationKey: body.key,
      role,
    })),
  );
  return insertDemoAccounts(tx, authorityId);
}
