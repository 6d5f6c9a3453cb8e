import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import { IsEmail, IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';

export const LOG_LEVELS = ['error', 'warn', 'log', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const hostNames = { require_protocol: true, require_tld: false };

/** An e-mail address alone, or with a name before it: `Đôn Đốc <don-doc@example.vn>`. */
function addressWithin(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return /^[^<>]*<([^<>]+)>$/.exec(value.trim())?.[1] ?? value.trim();
}

/**
 * What the process environment may say, after the defaults of `SETTINGS` were filled in. A property is named like its
 * variable; an optional one has no default and changes what the system does when it is absent.
 */
export class Environment {
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT!: number;

  @Matches(/^[\w.:-]+$/, { message: 'must be a host name or an IP address' })
  HOST!: string;

  @IsOptional()
  @IsUrl({ ...hostNames, protocols: ['http', 'https'] }, { message: 'must be an http:// or https:// address' })
  PUBLIC_URL?: string;

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  TRUST_PROXY!: number;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'must be an address like postgres://user:password@host:5432/name' })
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'must be an address like postgres://user:password@host:5432/name' })
  MIGRATION_DATABASE_URL?: string;

  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(200)
  DATABASE_POOL_SIZE!: number;

  @IsOptional()
  @Matches(/^[\w.-]+:\d{1,5}$/, { message: 'must be host:port, for example 127.0.0.1:7233' })
  TEMPORAL_ADDRESS?: string;

  @Matches(/^[\w.-]{2,}$/, { message: 'must be the name of a Temporal namespace' })
  TEMPORAL_NAMESPACE!: string;

  @Matches(/^\S+$/, { message: 'must be a name without spaces' })
  TEMPORAL_TASK_QUEUE!: string;

  @Matches(/\S/, { message: 'must be a folder' })
  DATA_DIR!: string;

  @IsOptional()
  @Matches(/\S/, { message: 'must be a folder' })
  FILES_DIR?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1024)
  MAX_UPLOAD_MIB!: number;

  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/, { message: 'must be an address like smtp://user:password@host:587' })
  SMTP_URL?: string;

  @Transform(({ value }) => addressWithin(value), { groups: ['check'] })
  @IsEmail({ require_tld: false }, { message: 'must be an e-mail address, alone or as Name <address>' })
  MAIL_FROM!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(300)
  SMTP_TIMEOUT_SECONDS!: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(720)
  MAIL_RETRY_MAX_HOURS!: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1440)
  SESSION_IDLE_MINUTES!: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(720)
  SESSION_MAX_HOURS!: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  RECONCILE_EVERY_SECONDS!: number;

  @IsIn(LOG_LEVELS)
  LOG_LEVEL!: LogLevel;
}
