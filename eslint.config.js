import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

const nodeGlobals = {
  require: 'readonly',
  module: 'writable',
  process: 'readonly',
  Buffer: 'readonly',
  __dirname: 'readonly',
}

export default tseslint.config(
  {ignores: ['build*/', 'dist*/', 'coverage/', 'node_modules/', 'catalog/', 'test/fixtures/']},
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
    },
  },
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['bin/*.js'],
    languageOptions: {sourceType: 'commonjs', globals: nodeGlobals},
    rules: {'@typescript-eslint/no-require-imports': 'off'},
  },
  {files: ['**/*.cts'], rules: {'@typescript-eslint/no-require-imports': ['error', {allowAsImport: true}]}},
  prettier,
)
