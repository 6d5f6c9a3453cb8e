import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1701990000003 implements MigrationInterface {
  readonly name = 'Ledger1701990000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- One run of what is due in a stage (or of the digests of a campaign): its batches share it, so that one person
      -- gets one e-mail, however many transactions the run takes and however often the worker dies in between.
      create table deadline_run (
        id          bigint      generated always as identity constraint deadline_run_pk primary key,
        campaign_id uuid        not null constraint deadline_run_campaign_fk references campaign,
        stage_id    uuid        constraint deadline_run_stage_fk references stage,
        started_at  timestamptz not null,
        finished_at timestamptz
      );
      create unique index deadline_run_open_idx on deadline_run (campaign_id, stage_id) nulls not distinct where finished_at is null;
      create index deadline_run_stage_idx on deadline_run (stage_id);

      create table deadline_step (
        id           bigint      generated always as identity constraint deadline_step_pk primary key,
        campaign_id  uuid        not null constraint deadline_step_campaign_fk references campaign,
        stage_id     uuid        constraint deadline_step_stage_fk references stage,
        task_id      uuid        constraint deadline_step_task_fk references task,
        kind         text        not null constraint deadline_step_kind_check check (kind in ('REMINDER', 'ESCALATION', 'DIGEST')),
        rule         text        not null,
        rule_order   int         not null,
        repetition   int         not null,
        version      int         not null,
        -- What its instant is counted from: the task's creation, its due day, or an acknowledgement time that it waits for.
        counted_from text        not null constraint deadline_step_counted_from_check
                                 check (counted_from in ('OPENED', 'DUE', 'ACKNOWLEDGEMENT', 'SERIES')),
        planned_at   timestamptz not null,
        status       text        not null default 'PLANNED' constraint deadline_step_status_check
                                 check (status in ('PLANNED', 'FIRED', 'SUPPRESSED', 'SUPERSEDED')),
        reason       text        constraint deadline_step_reason_check check (reason in
                                 ('DONE', 'OVERTAKEN', 'CONDITION', 'STAGE_CLOSED', 'PAST', 'NO_RECIPIENT',
                                  'EXTENDED', 'REVISED', 'CALENDAR', 'WAITING')),
        fired_at     timestamptz,
        recipients   uuid[]      not null default '{}',
        -- Nobody could be told though somebody should have been: shown to the coordinator as a fault to mend.
        is_fault     boolean     not null default false,
        constraint deadline_step_subject_check check ((kind = 'DIGEST') = (task_id is null)),
        constraint deadline_step_fired_check check ((status = 'FIRED') = (fired_at is not null)),
        constraint deadline_step_reason_present_check check ((status in ('SUPPRESSED', 'SUPERSEDED')) = (reason is not null)),
        constraint deadline_step_unique unique (task_id, kind, rule, repetition, version)
      );
      create unique index deadline_step_digest_unique on deadline_step (campaign_id, rule, repetition, version) where kind = 'DIGEST';
      create index deadline_step_due_idx on deadline_step (stage_id, planned_at) where status = 'PLANNED' and kind <> 'DIGEST';
      create index deadline_step_digest_due_idx on deadline_step (campaign_id, planned_at) where status = 'PLANNED' and kind = 'DIGEST';
      create index deadline_step_campaign_due_idx on deadline_step (campaign_id, planned_at) where status = 'PLANNED';
      create index deadline_step_task_idx on deadline_step (task_id);

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'Rows of % that are settled are never changed', tg_table_name using errcode = 'restrict_violation';
      end $$;
      create trigger deadline_step_settled before update on deadline_step
        for each row when (old.status <> 'PLANNED') execute function refuse_change();
      create trigger deadline_step_kept before delete on deadline_step
        for each row execute function refuse_change();

      create table escalation_acknowledgement (
        step_id         bigint      not null constraint escalation_acknowledgement_pk primary key
                                    constraint escalation_acknowledgement_step_fk references deadline_step,
        acknowledged_by uuid        constraint escalation_acknowledgement_by_fk references person,
        at              timestamptz not null
      );
      create index escalation_acknowledgement_by_idx on escalation_acknowledgement (acknowledged_by);

      create table message (
        id              uuid        not null constraint message_pk primary key default gen_random_uuid(),
        campaign_id     uuid        constraint message_campaign_fk references campaign,
        stage_id        uuid        constraint message_stage_fk references stage,
        run_id          bigint      constraint message_run_fk references deadline_run,
        kind            text        not null constraint message_kind_check check (kind in ('LEDGER', 'DIGEST', 'NOTICE', 'ACCOUNT')),
        to_id           uuid        not null constraint message_to_fk references person,
        subject         text        not null constraint message_subject_check check (length(subject) <= 120),
        queued_at       timestamptz not null,
        -- Not before this instant: mail that was queued outside working time leaves at the next working instant.
        release_at      timestamptz not null,
        status          text        not null constraint message_status_check check (status in
                        ('GATHERING', 'QUEUED', 'SENDING', 'SENT', 'RETRYING', 'FAILED', 'BOUNCED', 'CANCELLED', 'KEPT')),
        attempts        int         not null default 0,
        next_attempt_at timestamptz,
        leased_until    timestamptz,
        left_at         timestamptz,
        last_error      text,
        text_body       text,
        html_body       text,
        constraint message_left_check check ((status in ('SENT', 'KEPT', 'BOUNCED')) = (left_at is not null))
      );
      -- One e-mail for one person in one run; a digest is an e-mail of its own, told apart by its subject.
      create unique index message_run_unique on message (run_id, to_id) where kind = 'LEDGER';
      create index message_due_idx on message (coalesce(next_attempt_at, release_at)) where status in ('QUEUED', 'RETRYING');
      create index message_leased_idx on message (leased_until) where status = 'SENDING';
      create index message_campaign_idx on message (campaign_id, queued_at desc);
      create index message_to_idx on message (to_id, queued_at desc);
      create index message_stage_idx on message (stage_id);

      create table message_step (
        step_id    bigint not null constraint message_step_step_fk references deadline_step,
        to_id      uuid   not null constraint message_step_to_fk references person,
        message_id uuid   not null constraint message_step_message_fk references message,
        -- Whom the recipient stands in for, when the step was meant for somebody absent.
        for_id     uuid   constraint message_step_for_fk references person,
        -- A step is told to a person once: the database itself refuses a second time.
        constraint message_step_pk primary key (step_id, to_id)
      );
      create index message_step_message_idx on message_step (message_id);
      create index message_step_to_idx on message_step (to_id);
      create index message_step_for_idx on message_step (for_id);

      create table notice (
        id         bigint      generated always as identity constraint notice_pk primary key,
        message_id uuid        not null constraint notice_message_fk references message,
        task_id    uuid        constraint notice_task_fk references task,
        what       text        not null,
        details    jsonb       not null,
        at         timestamptz not null
      );
      create index notice_message_idx on notice (message_id);
      create index notice_task_idx on notice (task_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore the backup instead.');
  }
}
