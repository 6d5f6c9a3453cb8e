import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Organisations1701990000001 implements MigrationInterface {
  readonly name = 'Organisations1701990000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create extension if not exists unaccent;
      create extension if not exists pg_trgm;

      -- unaccent() is only stable; a generated column needs an immutable function of a fixed dictionary.
      create function plain_text(value text) returns text
        language sql immutable parallel safe strict
        return lower(replace(replace(public.unaccent('public.unaccent'::regdictionary, value), 'đ', 'd'), 'Đ', 'D'));

      create table authority (
        id          uuid        constraint authority_pk primary key default gen_random_uuid(),
        key         text        not null constraint authority_key_unique unique,
        name        text        not null,
        province    text,
        place_name  text,
        time_zone   text        not null,
        is_demo     boolean     not null default false,
        created_at  timestamptz not null default now()
      );

      create table organisation (
        id           uuid not null constraint organisation_pk primary key default gen_random_uuid(),
        authority_id uuid not null constraint organisation_authority_fk references authority,
        key          text not null,
        name         text not null,
        kind         text not null constraint organisation_kind_check check (kind in
                       ('AUTHORITY', 'BODY', 'RESPONDENT_GROUP', 'COUNCIL', 'SECRETARIAT', 'SUPERIOR', 'UNIT')),
        unit_type    text,
        valid_from   date not null default '-infinity',
        valid_to     date not null default 'infinity',
        -- Official unit codes are used again for different units: a code is unique only together with its first day.
        constraint organisation_key_unique unique (authority_id, key, valid_from),
        constraint organisation_validity_check check (valid_from <= valid_to)
      );

      create table organisation_predecessor (
        organisation_id uuid not null constraint predecessor_organisation_fk references organisation on delete cascade,
        predecessor_id  uuid not null constraint predecessor_predecessor_fk references organisation,
        constraint organisation_predecessor_pk primary key (organisation_id, predecessor_id)
      );
      create index organisation_predecessor_predecessor_idx on organisation_predecessor (predecessor_id);

      create table person (
        id           uuid        not null constraint person_pk primary key default gen_random_uuid(),
        authority_id uuid        not null constraint person_authority_fk references authority,
        key          text        not null,
        name         text        not null,
        email        text        not null,
        is_active    boolean     not null default true,
        created_at   timestamptz not null default now(),
        constraint person_key_unique unique (authority_id, key)
      );
      create index person_email_idx on person (lower(email));

      create table role_holding (
        id              uuid not null constraint role_holding_pk primary key default gen_random_uuid(),
        person_id       uuid not null constraint role_holding_person_fk references person,
        organisation_id uuid not null constraint role_holding_organisation_fk references organisation,
        role            text not null,
        valid_from      date not null default '-infinity',
        valid_to        date not null default 'infinity',
        constraint role_holding_unique unique (person_id, organisation_id, role, valid_from),
        constraint role_holding_validity_check check (valid_from <= valid_to)
      );
      create index role_holding_organisation_idx on role_holding (organisation_id, role);

      create table absence (
        id            uuid not null constraint absence_pk primary key default gen_random_uuid(),
        person_id     uuid not null constraint absence_person_fk references person,
        from_on       date not null,
        to_on         date not null,
        substitute_id uuid constraint absence_substitute_fk references person,
        constraint absence_order_check check (from_on <= to_on),
        constraint absence_substitute_check check (substitute_id is distinct from person_id)
      );
      create index absence_person_idx on absence (person_id, from_on);
      create index absence_substitute_idx on absence (substitute_id);

      create table calendar (
        id           uuid   not null constraint calendar_pk primary key default gen_random_uuid(),
        authority_id uuid   not null constraint calendar_authority_fk references authority,
        name         text   not null,
        weekend      text[] not null,
        -- A rehearsal changes its own copy: what is tried there must not move a real campaign.
        copied_from  uuid   constraint calendar_copied_from_fk references calendar,
        version      int    not null default 1
      );
      create index calendar_authority_idx on calendar (authority_id);
      create index calendar_copied_from_idx on calendar (copied_from);

      create table calendar_day (
        calendar_id uuid not null constraint calendar_day_calendar_fk references calendar on delete cascade,
        on_date     date not null,
        kind        text not null constraint calendar_day_kind_check check (kind in ('DAY_OFF', 'WORKING_WEEKEND')),
        reason      text not null,
        constraint calendar_day_pk primary key (calendar_id, on_date, kind)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore the backup instead.');
  }
}
