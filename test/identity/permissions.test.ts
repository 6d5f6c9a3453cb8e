import {
  PERMISSIONS,
  permissionsOf,
  ROLE_PERMISSIONS,
  type Permission,
  type Role,
} from '../../src/identity/domain/permissions';
import {
  actorOf,
  mayActFor,
  mayReadOf,
  type PersonHolding,
  type SignedInPerson,
} from '../../src/identity/domain/person';

/** Written by hand. Columns: official, leader, officer, head | member, chair | coordinator | approver | administrator | inspector. */
const TABLE: Readonly<Record<Permission, string>> = {
  'campaign.read': '++++ ++ + + + +',
  'campaign.run': '---- -- + - - -',
  'task.read': '++++ ++ + + + +',
  'task.readAll': '---- ++ + + + +',
  'task.act': '++++ ++ + + - -',
  'task.oversee': '---- -- + - - -',
  'rehearsal.move': '---- -- + - + -',
  'calendar.read': '++++ ++ + + + +',
  'calendar.change': '---- -- - - + -',
  'plan.read': '++++ ++ + + + +',
  'plan.import': '---- -- + - + -',
  'organisation.read': '++++ ++ + + + +',
  'organisation.administer': '---- -- - - + -',
  'message.read': '---- -- + - + +',
  'journal.read': '---- -- + + + +',
};
const COLUMNS: readonly Role[] = [
  'official',
  'leader',
  'officer',
  'head',
  'member',
  'chair',
  'coordinator',
  'approver',
  'administrator',
  'inspector',
];

const aHolding = (organisationId: string, role: string, more: Partial<PersonHolding> = {}): PersonHolding => ({
  organisationId,
  organisationKey: organisationId,
  organisationName: organisationId,
  organisationKind: 'UNIT',
  role,
  onBehalfOf: null,
  ...more,
});
const aPerson = (...holdings: PersonHolding[]): SignedInPerson => ({
  personId: 'me',
  key: 'me',
  name: 'me',
  authorityId: 'authority',
  holdings,
  permissions: permissionsOf(holdings),
});

describe('permissions of roles', () => {
  const cases = PERMISSIONS.flatMap((permission) =>
    COLUMNS.map((role, column) => [role, permission, TABLE[permission].replaceAll(' ', '')[column] === '+'] as const),
  );
  it.each(cases)('%s × %s: %s', (role, permission, isGiven) => {
    expect(permissionsOf([{ role, organisationKind: 'AUTHORITY' }]).includes(permission)).toBe(isGiven);
  });

  it('the table has every role', () => {
    expect([...COLUMNS].sort()).toEqual(Object.keys(ROLE_PERMISSIONS).sort());
  });

  it('several roles give the rights of all of them', () => {
    const both = permissionsOf([
      { role: 'official', organisationKind: 'UNIT' },
      { role: 'inspector', organisationKind: 'AUTHORITY' },
    ]);
    expect(both).toEqual(expect.arrayContaining(['task.act', 'journal.read']));
  });

  it('a plan that calls a role of its own "administrator" does not hand over the system', () => {
    expect(permissionsOf([{ role: 'administrator', organisationKind: 'BODY' }])).not.toContain(
      'organisation.administer',
    );
  });

  it.each(['toString', '__proto__', 'deputy'])('a role that only a plan knows (%s) reads and acts, no more', (role) => {
    expect(permissionsOf([{ role, organisationKind: 'BODY' }])).toEqual(
      permissionsOf([{ role: 'member', organisationKind: 'COUNCIL' }]),
    );
  });

  it('nobody without a role may do anything', () => {
    expect(permissionsOf([])).toEqual([]);
  });
});

describe('whose work a person may do', () => {
  it('that of the organisations where they hold a role that acts', () => {
    const person = aPerson(aHolding('unit', 'official'));
    expect([mayActFor(person, 'unit'), mayActFor(person, 'other')]).toEqual([true, false]);
  });

  it('not as administrator or inspector', () => {
    expect(mayActFor(aPerson(aHolding('body', 'inspector', { organisationKind: 'AUTHORITY' })), 'body')).toBe(false);
  });

  it('a substitute acts on behalf of the absent person, and for themselves where they hold a role of their own', () => {
    const person = aPerson(
      aHolding('unit', 'leader', { onBehalfOf: 'absent' }),
      aHolding('own', 'official'),
      aHolding('own', 'leader', { onBehalfOf: 'absent' }),
    );
    expect(actorOf(person, 'unit')).toEqual({ personId: 'me', onBehalfOf: 'absent', source: 'API' });
    expect(actorOf(person, 'own').onBehalfOf).toBeNull();
    expect(actorOf(person).onBehalfOf).toBeNull();
  });

  it('an official reads the tasks of their unit, an inspector those of all', () => {
    expect(mayReadOf(aPerson(aHolding('unit', 'official')), 'other')).toBe(false);
    expect(mayReadOf(aPerson(aHolding('unit', 'official')), 'unit')).toBe(true);
    expect(mayReadOf(aPerson(aHolding('body', 'inspector', { organisationKind: 'AUTHORITY' })), 'other')).toBe(true);
  });
});
