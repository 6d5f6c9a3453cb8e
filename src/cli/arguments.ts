/** What stands behind the name of a command. */
export interface CommandArguments {
  /** Words without a name, in order. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** A command that was called wrongly: the message says how it is called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError if the word is not there */
export function wordAt({ words }: CommandArguments, index: number, name: string): string {
  const word = words[index];
  if (word === undefined) throw new UsageError(`${name} is missing`);
  return word;
}

/** @throws UsageError if the option is not there */
export function requiredOption({ options }: CommandArguments, name: string): string {
  const value = options[name];
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}
