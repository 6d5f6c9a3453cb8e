import type { Tx } from '../../database/transaction';

export function authorities(tx: Tx): Promise<{ id: string; key: string }[]> {
  return tx.rows<{ id: string; key: string }>('select id, key from authority order by key');
}

/** The organisation of a key that is valid today. */
export async function organisationNamed(tx: Tx, authorityId: string, key: string): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `select id from organisation
      where authority_id = $1 and key = $2 and current_date between valid_from and valid_to`,
    [authorityId, key],
  );
  return row?.id;
}
