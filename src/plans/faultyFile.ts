import { AppError } from '../shared/http/appError';
import type { Fault } from './domain/plan';

/** A file with faults, every one named: `faults` as the contract of plans has them, `errors` as the API has wrong values. */
export function faultyFile(code: 'PLAN.FAULTY' | 'ORGANISATIONS.FAULTY', faults: readonly Fault[]): AppError {
  const errors = faults.map((fault) => ({ pointer: fault.path, code: fault.code }));
  return new AppError(code, { extra: { faults, errors } });
}
