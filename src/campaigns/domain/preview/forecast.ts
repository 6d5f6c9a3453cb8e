import type { WorkingCalendar } from '../../../calendars/domain/workingCalendar';
import type { Directory } from '../../../deadlines/domain/recipients';
import { closingInstant } from '../../../deadlines/domain/schedule';
import type { Plan, StageTemplate, TaskTemplate } from '../../../plans/domain/plan';
import type { Day, Instant } from '../../../shared/instant';
import {
  arisesOnly,
  dueDayOf,
  openingFloor,
  predecessorsOf,
  targetsOf,
  type CampaignPlaces,
  type TaskTarget,
} from '../campaign';

/** All that a preview is made of (contract of deadlines, §7). */
export interface PreviewInput {
  readonly plan: Plan;
  readonly places: CampaignPlaces;
  readonly directory: Directory;
  readonly calendar: WorkingCalendar;
  /** The instant of the launch. */
  readonly now: Instant;
  /** How a warning calls a person. */
  readonly nameOf: (personId: string) => string;
}

/** What a forecast instant hangs on: it is true only if that stage or task ends when it is assumed to. */
export interface Dependency {
  readonly kind: 'STAGE' | 'TASK';
  readonly key: string;
}

export interface ForecastStage {
  readonly template: StageTemplate;
  readonly index: number;
  /** Not before this instant; null: as soon as the stages before it are completed. */
  readonly notBefore: Instant | null;
  readonly opensAt: Instant;
  readonly completesAt: Instant;
  readonly dependsOn: readonly Dependency[];
  readonly tasks: readonly ForecastTask[];
}

/** The tasks of one template: they share creation, due day and closing. */
export interface ForecastTask {
  readonly template: TaskTemplate;
  readonly index: number;
  readonly createdAt: Instant;
  readonly dueOn: Day;
  readonly closesAt: Instant | null;
  readonly settledAt: Instant;
  readonly dependsOn: readonly Dependency[];
  readonly targets: readonly TaskTarget[];
}

/**
 * How the plan runs when everybody is just on time: each task is done at the end of the working time of its due day (of
 * the last working day before one that is none), a task created later than that on its first working day. What opens
 * after a stage or is created after a task hangs on that, and says so; everything else is certain.
 */
export function forecastOf(input: PreviewInput): ForecastStage[] {
  const forecast = new Forecast(input);
  return input.plan.stages.map((stage) => forecast.stage(stage.key));
}

class Forecast {
  private readonly known = new Map<string, ForecastStage>();

  constructor(private readonly input: PreviewInput) {}

  stage(key: string): ForecastStage {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.calculated(key);
    this.known.set(key, made);
    return made;
  }

  private calculated(key: string): ForecastStage {
    const { plan, calendar, now } = this.input;
    const index = plan.stages.findIndex((one) => one.key === key);
    const template = plan.stages[index];
    if (template === undefined) throw new Error(`The plan has no stage ${key}`);
    const awaited = predecessorsOf(template);
    const notBefore = openingFloor(template, calendar);
    const opensAt = Math.max(now, notBefore ?? now, ...awaited.map((before) => this.stage(before).completesAt));
    const dependsOn = awaited.map((before): Dependency => ({ kind: 'STAGE', key: before }));
    const tasks = this.tasksOf(template, opensAt, dependsOn);
    const completesAt = Math.max(opensAt, ...tasks.map((task) => task.settledAt));
    return { template, index, notBefore, opensAt, completesAt, dependsOn, tasks };
  }

  /** The tasks that surely arise, in plan order. */
  private tasksOf(stage: StageTemplate, opensAt: Instant, ofStage: readonly Dependency[]): ForecastTask[] {
    const known = new Map<string, ForecastTask>();
    const task = (template: TaskTemplate): ForecastTask => {
      const made = known.get(template.key) ?? this.task(stage, template, opensAt, ofStage, task);
      known.set(template.key, made);
      return made;
    };
    return stage.tasks
      .filter((template) => !arisesOnly(template))
      .map(task)
      .filter(({ targets }) => targets.length > 0);
  }

  private task(
    stage: StageTemplate,
    template: TaskTemplate,
    opensAt: Instant,
    ofStage: readonly Dependency[],
    task: (template: TaskTemplate) => ForecastTask,
  ): ForecastTask {
    const { plan, places, calendar } = this.input;
    const targets = targetsOf(plan, template, places);
    const awaited = stage.tasks.filter((one) => template.after?.includes(one.key)).map(task);
    const createdAt = Math.max(opensAt, ...awaited.map((before) => before.settledAt));
    const dueOn = dueDayOf(template, stage, createdAt, calendar);
    const closesAt = closingInstant(stage.closes, stage.due.on, dueOn, calendar);
    const onTime = targets.length === 0 ? createdAt : this.doneAt(createdAt, dueOn);
    const settledAt = closesAt === null ? onTime : Math.min(onTime, Math.max(createdAt, closesAt));
    const dependsOn = [
      ...ofStage,
      ...awaited.map((before): Dependency => ({ kind: 'TASK', key: before.template.key })),
    ];
    return {
      template,
      index: stage.tasks.indexOf(template),
      createdAt,
      dueOn,
      closesAt,
      settledAt,
      dependsOn,
      targets,
    };
  }
  /** The end of the working time of the due day, or of the day on which somebody can first work on it. */
  private doneAt(createdAt: Instant, dueOn: Day): Instant {
    const { calendar } = this.input;
    const dueDay = calendar.dayRelativeToDue(dueOn, 0);
    const firstDay = calendar.dayOf(calendar.workingInstantFrom(createdAt));
    return calendar.at(dueDay > firstDay ? dueDay : firstDay, calendar.workingTime.to);
  }
}
