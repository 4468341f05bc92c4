/**
 * ESLint: typescript-eslint with type information, what JupyterLab's reviewers check
 * (@jupyter/eslint-plugin), prettier as a rule, and the laws of this repository.
 * Which room may import which is not here but in scripts/check_imports.py.
 */
import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import prettierRecommended from 'eslint-plugin-prettier/recommended';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/generated/',
      '.lab/',
      '.make/',
      '.venv/',
      '.venvs/',
      '.yarn/',
      'aioscope/',
      'coverage/',
      'dist/',
      'gallery/build/',
      'lib/',
      'src/protocol/events.ts',
      'ui-tests/.work/',
      'ui-tests/playwright-report/',
      'ui-tests/test-results/'
    ]
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { plugins: { jupyter } },
  ...jupyter.configs.recommended,

  // TypeScript: the browser half, the gallery, the journeys.
  {
    files: typescript,
    extends: [js.configs.recommended, ...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports' }
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      // `${count}` reads better than `${String(count)}` and is as exact.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true }
      ],
      // `() => stop()` as a listener or effect is clear where the called function returns nothing.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true }
      ],
      // JupyterLab's plugins are objects of functions; tokens and command namespaces may be classes.
      '@typescript-eslint/no-extraneous-class': 'off',
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      // Law 6: nothing from a kernel or a notebook file is parsed as HTML or run as code.
      'no-eval': 'error',
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
          message:
            'Build text nodes: nothing from a kernel or a notebook may become HTML (law 6).'
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message:
            'Build text nodes: nothing from a kernel or a notebook may become HTML (law 6).'
        },
        {
          selector: "CallExpression[callee.property.name='insertAdjacentHTML']",
          message:
            'Build text nodes: nothing from a kernel or a notebook may become HTML (law 6).'
        }
      ]
    }
  },

  // The model is a pure function of its log: no clock, no chance, no page.
  {
    files: ['src/model/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'document',
          'window',
          'setTimeout',
          'setInterval',
          'requestAnimationFrame',
          'performance'
        ].map(name => ({
          name,
          message:
            'The model has no clock and no page: take the value as an argument.'
        }))
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'The model has no clock: times come with the facts.'
        },
        {
          object: 'Math',
          property: 'random',
          message: 'The model is a function of its log.'
        }
      ]
    }
  },

  // Specs and journeys: jest's and Galata's ways of writing that the strict rules do not know.
  {
    files: [
      '**/*.spec.ts',
      '**/*.spec.tsx',
      'src/testing/**/*.ts',
      'ui-tests/**/*.ts'
    ],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      'jupyter/command-id-convention': 'off',
      'jupyter/no-untranslated-string': 'off',
      'jupyter/plugin-id-convention': 'off',
      'jupyter/prefer-lazy-imports': 'off'
    }
  },

  // Configuration and scripts, which Node runs as they stand.
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { ...globals.node } },
    rules: {
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'max-lines': ['error', 400]
    }
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs' }
  },
  // style/index.js is the one .js file that the bundler reads as a module; gallery's run in a page.
  { files: ['style/**/*.js'], languageOptions: { sourceType: 'module' } },
  {
    files: ['gallery/**/*.js', 'gallery/**/*.mjs'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } }
  },

  prettierRecommended,
  // eslint-config-prettier switches curly off; here it is wanted with braces everywhere.
  { rules: { curly: ['error', 'all'] } }
);
