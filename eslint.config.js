// House rules that a machine keeps: strict types, and imports that point one way.
import tseslint from 'typescript-eslint';

/** Folders that each folder may import from, besides itself; `main.ts` may see all. */
const mayImport = {
  values: [],
  syntax: ['values'],
  store: ['values'],
  passwords: ['values'],
  files: ['values', 'store'],
  engine: ['values', 'store', 'passwords'],
  base: ['values', 'store', 'passwords', 'files', 'engine'],
  access: ['values', 'store', 'engine'],
  commands: ['values', 'syntax', 'store', 'passwords', 'files', 'engine', 'access'],
  protocol: ['values', 'syntax', 'store', 'passwords', 'engine', 'access', 'commands'],
  server: ['protocol', 'config'],
  http: ['values', 'syntax', 'access', 'commands', 'protocol', 'server', 'config'],
  config: ['values'],
};
const folders = Object.keys(mayImport);

const directions = folders.map((folder) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: folders
          .concat('cli')
          .filter((other) => other !== folder && !mayImport[folder].includes(other))
          .map((other) => ({
            group: [`**/${other}/**`],
            message: `src/${folder} must not know src/${other}.`,
          })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '**/generated/**', 'var/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.check.json' },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
    },
  },
  ...directions,
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
