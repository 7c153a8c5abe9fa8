// panel/eslint.config.js -- what the panel's code must keep to.
import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import react from 'eslint-plugin-react';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
    { ignores: ['dist/', 'node_modules/', 'src/api/schema.d.ts'] },
    js.configs.recommended,
    {
        files: ['**/*.{ts,tsx}'],
        extends: [ts.configs.strictTypeChecked, a11y.flatConfigs.strict],
        languageOptions: { parserOptions: { projectService: true } },
        plugins: { react, 'react-hooks': hooks },
        rules: {
            ...hooks.configs.recommended.rules,
            'react-hooks/exhaustive-deps': 'error',
            // Every word a person reads lives in src/texts.
            'react/jsx-no-literals': [
                'error',
                { noStrings: false, allowedStrings: ['·', '–', '×'] },
            ],
            // Handlers of React may be asynchronous; everything else must await.
            '@typescript-eslint/no-misused-promises': [
                'error',
                { checksVoidReturn: { attributes: false } },
            ],
            '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
            'jsx-a11y/label-has-associated-control': ['error', { depth: 3 }],
            'max-lines': ['error', 400],
        },
    },
    { files: ['src/**'], languageOptions: { globals: globals.browser } },
    { files: ['scripts/**', 'eslint.config.js'], languageOptions: { globals: globals.node } },
);
