import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const NO_DOUBLE_ASSERTION = {
  selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
  message: 'A double assertion hides a wrong type: check the value instead.',
};
const NO_ENUM = { selector: 'TSEnumDeclaration', message: 'Use a string union or an `as const` table.' };
const NO_BARREL = { selector: 'ExportAllDeclaration', message: 'Import from the file that declares it.' };
const NO_ENVIRONMENT = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only src/config/ reads the environment: take it from AppConfig.',
};
const NO_CLOCK = {
  selector:
    'CallExpression[callee.object.name="Date"][callee.property.name="now"], NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'The domain is told what time it is.',
};
const NO_RANDOMNESS = {
  selector:
    'CallExpression[callee.object.name="Math"][callee.property.name="random"], ImportSpecifier[imported.name=/^random/]',
  message: 'The domain is given its ids and its randomness.',
};
const EVERYWHERE = [NO_DOUBLE_ASSERTION, NO_ENUM];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', '.cache/', 'coverage/', 'samples/', 'test/golden/', 'web/dist/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', ...EVERYWHERE, NO_BARREL, NO_ENVIRONMENT],
      '@typescript-eslint/consistent-type-imports': 'off', // would turn injected classes into types, which Nest cannot inject
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowConstructorOnly: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/require-await': 'off', // an activity or a handler may be async by contract alone
      '@typescript-eslint/dot-notation': 'off', // tsconfig asks for brackets on index signatures where it matters
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }], // '' is "nothing"
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/*/domain/**/*.ts', 'src/shared/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...EVERYWHERE, NO_BARREL, NO_ENVIRONMENT, NO_CLOCK, NO_RANDOMNESS],
    },
  },
  {
    files: ['src/config/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, NO_BARREL] },
  },
  {
    files: ['workflows/index.ts', 'activities/index.ts'],
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, NO_ENVIRONMENT] },
  },
  {
    files: ['**/index.ts'],
    ignores: ['workflows/index.ts', 'activities/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'Program', message: 'No index files: import from the file itself.' },
      ],
    },
  },
  {
    files: ['src/cli.ts', 'src/rehearse.ts', 'src/start.ts', 'src/cli/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' }, // programs that speak to a person
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...EVERYWHERE, NO_BARREL],
      // Answers of supertest and recorded JSON have no types; a wrong one fails the test itself.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
  prettier,
);
