import type { Tx } from '../database/transaction';
import type { Plan } from '../plans/domain/plan';
import { ROLES_OF_KIND, type OrganisationKind, type OrganisationsFile } from './domain/organisations';

/** One account per role of an organisation, named by its office: `official@11155`. */
export interface Holding {
  readonly key: string;
  readonly name: string;
  readonly organisationKey: string;
  readonly role: string;
}

const ROLE_NAMES: Readonly<Record<string, string>> = {
  official: 'Công chức phụ trách CCHC',
  leader: 'Chủ tịch UBND',
  officer: 'Chuyên viên',
  head: 'Thủ trưởng',
  member: 'Thành viên',
  chair: 'Chủ tịch',
};

/**
 * The holders of a rehearsal or demo: one per role of every organisation, and one per role of the plan at its body; the
 * roles named in `vacant` are held by nobody (contract of deadlines, §8).
 */
export function holdingsFor(file: OrganisationsFile, plan: Plan | null, vacant: readonly string[]): Holding[] {
  const nameOf = new Map([
    ...file.bodies.map((body) => [body.key, body.name] as const),
    ...file.units.map((unit) => [unit.code, unit.name] as const),
  ]);
  const holding = (role: string, organisationKey: string, label?: string): Holding => ({
    key: `${role}@${organisationKey}`,
    name: `${label ?? ROLE_NAMES[role] ?? role} – ${nameOf.get(organisationKey) ?? organisationKey}`,
    organisationKey,
    role,
  });
  const rolesAt = (kind: OrganisationKind, key: string): Holding[] => {
    const { assignee, leader } = ROLES_OF_KIND[kind];
    return [holding(assignee, key), holding(leader, key)];
  };
  const all = [
    ...file.units.flatMap((unit) => rolesAt('UNIT', unit.code)),
    ...file.bodies.flatMap((body) => rolesAt(body.kind, body.key)),
    ...Object.entries(plan?.roles ?? {}).map(([role, { at, label }]) => holding(role, at, label)),
  ];
  const left = new Map(all.map((one) => [one.key, one]));
  for (const key of vacant) left.delete(key);
  return [...left.values()];
}

/** The mail domain of accounts that belong to no real person; reserved so that no mail can ever reach anybody. */
const DEMO_MAIL_DOMAIN = 'demo.invalid';

/** Creates the persons and gives them their roles; those that exist already are left alone. */
export async function seedHolders(tx: Tx, authorityId: string, holdings: readonly Holding[]): Promise<void> {
  const keys = holdings.map((holding) => holding.key);
  await tx.rows(
    `insert into person (authority_id, key, name, email)
     select $1, key, name, replace(key, '@', '.') || '@${DEMO_MAIL_DOMAIN}' from unnest($2::text[], $3::text[]) as p (key, name)
     on conflict on constraint person_key_unique do nothing`,
    [authorityId, keys, holdings.map((holding) => holding.name)],
  );
  await tx.rows(
    `insert into role_holding (person_id, organisation_id, role)
     select p.id, o.id, h.role
       from unnest($2::text[], $3::text[], $4::text[]) as h (key, organisation_key, role)
       join person p on p.authority_id = $1 and p.key = h.key
       join organisation o on o.authority_id = $1 and o.key = h.organisation_key
     on conflict on constraint role_holding_unique do nothing`,
    [authorityId, keys, holdings.map((holding) => holding.organisationKey), holdings.map((holding) => holding.role)],
  );
}
