import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Identity1701990000005 implements MigrationInterface {
  readonly name = 'Identity1701990000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table account (
        person_id           uuid        not null constraint account_pk primary key
                                        constraint account_person_fk references person,
        authority_id        uuid        not null constraint account_authority_fk references authority,
        login               text        not null constraint account_login_check check (login <> ''),
        -- Null until it is set; always null for a demo account, which only the demo sign-in can enter.
        password_hash       text,
        password_changed_at timestamptz,
        is_demo             boolean     not null default false,
        constraint account_demo_check check (not is_demo or password_hash is null),
        constraint account_password_check check ((password_hash is null) = (password_changed_at is null))
      );
      create unique index account_login_unique on account (authority_id, lower(login));
      create index account_lower_login_idx on account (lower(login));

      create table session (
        -- SHA-256 of the token in the cookie: who reads the table cannot sign in with it. The CSRF token is derived
        -- from the same token and is stored nowhere.
        id_hash      bytea       not null constraint session_pk primary key
                                 constraint session_id_hash_check check (length(id_hash) = 32),
        person_id    uuid        not null constraint session_account_fk references account on delete cascade,
        created_at   timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at   timestamptz not null,
        user_agent   text,
        ip           text
      );
      create index session_person_idx on session (person_id);
      create index session_expires_idx on session (expires_at);

      -- Failed sign-ins by login and by address. A login that does not exist is counted like any other, so that being
      -- locked out tells nobody whether an account exists.
      create table sign_in_throttle (
        subject       text        not null constraint sign_in_throttle_pk primary key,
        failures      int         not null,
        last_tried_at timestamptz not null,
        blocked_until timestamptz
      );
      create index sign_in_throttle_last_tried_idx on sign_in_throttle (last_tried_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore the backup instead.');
  }
}
