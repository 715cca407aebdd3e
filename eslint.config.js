// House rules that a machine keeps: strict types, and imports that point one way.
import tseslint from 'typescript-eslint';

/** Folders that each folder may import from, besides itself; `main.ts` may see all. */
const mayImport = {
  values: [],
  threads: ['values'],
  syntax: ['values', 'threads'],
  store: ['values', 'threads'],
  passwords: ['values', 'threads'],
  files: ['values', 'store'],
  engine: ['values', 'store', 'passwords'],
  base: ['values', 'store', 'passwords', 'files', 'engine'],
  access: ['values', 'store', 'engine'],
  commands: ['values', 'syntax', 'store', 'passwords', 'files', 'engine', 'access'],
  protocol: ['values', 'threads', 'syntax', 'store', 'passwords', 'engine', 'access', 'commands'],
  server: ['protocol', 'config'],
  http: ['values', 'threads', 'syntax', 'access', 'commands', 'protocol', 'server', 'config'],
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

/** What JavaScript's own strings do to letters and blanks is wrong for byte strings. */
const byteStrings = {
  files: ['src/**/*.ts'],
  ignores: ['src/values/letters.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector:
          'CallExpression > MemberExpression.callee > Identifier.property' +
          '[name=/^(?:to(?:Locale)?(?:Lower|Upper)Case|localeCompare|normalize|trim(?:Start|End)?)$/]',
        message: 'It breaks byte strings: fold, compare and trim by values/letters.ts.',
      },
      {
        selector: String.raw`Literal[regex.pattern=/\\s/i]`,
        message: 'It matches the last byte of some UTF-8 characters: write the blanks out.',
      },
      {
        selector: String.raw`Literal[regex.flags=/i/][regex.pattern=/[^ -~]|\\(?:[pux]|[0-9])/]`,
        message: 'Without regard to case only ASCII letters may be matched in a byte string.',
      },
      {
        selector: 'Literal[regex.flags=/i[a-z]*[uv]|[uv][a-z]*i/]',
        message: 'Without regard to case only ASCII letters may be matched in a byte string.',
      },
    ],
  },
};

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
  byteStrings,
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    // Wrong on purpose.
    files: ['test/types/**/*.ts'],
    rules: {
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
