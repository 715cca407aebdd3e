// House rules that a machine keeps. Imports that point one way are held by .dependency-cruiser.js.
import tseslint from 'typescript-eslint';

/** What JavaScript's own strings do to letters and blanks is wrong for byte strings. */
const byteStrings = [
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
];

/**
 * Words of the wire stay out of the engine: commands read what a request asks for and print what they
 * reply. The engine prints what is stored and what the journal tells, and that by `print` alone.
 */
const wireWords = [
  {
    selector: 'ImportSpecifier[imported.name=/^(?:printString|printInSteps)$/]',
    message: 'Commands print replies: let the engine give values or rows.',
  },
  {
    selector: String.raw`TemplateElement[value.raw=/[{;]\w*=|=#|;\}|^[({]$/]`,
    message: 'This is a text of the data language made by hand: commands make replies.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(?:get|has)$/] > Literal[value=/^(?:op|what|mode)$/]',
    message:
      'Commands read which operation a request asks for: give the engine a function for each.',
  },
];

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
  {
    files: ['src/**/*.ts'],
    ignores: ['src/values/letters.ts'],
    rules: { 'no-restricted-syntax': ['error', ...byteStrings] },
  },
  {
    files: ['src/engine/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...byteStrings, ...wireWords] },
  },
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
