import type { Day } from '../../shared/instant';

export const BODY_KINDS = ['AUTHORITY', 'BODY', 'RESPONDENT_GROUP', 'COUNCIL', 'SECRETARIAT', 'SUPERIOR'] as const;
export type BodyKind = (typeof BODY_KINDS)[number];
export type OrganisationKind = BodyKind | 'UNIT';

export interface Body {
  readonly key: string;
  readonly name: string;
  readonly kind: BodyKind;
}

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly type?: string;
  readonly validFrom?: Day;
  readonly validTo?: Day;
  /** Codes of the units that this one replaces, with the day from which each was valid. */
  readonly predecessors?: readonly { readonly code: string; readonly validFrom: Day }[];
}

/** An organisations file: one authority with its bodies and units. Keys beginning with `_` are notes and are ignored. */
export interface OrganisationsFile {
  readonly tenant: {
    readonly key: string;
    readonly name: string;
    readonly province?: string;
    readonly timeZone: string;
    readonly placeName?: string;
  };
  readonly bodies: readonly Body[];
  readonly units: readonly Unit[];
}

/** The two roles that every organisation has: who does the work, and who leads. */
export const ROLES_OF_KIND = {
  UNIT: { assignee: 'official', leader: 'leader' },
  AUTHORITY: { assignee: 'officer', leader: 'head' },
  BODY: { assignee: 'officer', leader: 'head' },
  RESPONDENT_GROUP: { assignee: 'officer', leader: 'head' },
  SUPERIOR: { assignee: 'officer', leader: 'head' },
  COUNCIL: { assignee: 'member', leader: 'chair' },
  SECRETARIAT: { assignee: 'member', leader: 'chair' },
} as const satisfies Record<OrganisationKind, { assignee: string; leader: string }>;

/** Units valid on a day (`validFrom` ≤ day ≤ `validTo`), by code as text. */
export function unitsValidOn(units: readonly Unit[], day: Day): Unit[] {
  return units
    .filter((unit) => (unit.validFrom ?? '') <= day && (unit.validTo === undefined || day <= unit.validTo))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
