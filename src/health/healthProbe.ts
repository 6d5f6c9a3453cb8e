export interface ProbeAnswer {
  readonly ok: boolean;
  /** For the operator: what is the matter, or how it is. Holds no secret: the page is public. */
  readonly detail: string;
}

/** Something the system needs. If it is not ok, the system is degraded: it still serves, and says why. */
export interface HealthProbe {
  readonly name: string;
  check(): Promise<ProbeAnswer>;
}

/** Under which the probes (`readonly HealthProbe[]`) are injected. */
export const HEALTH_PROBES = Symbol('HealthProbe[]');
