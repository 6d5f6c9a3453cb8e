import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JournalAndOutbox1701990000004 implements MigrationInterface {
  readonly name = 'JournalAndOutbox1701990000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table journal_entry (
        id            bigint      generated always as identity constraint journal_entry_pk primary key,
        subject_kind  text        not null,
        subject_id    uuid        not null,
        sequence      int         not null,
        act           text        not null,
        actor_id      uuid        constraint journal_entry_actor_fk references person,
        on_behalf_of  uuid        constraint journal_entry_on_behalf_of_fk references person,
        source        text        not null,
        details       jsonb       not null,
        at            timestamptz not null,
        recorded_at   timestamptz not null,
        previous_hash bytea       not null,
        hash          bytea       not null,
        constraint journal_entry_chain_unique unique (subject_id, sequence)
      );
      create index journal_entry_actor_idx on journal_entry (actor_id);
      create index journal_entry_on_behalf_of_idx on journal_entry (on_behalf_of);
      create index journal_entry_recorded_idx on journal_entry (recorded_at);
      create trigger journal_entry_kept before update or delete on journal_entry
        for each row execute function refuse_change();

      -- The last link of each chain; locked by whoever writes the next one.
      create table journal_head (
        subject_id   uuid  not null constraint journal_head_pk primary key,
        subject_kind text  not null,
        sequence     int   not null,
        hash         bytea not null
      );

      create table journal_seal (
        on_date   date        not null constraint journal_seal_pk primary key,
        last_id   bigint      not null,
        chains    int         not null,
        hash      bytea       not null,
        sealed_at timestamptz not null
      );
      create trigger journal_seal_kept before update or delete on journal_seal
        for each row execute function refuse_change();

      -- What Temporal is to be told, in the transaction that made it necessary: at most one line per workflow.
      -- Never the same twice, also when a line was delivered and another is written: else one of two relays could delete
      -- the line that the other has not seen.
      create sequence outbox_revision;

      create table outbox (
        workflow_id text        not null constraint outbox_pk primary key,
        kind        text        not null constraint outbox_kind_check check (kind in ('CAMPAIGN', 'STAGE', 'DISPATCH')),
        subject_id  uuid        not null,
        -- Raised by every further change: the relay deletes only what it has delivered.
        revision    bigint      not null default nextval('outbox_revision'),
        written_at  timestamptz not null default now()
      );

      create table idempotent_request (
        person_id   uuid        not null,
        key         text        not null,
        request     text        not null,
        status      int,
        response    jsonb,
        received_at timestamptz not null default now(),
        constraint idempotent_request_pk primary key (person_id, key)
      );
      create index idempotent_request_received_idx on idempotent_request (received_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore the backup instead.');
  }
}
