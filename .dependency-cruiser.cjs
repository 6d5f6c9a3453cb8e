/** The architecture as a check that runs. Names of rules appear in CONTRIBUTING.md. */
const MODULES = '^src/([^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere would only fail when that line is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      comment: 'A package that came along with another one goes away with it.',
      severity: 'error',
      from: { path: '^(src|workflows|activities|migrations)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Decides from what it is given: no database, network, clock, file or framework. Only luxon for calendars, and ' +
        'crypto for hashes (eslint.config.mjs keeps randomness out).',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/' },
      to: {
        pathNot: ['^src/[^/]+/domain/', '^src/shared/(?!http/)', '(^|/)node_modules/(@types/)?luxon/', '^crypto$'],
      },
    },
    {
      name: 'shared-is-pure',
      comment: 'The domain imports it.',
      severity: 'error',
      from: { path: '^src/shared/(?!http/)' },
      to: { pathNot: ['^src/shared/', '^src/[^/]+/domain/', '(^|/)node_modules/(@types/)?luxon/'] },
    },
    {
      name: 'database-only-in-persistence',
      comment: 'src/servers asks its own server whether it answers; app.module.ts wires the data source.',
      severity: 'error',
      from: { path: '^(src|workflows|activities)/', pathNot: ['^src/[^/]+/persistence/', '^src/(database|servers)/'] },
      to: { path: '(^|/)node_modules/(@types/)?(typeorm|pg|@nestjs/typeorm)/' },
    },
    {
      name: 'persistence-of-one-module',
      comment:
        'A store asks about its own tables. What spans several modules in one transaction is a use case (a file directly ' +
        'in the module folder), and only that may call the stores of other modules.',
      severity: 'error',
      from: { path: `${MODULES}persistence/` },
      to: { path: '^src/[^/]+/persistence/', pathNot: '^src/$1/persistence/' },
    },
    {
      name: 'no-store-in-the-window',
      comment: 'Controllers parse, authorise, call a use case, present.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$|^src/[^/]+/dto/|^web/' },
      to: { path: '^src/[^/]+/persistence/' },
    },
    {
      name: 'workflows-are-deterministic',
      comment:
        'They are replayed: only the workflow API, other workflow files and the pure domain. Types come from anywhere.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: [
          '^workflows/',
          '^src/[^/]+/domain/',
          '^src/shared/',
          '(^|/)node_modules/@temporalio/(workflow|common)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-are-not-imported',
      comment: 'They run in the sandbox only. Others may import their types (signals and queries by name).',
      severity: 'error',
      from: { path: '^(src|activities|migrations)/' },
      to: { path: '^workflows/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration that has run must mean the same for ever: nothing that goes on changing.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { pathNot: ['^migrations/', '(^|/)node_modules/typeorm/'] },
    },
    {
      name: 'no-test-in-the-program',
      severity: 'error',
      from: { path: '^(src|workflows|activities|migrations)/' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'import', 'types', 'default'],
    },
  },
};
