import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Campaigns1701990000002 implements MigrationInterface {
  readonly name = 'Campaigns1701990000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table plan (
        id           uuid        not null constraint plan_pk primary key default gen_random_uuid(),
        authority_id uuid        not null constraint plan_authority_fk references authority,
        code         text        not null,
        version      int         not null,
        title        text        not null,
        content      jsonb       not null,
        sha256       text        not null,
        imported_at  timestamptz not null default now(),
        imported_by  uuid        constraint plan_imported_by_fk references person,
        constraint plan_version_unique unique (authority_id, code, version)
      );
      create index plan_imported_by_idx on plan (imported_by);

      create table campaign (
        id           uuid        not null constraint campaign_pk primary key default gen_random_uuid(),
        authority_id uuid        not null constraint campaign_authority_fk references authority,
        plan_id      uuid        not null constraint campaign_plan_fk references plan,
        calendar_id  uuid        not null constraint campaign_calendar_fk references calendar,
        -- The plan in force: the imported plan with the revisions of this campaign.
        plan         jsonb       not null,
        state        text        not null constraint campaign_state_check check (state in ('RUNNING', 'COMPLETED', 'CANCELLED')),
        clock        text        not null constraint campaign_clock_check check (clock in ('REAL', 'REHEARSAL')),
        clock_at     timestamptz,
        -- In a rehearsed outage the clock moves and acts of people count, but nothing runs.
        is_out       boolean     not null default false,
        launched_at  timestamptz not null,
        completed_at timestamptz,
        ended_reason text,
        version      int         not null default 1,
        constraint campaign_clock_at_check check ((clock = 'REHEARSAL') = (clock_at is not null)),
        constraint campaign_out_check check (not is_out or clock = 'REHEARSAL')
      );
      create index campaign_authority_idx on campaign (authority_id);
      create index campaign_plan_idx on campaign (plan_id);
      create index campaign_calendar_idx on campaign (calendar_id);

      create table campaign_unit (
        campaign_id     uuid not null constraint campaign_unit_campaign_fk references campaign,
        organisation_id uuid not null constraint campaign_unit_organisation_fk references organisation,
        code            text not null,
        position        int  not null,
        constraint campaign_unit_pk primary key (campaign_id, organisation_id),
        constraint campaign_unit_code_unique unique (campaign_id, code)
      );
      create index campaign_unit_organisation_idx on campaign_unit (organisation_id);

      create table field_assignment (
        campaign_id     uuid not null constraint field_assignment_campaign_fk references campaign,
        field           text not null,
        organisation_id uuid not null constraint field_assignment_organisation_fk references organisation,
        position        int  not null,
        constraint field_assignment_pk primary key (campaign_id, field)
      );
      create index field_assignment_organisation_idx on field_assignment (organisation_id);

      create table stage (
        id           uuid        not null constraint stage_pk primary key default gen_random_uuid(),
        campaign_id  uuid        not null constraint stage_campaign_fk references campaign,
        key          text        not null,
        position     int         not null,
        state        text        not null default 'WAITING' constraint stage_state_check
                                 check (state in ('WAITING', 'OPEN', 'COMPLETED', 'CANCELLED')),
        -- Not before this instant; null: as soon as the stages it waits for are completed.
        opens_at     timestamptz,
        opened_at    timestamptz,
        completed_at timestamptz,
        due_on       date        not null,
        constraint stage_key_unique unique (campaign_id, key),
        constraint stage_position_unique unique (campaign_id, position)
      );

      create table task (
        id                uuid        not null constraint task_pk primary key default gen_random_uuid(),
        campaign_id       uuid        not null constraint task_campaign_fk references campaign,
        stage_id          uuid        not null constraint task_stage_fk references stage,
        template          text        not null,
        template_position int         not null,
        title             text        not null,
        unit_id           uuid        constraint task_unit_fk references organisation,
        unit_code         text,
        field             text,
        -- Order within its template: of the units by code, of the fields by assignment.
        position          int         not null,
        organisation_id   uuid        not null constraint task_organisation_fk references organisation,
        role              text        not null,
        state             text        not null default 'OPEN' constraint task_state_check
                                      check (state in ('OPEN', 'RETURNED', 'DONE', 'CANCELLED', 'MISSED')),
        due_on            date        not null,
        -- Extended or returned: the task has a day of its own, which a revision of the plan leaves alone.
        has_own_due       boolean     not null default false,
        is_extended       boolean     not null default false,
        closes_at         timestamptz,
        created_at        timestamptz not null,
        done_at           timestamptz,
        claimed_by        uuid        constraint task_claimed_by_fk references person,
        version           int         not null default 1,
        search            text        not null generated always as (plain_text(title)) stored,
        constraint task_unique unique nulls not distinct (stage_id, template, unit_id, field),
        constraint task_done_check check ((state = 'DONE') = (done_at is not null))
      );
      create index task_campaign_idx on task (campaign_id, state);
      create index task_stage_open_idx on task (stage_id) where state in ('OPEN', 'RETURNED');
      create index task_closing_idx on task (campaign_id, closes_at) where state in ('OPEN', 'RETURNED') and closes_at is not null;
      create index task_organisation_idx on task (organisation_id, state, due_on);
      create index task_unit_idx on task (unit_id);
      create index task_claimed_by_idx on task (claimed_by);
      create index task_search_idx on task using gin (search gin_trgm_ops);

      create table task_comment (
        id        bigint      generated always as identity constraint task_comment_pk primary key,
        task_id   uuid        not null constraint task_comment_task_fk references task,
        author_id uuid        not null constraint task_comment_author_fk references person,
        body      text        not null,
        at        timestamptz not null
      );
      create index task_comment_task_idx on task_comment (task_id, id);
      create index task_comment_author_idx on task_comment (author_id);

      create table task_file (
        id          uuid        not null constraint task_file_pk primary key default gen_random_uuid(),
        task_id     uuid        not null constraint task_file_task_fk references task,
        sha256      text        not null,
        name        text        not null,
        media_type  text        not null,
        size_bytes  bigint      not null,
        attached_by uuid        not null constraint task_file_attached_by_fk references person,
        at          timestamptz not null
      );
      create index task_file_task_idx on task_file (task_id, at);
      create index task_file_attached_by_idx on task_file (attached_by);

      create table extension_request (
        id           uuid        not null constraint extension_request_pk primary key default gen_random_uuid(),
        task_id      uuid        not null constraint extension_request_task_fk references task,
        asked_by     uuid        not null constraint extension_request_asked_by_fk references person,
        asked_at     timestamptz not null,
        due_on       date        not null,
        reason       text        not null,
        state        text        not null default 'ASKED' constraint extension_request_state_check
                                 check (state in ('ASKED', 'GIVEN', 'REFUSED')),
        decided_by   uuid        constraint extension_request_decided_by_fk references person,
        decided_at   timestamptz,
        decision     text,
        legal_basis  text
      );
      create unique index extension_request_open_idx on extension_request (task_id) where state = 'ASKED';
      create index extension_request_task_idx on extension_request (task_id);
      create index extension_request_asked_by_idx on extension_request (asked_by);
      create index extension_request_decided_by_idx on extension_request (decided_by);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore the backup instead.');
  }
}
